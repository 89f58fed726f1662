"""The operations on reports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, BinaryIO, cast
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import File, Form, Router, Status, UploadedFile
from pydantic import Field

from bairi.delivery.reports import actions, queries
from bairi.delivery.reports.actions import Receipt
from bairi.delivery.reports.api import lists, shapes
from bairi.ground.access import Actor, Problem
from bairi.ground.access.known import OPEN, to_known
from bairi.ground.places.models import Place
from bairi.plan.campaigns.queries.campaigns import campaign_for, moment_of, today

router = Router(tags=["reports"])
Limit = Annotated[int, Field(ge=1, le=500)]
ConflictNumber = Annotated[int, Field(ge=1, le=2**63 - 1)]


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _receipt(receipt: Receipt) -> Status[Receipt]:
    return Status(201 if receipt.is_new else 200, receipt)


def _refused(refused: Iterable[tuple[UUID, Problem]]) -> list[shapes.RefusedOut]:
    return [shapes.RefusedOut(uuid=uuid, **problem.as_dict()) for uuid, problem in refused]


@router.post("reports", response={200: shapes.ReceiptOut, 201: shapes.ReceiptOut}, operation_id="receive_report")
def receive_report(request: HttpRequest, body: shapes.ReportIn) -> Status[Receipt]:
    """Send one report. 201: it is kept; 200: it had been sent before, and this is its receipt."""
    return _receipt(actions.receive_report(body.as_report(), by=_actor(request), at=now()))


@router.post("sheets", response=shapes.ManyOut, operation_id="enter_sheet")
def enter_sheet(request: HttpRequest, body: shapes.ManyIn) -> shapes.ManyOut:
    """Send many reports at once. Those that cannot go in are named with their reason and stop no other."""
    entries = [report.as_report() for report in body.reports]
    outcome = actions.enter_sheet(entries, by=_actor(request), at=now())
    receipts = [shapes.ReceiptOut.from_orm(receipt) for receipt in outcome.receipts if receipt is not None]
    refused = _refused((entries[index].uuid, problem) for index, problem in outcome.refused)
    return shapes.ManyOut(receipts=receipts, refused=refused)


@router.get("reports/{uuid:report}", response=shapes.ReportOut, operation_id="report")
def report(request: HttpRequest, report: UUID) -> shapes.ReportOut:
    """One report and what has become of it."""
    return shapes.ReportOut.of(queries.report_detail(_actor(request), report).row)


@router.get("reports/{uuid:report}/receipt", response=shapes.ReceiptOut, operation_id="receipt")
def receipt(request: HttpRequest, report: UUID) -> Receipt:
    """The receipt of a report, for a sender that lost it."""
    return queries.receipt_of(_actor(request), report)


@router.post(
    "reports/{uuid:report}/evidence",
    response={200: shapes.EvidenceReceiptOut, 201: shapes.EvidenceReceiptOut},
    operation_id="send_evidence",
)
def send_evidence(
    request: HttpRequest,
    report: UUID,
    about: Form[shapes.EvidenceAboutIn],
    file: Annotated[UploadedFile | None, File()] = None,
) -> Status[object]:
    """Send a photo or a document to a report. 201: kept; 200: it was there before. `sha256` is the receipt."""
    content = b"" if file is None else cast("BinaryIO", file)  # a missing file is an empty one, once the report is seen
    named = about.as_attachment("" if file is None else str(file.name or ""))
    sent = actions.send_evidence(uuid=report, file=content, about=named, by=_actor(request), at=now())
    return Status(201 if sent.is_new else 200, sent)


@router.post(
    "reports/{uuid:report}/correction",
    response={200: shapes.ReceiptOut, 201: shapes.ReceiptOut},
    operation_id="correct_report",
)
def correct_report(request: HttpRequest, report: UUID, body: shapes.ReportIn) -> Status[Receipt]:
    """Send a correction: a new report that supersedes this one."""
    return _receipt(actions.correct_report(uuid=report, new=body.as_report(), by=_actor(request), at=now()))


@router.post("confirmations", response=shapes.OutcomeOut, operation_id="confirm_reports")
def confirm_reports(request: HttpRequest, body: shapes.ConfirmIn) -> shapes.OutcomeOut:
    """Confirm reports, one or many."""
    outcome = actions.confirm_reports(uuids=body.uuids, by=_actor(request), at=now())
    return shapes.OutcomeOut(group=outcome.group, done=list(outcome.done), refused=_refused(outcome.refused))


@router.post("reports/{uuid:report}/revocation", response=shapes.ReportOut, operation_id="revoke_confirmation")
def revoke_confirmation(request: HttpRequest, report: UUID, body: shapes.ReasonIn) -> shapes.ReportOut:
    """Take a confirmation back."""
    actions.revoke_confirmation(uuid=report, reason=body.reason, by=_actor(request), at=now())
    return shapes.ReportOut.of(queries.report_detail(_actor(request), report).row)


@router.post("reports/{uuid:report}/return", response=shapes.ReportOut, operation_id="send_back_report")
def send_back_report(request: HttpRequest, report: UUID, body: shapes.ReasonIn) -> shapes.ReportOut:
    """Send a report back to the village, with the reason."""
    actions.send_back_report(uuid=report, reason=body.reason, by=_actor(request), at=now())
    return shapes.ReportOut.of(queries.report_detail(_actor(request), report).row)


@router.post("reports/{uuid:report}/withdrawal", response=shapes.ReportOut, operation_id="withdraw_report")
def withdraw_report(request: HttpRequest, report: UUID, body: shapes.ReasonIn) -> shapes.ReportOut:
    """Withdraw a report, with the reason."""
    actions.withdraw_report(uuid=report, reason=body.reason, by=_actor(request), at=now())
    return shapes.ReportOut.of(queries.report_detail(_actor(request), report).row)


@router.post("verifications", response={201: shapes.VerificationOut}, operation_id="verify_target")
def verify_target(request: HttpRequest, body: shapes.VerificationIn) -> Status[object]:
    """Enter what an inspection found."""
    return Status(201, actions.verify_target(body.as_verification(), by=_actor(request), at=now()))


@router.post("verifications/{uuid:verification}/withdrawal", response={204: None}, operation_id="withdraw_verification")
def withdraw_verification(request: HttpRequest, verification: UUID, body: shapes.ReasonIn) -> Status[None]:
    """Take a finding back, with the reason."""
    actions.withdraw_verification(uuid=verification, reason=body.reason, by=_actor(request), at=now())
    return Status(204, None)


@router.post(
    "conflicts/{conflict}/resolution",
    response={200: shapes.ReceiptOut, 201: shapes.ReceiptOut},
    operation_id="resolve_conflict",
)
def resolve_conflict(request: HttpRequest, conflict: ConflictNumber, body: shapes.ReportIn) -> Status[Receipt]:
    """Reconcile two reports that differ, by one that supersedes both."""
    new = body.as_report()
    return _receipt(actions.resolve_conflict(conflict=conflict, new=new, by=_actor(request), at=now()))


@router.get("campaigns/{campaign}/reports", response=list[shapes.ReportOut], operation_id="sent_reports")
def sent_reports(
    request: HttpRequest,
    campaign: shapes.Code,
    place: shapes.Code | None = None,
    state: shapes.Code | None = None,
    limit: Limit = 50,
) -> list[shapes.ReportOut]:
    """What you sent, newest first; with `place`, all that was sent for that place."""
    found = campaign_for(_actor(request), campaign)
    rows = queries.sent_reports(_actor(request), found, place=place, state=state, limit=limit)
    return [shapes.ReportOut.of(row) for row in rows]


@router.get("campaigns/{campaign}/queue", response=list[shapes.ReportOut], operation_id="confirmation_queue")
def confirmation_queue(
    request: HttpRequest, campaign: shapes.Code, place: shapes.Code | None = None
) -> list[shapes.ReportOut]:
    """Reports that wait for your confirmation, village by village."""
    found = campaign_for(_actor(request), campaign)
    villages = queries.confirmation_queue(_actor(request), found, place=place)
    return [shapes.ReportOut.of(row.report) for village in villages for row in village.rows]


@router.get("campaigns/{campaign}/conflicts", response=list[lists.ConflictOut], operation_id="open_conflicts")
def open_conflicts(request: HttpRequest, campaign: shapes.Code) -> list[lists.ConflictOut]:
    """Pairs of reports that differ and wait for a person."""
    rows = queries.open_conflicts(_actor(request), campaign_for(_actor(request), campaign))
    return [
        lists.ConflictOut(
            id=row.id,
            first=shapes.ReportOut.of(row.first),
            second=shapes.ReportOut.of(row.second),
            difference=row.difference,
        )
        for row in rows
    ]


@router.get("campaigns/{campaign}/missing", response=list[lists.MissingOut], operation_id="missing_reports")
def missing_reports(request: HttpRequest, campaign: shapes.Code) -> list[lists.MissingOut]:
    """Places that owe a report at this moment."""
    found = campaign_for(_actor(request), campaign)
    rows = queries.missing_reports(_actor(request), found, at=moment_of(found)).rows
    return [
        lists.MissingOut(
            place=row.place_code,
            place_name=row.place_name,
            township=row.township,
            tasks=[
                lists.OwedOut(
                    task=task.code,
                    first_on=task.period.first_on,
                    last_on=task.period.last_on,
                    last_reported_on=task.last_reported_on,
                )
                for task in row.tasks
            ],
            last_reported_on=row.last_reported_on,
            days_silent=row.days_silent,
            is_silent=row.is_silent,
            urged_at=row.urged_at,
        )
        for row in rows
    ]


@router.get("campaigns/{campaign}/targets", response=list[lists.StandingOut], operation_id="standing_at")
def standing_at(
    request: HttpRequest,
    campaign: shapes.Code,
    on: shapes.Day | None = None,
    known: datetime | None = None,
    place: shapes.Code | None = None,
    task: shapes.Code = "",
) -> list[lists.StandingOut]:
    """Every target you see at the end of a day (`on`, today), as known at a moment (`known`, now)."""
    found = campaign_for(_actor(request), campaign)
    path = _path(place)
    rows = queries.standing_at(
        _actor(request), found, on=on or today(found), known=_known(known), place_path=path, task=task
    )
    return [
        lists.StandingOut(
            place=row.target.place_code,
            place_name=row.target.place_name,
            task=row.target.task_code,
            measure=row.target.measure_code,
            unit=row.target.unit,
            baseline=row.target.baseline,
            must=row.target.must,
            reported=row.reported,
            confirmed=row.confirmed,
            verified=row.verified,
        )
        for row in rows
    ]


def _path(place: str | None) -> str:
    """The path of a place by its code; one that no path begins with where there is no such place."""
    if place is None:
        return ""
    return Place.objects.filter(code=place).values_list("path", flat=True).first() or "none"


def _known(moment: datetime | None) -> int | None:
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(to_known(aware), 0), OPEN - 1)
