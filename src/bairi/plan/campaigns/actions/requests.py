"""A unit asks for the bar to be moved (调整申请); the level above decides. Both stay in the plan's history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bairi.ground.access import Actor, NotAllowed, get_for, require
from bairi.ground.access.known import OPEN
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.plan import Note, PlanChange, seen_campaign
from bairi.plan.campaigns.actions.resolve_targets import resolve_targets
from bairi.plan.campaigns.actions.write_targets import Wanted, load_standing, terms_of, write_targets
from bairi.plan.campaigns.events import ChangeAsked, ChangeGranted, ChangeRefused
from bairi.plan.campaigns.models import Campaign, ChangeRequest, PlanSource, Target, TargetVersion
from bairi.plan.campaigns.permissions import ASK_FOR_CHANGE, DECIDE_CHANGE
from bairi.plan.campaigns.problems import (
    OwnRequest,
    ReasonNeeded,
    RequestChangesNothing,
    RequestDecided,
    RequestOpen,
    TargetRemoved,
)
from bairi.plan.campaigns.rules.settings import TargetSetting
from bairi.plan.campaigns.rules.trajectories import moved


@transaction.atomic
def ask_for_change(
    *,
    campaign: str,
    target: int,
    must: float,
    reserve: float,
    due_on: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> ChangeRequest:
    """Ask for a change of a target, by its primary key. Nothing changes before the level above has decided.

    Raises NotVisible, NotAllowed, ReasonNeeded, TargetRemoved, RequestOpen, RequestChangesNothing, TargetsRefused.
    """
    row = seen_campaign(by, campaign)
    found = get_for(by, ASK_FOR_CHANGE, _targets(), pk=target, campaign=row)
    if by.user_id is None:
        raise NotAllowed(permission=ASK_FOR_CHANGE)
    if not reason.strip():
        raise ReasonNeeded()
    version = TargetVersion.objects.get(target=found, known_to=OPEN)
    if version.removed:
        raise TargetRemoved()
    _check_open(found)
    wish = TargetSetting(found.place.code, found.task.code, must, found.measure.code, reserve=reserve, due_on=due_on)
    terms = resolve_targets(row, [wish], by, ASK_FOR_CHANGE).wanted[0].terms
    if (terms.must, terms.reserve, terms.due_on) == (version.must, version.reserve, version.due_on):
        raise RequestChangesNothing()
    request = ChangeRequest.objects.create(
        target=found, must=terms.must, reserve=terms.reserve, due_on=due_on, reason=reason.strip(),
        asked_by_id=by.user_id, asked_at=at,
    )  # fmt: skip
    event = ChangeAsked(
        campaign=row.code, request=request.key, task=found.task.code, measure=found.measure.code,
        place=found.place.code, must_before=version.must, must=terms.must, reserve=terms.reserve, due_on=due_on,
        reason=request.reason,
    )  # fmt: skip
    append(event, by=by, at=at, place=found.place.code)
    return request


@transaction.atomic
def decide_change(*, campaign: str, request: int, granted: bool, note: str, by: Actor, at: datetime) -> ChangeRequest:
    """Grant or refuse a request. Who may is decided by the place above the target's; nobody decides their own.

    Granted, the target changes by a plan version of its own. Raises NotVisible, NotAllowed, RequestDecided, OwnRequest,
    ReasonNeeded for a refusal without a note.
    """
    row = seen_campaign(by, campaign)
    rows = ChangeRequest.objects.select_related(
        "target__place__parent", "target__task", "target__measure", "asked_by", "decided_by"
    )
    asked = get_for(by, DECIDE_CHANGE, rows, pk=request, target__campaign=row)
    target = asked.target
    above = target.place.parent.path if target.place.parent and target.place_id != row.place_id else target.place.path
    require(by, DECIDE_CHANGE, place_path=above, task_code=target.task.code, campaign_code=row.code)
    if asked.granted is not None and asked.decided_at is not None and asked.decided_by is not None:
        raise RequestDecided(name=asked.decided_by.name, decided_on=timezone.localdate(asked.decided_at))
    if by.user_id is None:
        raise NotAllowed(permission=DECIDE_CHANGE)
    if by.user_id == asked.asked_by_id:
        raise OwnRequest()
    if not granted and not note.strip():
        raise ReasonNeeded()
    change = _grant(row, asked, by, at) if granted else None
    asked.granted, asked.decided_by_id, asked.decided_at = granted, by.user_id, at
    asked.decision_note = note.strip()
    asked.plan_version = change.version if change else None
    asked.save(update_fields=["granted", "decided_by", "decided_at", "decision_note", "plan_version"])
    facts: dict[str, Any] = {
        "campaign": row.code, "request": asked.key, "task": target.task.code, "measure": target.measure.code,
        "place": target.place.code, "note": asked.decision_note,
    }  # fmt: skip
    version = change.version.number if change and change.version else None
    event = ChangeGranted(**facts, plan_version=version) if granted else ChangeRefused(**facts)
    append(event, by=by, at=at, place=target.place.code, group=change.group if change else None)
    return asked


def _targets() -> QuerySet[Target]:
    return Target.objects.select_related("place", "task", "measure")


def _check_open(target: Target) -> None:
    other = ChangeRequest.objects.filter(target=target, granted=None).select_related("asked_by").first()
    if other is not None:
        raise RequestOpen(name=other.asked_by.name, asked_on=timezone.localdate(other.asked_at))


def _grant(campaign: Campaign, asked: ChangeRequest, by: Actor, at: datetime) -> PlanChange:
    """Move the bar as asked; made by who asked, approved by who decides."""
    measure = asked.target.measure
    standing = load_standing(campaign, [measure])
    version = standing[measure.pk, asked.target.place_id]
    old = terms_of(version)
    path = moved(version.trajectory, (asked.due_on - old.due_on).days, old.start_on, asked.due_on)
    terms = replace(old, must=asked.must, reserve=asked.reserve, due_on=asked.due_on, trajectory=path)
    note = Note(
        reason=asked.reason, by=by, at=at, source=PlanSource.REQUEST, approved_by=by.name,
        made_by=(asked.asked_by_id, asked.asked_by.name),
    )  # fmt: skip
    return write_targets(campaign, [Wanted(version.target.measure, version.target.place, terms)], standing, note)
