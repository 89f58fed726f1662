"""A sheet of reports worked through: while the page is awaited, or in the background with its progress."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.utils.timezone import now
from django.utils.translation import override

from bairi.delivery.reports.actions import import_reports
from bairi.delivery.reports.workbook.outcome import outcome_of, outcome_of_refusal
from bairi.ground.access import Problem
from bairi.ground.accounts.models import User
from bairi.ground.accounts.queries import actor_for
from bairi.ground.jobs.actions import note_progress
from bairi.ground.jobs.rules import job
from bairi.ground.tables.desk import Upload, from_desk

DESK: Final = "reports"
TRY_SHEET, IMPORT_SHEET = "reports.try_sheet", "reports.import_sheet"


@job(TRY_SHEET, attempts=2)
def try_sheet_in_background(*, sheet: str, user: int) -> None:
    """Look through a long sheet."""
    run_sheet(from_desk(DESK, UUID(sheet), user=user), dry_run=True)


@job(IMPORT_SHEET, attempts=3)
def import_sheet_in_background(*, sheet: str, user: int) -> None:
    """Take in a long sheet. Run again after it broke off, it goes on where it stopped: nothing is taken in twice."""
    run_sheet(from_desk(DESK, UUID(sheet), user=user), dry_run=False)


def run_sheet(upload: Upload, *, dry_run: bool) -> None:
    """Try or take in a sheet as the person who sent it, and keep what is to be said of it on the desk."""
    actor = actor_for(User.objects.get(pk=upload.user), via="sheet")

    def progress(done: int, rows: int) -> None:
        if upload.job is not None:
            note_progress(upload.job, done, rows)

    with override(upload.language):
        try:
            made = import_reports(
                source=upload.source, name=upload.name, campaign=upload.about["campaign"], dry_run=dry_run,
                progress=progress, by=actor, at=now(),
            )  # fmt: skip
        except Problem as problem:
            upload.give_back(None)
            upload.say(outcome_of_refusal(problem))
            return
        upload.give_back(made.refused_sheet)
        upload.say(outcome_of(made, dry_run=dry_run))
