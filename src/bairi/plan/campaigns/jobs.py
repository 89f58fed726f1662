"""What the plan does in the background."""

from __future__ import annotations

from uuid import UUID

from django.utils.timezone import now
from django.utils.translation import override

from bairi.ground.access import Problem
from bairi.ground.accounts.models import User
from bairi.ground.accounts.queries import actor_for
from bairi.ground.jobs.actions import note_progress
from bairi.ground.jobs.rules import job
from bairi.ground.tables.desk import Upload
from bairi.plan.campaigns.actions import import_plan
from bairi.plan.campaigns.workbook.desk import from_desk
from bairi.plan.campaigns.workbook.outcome import outcome_of, outcome_of_refusal

STEPS = 4


@job("campaigns.try_plan", attempts=2)
def try_plan_in_background(*, upload: str, user: int) -> None:
    """Try a long workbook."""
    run_workbook(from_desk(UUID(upload), user=user), dry_run=True)


@job("campaigns.import_plan", attempts=2)
def import_plan_in_background(*, upload: str, user: int, reason: str, approved_by: str) -> None:
    """Import a long workbook. Run a second time it changes nothing, since the plan says the same by then."""
    run_workbook(from_desk(UUID(upload), user=user), dry_run=False, reason=reason, approved_by=approved_by)


def run_workbook(upload: Upload, *, dry_run: bool, reason: str = "", approved_by: str = "") -> None:
    """Try or import a workbook as the person who sent it, and keep what is to be said of it on the desk."""
    actor = actor_for(User.objects.get(pk=upload.user), via="sheet")
    done = 0

    def progress(_step: str) -> None:
        nonlocal done
        if upload.job is not None:
            note_progress(upload.job, done, STEPS)
        done += 1

    with override(upload.language):
        try:
            result = import_plan(
                source=upload.source, name=upload.name, campaign=upload.about["campaign"], reason=reason,
                approved_by=approved_by, take_out=upload.about["take_out"], dry_run=dry_run, progress=progress,
                by=actor, at=now(),
            )  # fmt: skip
        except Problem as problem:
            upload.say(outcome_of_refusal(problem))
            return
        upload.say(outcome_of(result) | {"state": "sound" if dry_run else "done"})
