from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q

from bairi.ground.jobs.models import Job, Schedule
from bairi.ground.jobs.rules import JOBS, check_arguments, pause_after

LEASE = timedelta(seconds=60)
KEPT = timedelta(days=7)
MAX_ERROR = 2000


def enqueue(name: str, *, at: datetime, not_before: datetime | None = None, key: str = "", **arguments: Any) -> int:
    """Put a job in the queue, in the caller's transaction; it runs only if that commits. Returns its number.

    With a `key`, a job that already waits under that key stands for this one. Raises KeyError for an unknown name,
    TypeError for arguments that do not fit.
    """
    check_arguments(name, arguments)
    row = Job(name=name, arguments=arguments, key=key, not_before=not_before or at, enqueued_at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        waiting = Job.objects.filter(key=key, attempts=0, done_at=None, failed_at=None).first()
        if not key or waiting is None:
            raise
        return waiting.pk
    return row.pk


def claim(*, worker: str, at: datetime) -> Job | None:
    """Lease the job that is due longest; None when none is. A job whose leases ran out too often fails here."""
    free = Q(leased_until=None) | Q(leased_until__lte=at)
    while True:
        row = (
            Job.objects.filter(free, done_at=None, failed_at=None, not_before__lte=at)
            .order_by("not_before", "id")
            .first()
        )
        if row is None:
            return None
        mine = Job.objects.filter(free, pk=row.pk, attempts=row.attempts, done_at=None, failed_at=None)
        kind = JOBS.get(row.name)
        if row.attempts >= (kind.attempts if kind else 1):
            gave_up = row.error or "its worker ended while it ran, each time"
            mine.update(failed_at=at, error=gave_up, leased_until=None)
            continue
        if mine.update(attempts=F("attempts") + 1, leased_until=at + LEASE, leased_by=worker, steps_done=0, steps=0):
            row.refresh_from_db()
            return row


def prolong(row: Job, *, at: datetime) -> bool:
    """Hold the lease on. False when it is lost: another worker has the job now."""
    return bool(_held(row).update(leased_until=at + LEASE))


def finish(row: Job, *, at: datetime) -> bool:
    """Note that it is done. False when the lease was lost."""
    return bool(_held(row).update(done_at=at, leased_until=None, error=""))


def fail(row: Job, error: str, *, at: datetime, again: bool) -> bool:
    """Note that a run failed; it is tried again later if `again` and runs are left. False when the lease was lost."""
    kind = JOBS.get(row.name)
    last = not again or kind is None or row.attempts >= kind.attempts
    changes: dict[str, Any] = {"failed_at": at} if last else {"not_before": at + pause_after(row.attempts)}
    return bool(_held(row).update(error=error[:MAX_ERROR], leased_until=None, **changes))


def note_progress(job: int, done: int, steps: int) -> None:
    """Note how far a running job is."""
    Job.objects.filter(pk=job).update(steps_done=done, steps=steps)


def enqueue_due(*, at: datetime) -> int:
    """Put periodic jobs that are due into the queue, each once over all workers. Returns how many."""
    known = dict(Schedule.objects.values_list("name", "due_at"))
    made = 0
    for kind in JOBS.values():
        if kind.every is None or (kind.name in known and known[kind.name] > at):
            continue
        with transaction.atomic():
            if kind.name not in known:
                Schedule.objects.bulk_create([Schedule(name=kind.name, due_at=at)], ignore_conflicts=True)
            due = Schedule.objects.filter(name=kind.name, due_at__lte=at)
            if due.update(due_at=at + kind.every):
                enqueue(kind.name, at=at, key=kind.name)
                made += 1
    return made


def clear_old(*, at: datetime) -> int:
    """Remove jobs that ended more than a week ago. Returns how many."""
    gone, _ = Job.objects.filter(Q(done_at__lt=at - KEPT) | Q(failed_at__lt=at - KEPT)).delete()
    return gone


def _held(row: Job) -> models.QuerySet[Job]:
    """The row as long as this run's lease is the last that was given."""
    return Job.objects.filter(pk=row.pk, attempts=row.attempts, leased_by=row.leased_by, done_at=None, failed_at=None)
