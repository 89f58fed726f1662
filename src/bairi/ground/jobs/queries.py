from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bairi.ground.jobs.models import Job
from bairi.ground.jobs.problems import JobNotFound


@dataclass(frozen=True, slots=True)
class JobState:
    """Where a job stands: its state, the steps done of all, and why it failed."""

    state: Literal["waiting", "running", "done", "failed"]
    done: int
    total: int
    error: str


def progress_of(job: int) -> JobState:
    """The state of a job. The caller decides who may ask. Raises JobNotFound."""
    row = Job.objects.filter(pk=job).first()
    if row is None:
        raise JobNotFound(job=job)
    state: Literal["waiting", "running", "done", "failed"] = "waiting"
    if row.done_at:
        state = "done"
    elif row.failed_at:
        state = "failed"
    elif row.leased_until:
        state = "running"
    return JobState(state, row.steps_done, row.steps, row.error)
