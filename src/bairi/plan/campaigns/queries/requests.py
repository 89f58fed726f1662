"""Requests for a change of a target: those to be decided, and those that were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bairi.ground.access import Actor, NotVisible, visible_to
from bairi.ground.access.known import OPEN
from bairi.plan.campaigns.models import Campaign, ChangeRequest, Target, TargetVersion
from bairi.plan.campaigns.permissions import DECIDE_CHANGE


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request with what the target says now. `may_decide`: whether this actor decides it. `granted` None is open."""

    pk: int
    task_code: str
    task: str
    measure_code: str
    measure: str
    unit: str
    place_code: str
    place: str
    must_now: float
    reserve_now: float
    due_now: date
    must: float
    reserve: float
    due_on: date
    reason: str
    asked_by: str
    asked_at: datetime
    granted: bool | None
    decided_by: str
    decided_at: datetime | None
    note: str
    plan_version: int | None
    may_decide: bool


def change_requests(
    actor: Actor, campaign: Campaign, *, is_open: bool | None = None, target: Target | None = None
) -> list[RequestRow]:
    """Requests within the actor's places, open ones first, then the newest. Two queries."""
    rows = visible_to(actor, ChangeRequest.objects).filter(target__campaign=campaign)
    if is_open is not None:
        rows = rows.filter(granted__isnull=is_open)
    if target is not None:
        rows = rows.filter(target=target)
    rows = rows.select_related(
        "target__task", "target__measure", "target__place__parent", "asked_by", "decided_by", "plan_version"
    )
    found = sorted(rows, key=lambda row: (row.granted is not None, -row.asked_at.timestamp(), row.pk))
    versions = TargetVersion.objects.filter(target__in=[row.target_id for row in found], known_to=OPEN)
    now = {version.target_id: version for version in versions}
    return [_row(actor, campaign, row, now[row.target_id]) for row in found]


def change_request(actor: Actor, campaign: Campaign, pk: int) -> RequestRow:
    """One request. Raises NotVisible. Two queries."""
    found = next((row for row in change_requests(actor, campaign) if row.pk == pk), None)
    if found is None:
        raise NotVisible()
    return found


def open_requests(actor: Actor, campaign: Campaign) -> list[RequestRow]:
    """Requests still to be decided. Two queries."""
    return change_requests(actor, campaign, is_open=True)


def _row(actor: Actor, campaign: Campaign, row: ChangeRequest, now: TargetVersion) -> RequestRow:
    target = row.target
    place = target.place
    above = place.parent.path if place.parent and place.pk != campaign.place_id else place.path
    may = actor.may(DECIDE_CHANGE, place_path=above, task_code=target.task.code, campaign_code=campaign.code)
    return RequestRow(
        pk=row.pk,
        task_code=target.task.code,
        task=target.task.name,
        measure_code=target.measure.code,
        measure=target.measure.name,
        unit=target.measure.unit,
        place_code=place.code,
        place=place.name,
        must_now=now.must,
        reserve_now=now.reserve,
        due_now=now.due_on,
        must=row.must,
        reserve=row.reserve,
        due_on=row.due_on,
        reason=row.reason,
        asked_by=row.asked_by.name,
        asked_at=row.asked_at,
        granted=row.granted,
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_at=row.decided_at,
        note=row.decision_note,
        plan_version=row.plan_version.number if row.plan_version else None,
        may_decide=may and row.granted is None and row.asked_by_id != actor.user_id,
    )
