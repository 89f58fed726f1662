"""Targets: set one or many, or break the total of a place down to the places below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bairi.ground.access import Actor, get_for, require
from bairi.ground.places.models import Place
from bairi.plan.campaigns.actions.plan import Note, PlanChange, reason_for, seen_campaign
from bairi.plan.campaigns.actions.resolve_targets import resolve_targets
from bairi.plan.campaigns.actions.write_targets import write_targets
from bairi.plan.campaigns.models import PlanSource
from bairi.plan.campaigns.permissions import DECOMPOSE_TARGETS, SET_TARGETS
from bairi.plan.campaigns.problems import NotBelow
from bairi.plan.campaigns.rules.settings import ShareSetting, TargetSetting


@transaction.atomic
def set_targets(
    *,
    campaign: str,
    rows: Sequence[TargetSetting],
    reason: str,
    by: Actor,
    at: datetime,
    approved_by: str = "",
    source: str = PlanSource.PAGE,
) -> PlanChange:
    """Set targets, all or nothing: one plan version, one event for each target that changed.

    Raises TargetsRefused with every fault by row, NotAllowed, ReasonNeeded once the campaign runs.
    """
    row = seen_campaign(by, campaign)
    reason_for(row, reason)
    found = resolve_targets(row, rows, by, SET_TARGETS)
    note = Note(reason=reason, by=by, at=at, source=source, approved_by=approved_by)
    return write_targets(row, found.wanted, found.standing, note)


@transaction.atomic
def decompose_targets(
    *,
    campaign: str,
    task: str,
    place: str,
    rows: Sequence[ShareSetting],
    measure: str | None = None,
    reason: str,
    by: Actor,
    at: datetime,
) -> PlanChange:
    """Set the targets of places below `place`, whose own total stays as it is (任务分解).

    Who answers for a place may do this for all below it, never for the place itself. The sum need not equal the total:
    what goes beyond it is shown (层层加码). Raises NotBelow, TargetsRefused, NotVisible, NotAllowed, ReasonNeeded.
    """
    row = seen_campaign(by, campaign)
    reason_for(row, reason)
    above = get_for(by, DECOMPOSE_TARGETS, Place.objects, lock=False, code=place)
    require(by, DECOMPOSE_TARGETS, place_path=above.path, task_code=task, campaign_code=row.code)
    settings = [
        TargetSetting(place=share.place, task=task, measure=measure, must=share.must, reserve=share.reserve)
        for share in rows
    ]
    found = resolve_targets(row, settings, by, DECOMPOSE_TARGETS)
    for want in found.wanted:
        if want.place.pk == above.pk or not want.place.path.startswith(above.path):
            raise NotBelow(place=want.place.name, above=above.name)
    return write_targets(row, found.wanted, found.standing, Note(reason=reason, by=by, at=at))
