"""A person finds the target of a submission that waited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from bairi.delivery.reports.actions import NewReport, Receipt, receive_report
from bairi.delivery.reports.models import Report
from bairi.edges.openrosa.actions.arrival import ORIGIN
from bairi.edges.openrosa.actions.keep_attachments import Attached, evidence_of
from bairi.edges.openrosa.events import SubmissionTakenIn
from bairi.edges.openrosa.models import Submission, SubmissionState
from bairi.edges.openrosa.permissions import TAKE_IN_SUBMISSION
from bairi.edges.openrosa.problems import AlreadyDecided, EntryGone, NothingToTakeIn, SubmissionIsErased
from bairi.edges.openrosa.rules.declared import report_number
from bairi.ground.access import Actor, get_for
from bairi.ground.places.models import Place
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.models import Task


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person read from the submission: the target, and the total or the item's stage on a day."""

    place: str
    task: str
    effective_on: date
    measure: str = ""
    value: float | None = None
    item: UUID | None = None
    stage: str = ""
    note: str = ""


@transaction.atomic
def take_in_submission(*, submission: int, chosen: Chosen, by: Actor, at: datetime) -> Receipt:
    """Make a report of a submission that waits or was set aside, on the word of its sender, with its attachments.

    Where the same instance became a report before, this one supersedes it. Raises NotVisible, NotAllowed,
    AlreadyDecided, SubmissionIsErased, NothingToTakeIn, and the refusals of `receive_report`.
    """
    row = get_for(by, TAKE_IN_SUBMISSION, Submission.objects.select_related("campaign"), pk=submission)
    if row.state not in {SubmissionState.WAITING, SubmissionState.SET_ASIDE}:
        raise AlreadyDecided(by=row.decided_by_name or row.sent_by_name)
    if row.erased_at:
        raise SubmissionIsErased()
    if row.problem == EntryGone.code:
        raise NothingToTakeIn()
    number, supersedes = _number(row)
    files = [Attached(file.file_id, file.name) for file in row.files.order_by("id")]
    new = NewReport(
        uuid=number,
        campaign=row.campaign.code,
        place=chosen.place,
        task=chosen.task,
        measure=chosen.measure,
        item=chosen.item,
        stage=chosen.stage,
        value=chosen.value,
        effective_on=chosen.effective_on,
        supersedes=supersedes,
        note=chosen.note,
        entered_for="" if row.sent_by_id == by.user_id else row.sent_by_name,
        evidence=evidence_of(files),
        source=ORIGIN,
    )
    receipt = receive_report(new, by=by, at=at)
    row.state, row.report, row.reason = SubmissionState.TAKEN_IN, number, ""
    row.decided_at, row.decided_by_id, row.decided_by_name = at, by.user_id, by.name
    row.place = Place.objects.get(code=receipt.place)
    row.task = Task.objects.get(campaign=row.campaign, code=receipt.task)
    row.save()
    event = SubmissionTakenIn(instance=row.name, campaign=row.campaign.code, digest=row.digest, report=number)
    append(event, by=by, at=at, place=receipt.place)
    return receipt


def _number(row: Submission) -> tuple[UUID, tuple[UUID, ...]]:
    """The number of the report, and the one that the same instance became with other content."""
    number = report_number(row.campaign.code, row.instance_id, entry=row.entry)
    if not Report.objects.filter(uuid=number).exists():
        return number, ()
    return report_number(row.campaign.code, row.instance_id, row.digest, row.entry), (number,)
