"""The operations on findings about evidence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Schema, Status
from pydantic import Field

from bairi.delivery.reports import actions, queries
from bairi.delivery.reports.api import shapes
from bairi.delivery.reports.api.routes import Limit, router
from bairi.delivery.reports.queries import EvidenceFindingRow, FindingFilter, PhotoUse
from bairi.ground.access import Actor
from bairi.plan.campaigns.queries.campaigns import campaign_for

__all__ = ["router"]
FindingNumber = Annotated[int, Field(ge=1, le=2**63 - 1)]
SURENESS = {3: "certain", 2: "likely", 1: "possible"}


class PhotoUseOut(Schema):
    """A photo (empty: the report itself) and the report that it stands behind."""

    sha256: str
    report: UUID
    place_name: str
    task_name: str
    effective_on: date

    @staticmethod
    def of(use: PhotoUse) -> PhotoUseOut:
        return PhotoUseOut(
            sha256=use.sha256,
            report=use.report,
            place_name=use.place_name,
            task_name=use.task_name,
            effective_on=use.effective_on,
        )


class EvidenceFindingOut(Schema):
    """What was found, beside what, and how sure. It decides nothing.

    `weight` orders the queues, photos used in other places first. `facts` holds the figures of the sentence and the
    limit then in force. `beside` is null where nothing stands beside it, or where it lies in a place that you do not
    see (`is_hidden`).
    """

    id: int
    kind: str
    sureness: Literal["certain", "likely", "possible"]
    weight: int
    message: str
    facts: dict[str, Any]
    about: PhotoUseOut
    beside: PhotoUseOut | None
    is_hidden: bool
    found_at: datetime
    dismissed_at: datetime | None
    dismissed_by: str
    dismissed_reason: str

    @staticmethod
    def of(row: EvidenceFindingRow) -> EvidenceFindingOut:
        return EvidenceFindingOut(
            id=row.id,
            kind=row.kind,
            sureness=SURENESS[row.sureness],  # type: ignore[arg-type]
            weight=row.weight,
            message=row.sentence,
            facts=row.facts,
            about=PhotoUseOut.of(row.report),
            beside=None if row.beside is None else PhotoUseOut.of(row.beside),
            is_hidden=row.is_hidden,
            found_at=row.found_at,
            dismissed_at=row.dismissed_at,
            dismissed_by=row.dismissed_by,
            dismissed_reason=row.dismissed_reason,
        )


class RecheckOut(Schema):
    """How many reports are looked at again in the background."""

    reports: int


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@router.get("campaigns/{campaign}/findings", response=list[EvidenceFindingOut], operation_id="evidence_findings")
def evidence_findings(
    request: HttpRequest,
    campaign: shapes.Code,
    kind: shapes.Code = "",
    place: shapes.Code = "",
    dismissed: bool = False,
    limit: Limit = 50,
) -> list[EvidenceFindingOut]:
    """Findings about evidence that you see, the gravest first; of a kind, of a place and all below."""
    actor = _actor(request)
    asked = FindingFilter(kind=kind, place=place, dismissed=dismissed)
    rows = queries.finding_list(actor, campaign_for(actor, campaign), asked, limit=limit)
    return [EvidenceFindingOut.of(row) for row in rows]


@router.get("reports/{uuid:report}/findings", response=list[EvidenceFindingOut], operation_id="report_findings")
def report_findings(request: HttpRequest, report: UUID) -> list[EvidenceFindingOut]:
    """What was found about the evidence of one report, open and dismissed."""
    key = queries.report_detail(_actor(request), report).row.id
    return [EvidenceFindingOut.of(row) for row in queries.findings_of(_actor(request), [key]).get(key, [])]


@router.post("findings/{finding}/dismissal", response=EvidenceFindingOut, operation_id="dismiss_finding")
def dismiss_finding(request: HttpRequest, finding: FindingNumber, body: shapes.ReasonIn) -> EvidenceFindingOut:
    """Say why a finding is nothing."""
    actions.dismiss_finding(finding=finding, reason=body.reason, by=_actor(request), at=now())
    return EvidenceFindingOut.of(queries.finding_row(_actor(request), finding))


@router.post("findings/{finding}/reopening", response=EvidenceFindingOut, operation_id="reopen_finding")
def reopen_finding(request: HttpRequest, finding: FindingNumber) -> EvidenceFindingOut:
    """Take a dismissal back."""
    actions.reopen_finding(finding=finding, by=_actor(request), at=now())
    return EvidenceFindingOut.of(queries.finding_row(_actor(request), finding))


@router.post("campaigns/{campaign}/findings", response={202: RecheckOut}, operation_id="recheck_evidence")
def recheck_evidence(request: HttpRequest, campaign: shapes.Code) -> Status[RecheckOut]:
    """Have all evidence looked at again, in the background."""
    found = campaign_for(_actor(request), campaign)
    count = actions.recheck_evidence(campaign=found.code, by=_actor(request), at=now())
    return Status(202, RecheckOut(reports=count))
