"""Targets as the plan asked for them at a known moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from bairi.ground.access import Actor, NotVisible, visible_to
from bairi.ground.access.known import OPEN
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign, Target, TargetVersion
from bairi.plan.campaigns.rules.trajectories import SHAPES, points_of
from bairi.plan.pace import Calendar, Plan

COLUMNS = {
    "version_id": "pk",
    "target_id": "target_id",
    "plan_version": "plan_version__number",
    "task_id": "target__task_id",
    "task_code": "target__task__code",
    "task_name": "target__task__name",
    "line_code": "target__task__line__code",
    "measure_id": "target__measure_id",
    "measure_code": "target__measure__code",
    "measure_name": "target__measure__name",
    "counts": "target__measure__counts",
    "unit": "target__measure__unit",
    "unit_en": "target__measure__unit_en",
    "whole": "target__measure__whole",
    "roll_up": "target__measure__roll_up",
    "lower_is_better": "target__measure__lower_is_better",
    "place_id": "target__place_id",
    "place_code": "target__place__code",
    "place_name": "target__place__name",
    "place_path": "target__place__path",
    "place_level": "target__place__level",
    "parent_id": "target__place__parent_id",
    "is_control": "is_control",
    "baseline": "baseline",
    "must": "must",
    "reserve": "reserve",
    "start_on": "start_on",
    "due_on": "due_on",
    "trajectory": "trajectory",
    "known_from": "known_from",
    "source": "target__source",
}


@dataclass(frozen=True, slots=True)
class TargetRow:
    """What one target asks for, with all that names it. `is_control`: a control total as known then."""

    version_id: int
    target_id: int
    plan_version: int
    task_id: int
    task_code: str
    task_name: str
    line_code: str
    measure_id: int
    measure_code: str
    measure_name: str
    counts: bool
    unit: str
    unit_en: str
    whole: bool
    roll_up: str
    lower_is_better: bool
    place_id: int
    place_code: str
    place_name: str
    place_path: str
    place_level: int
    parent_id: int | None
    is_control: bool
    baseline: float
    must: float
    reserve: float
    start_on: date
    due_on: date
    trajectory: dict[str, Any]
    known_from: int
    source: str


def targets_known(
    campaign: Campaign,
    known: int | None = None,
    *,
    counting_only: bool = False,
    place_path: str = "",
    task_codes: Collection[str] | None = None,
    measure_id: int | None = None,
) -> list[TargetRow]:
    """The targets in force at a known moment (None: now), by task, measure and place. One query.

    `place_path` keeps a place and all below it, `counting_only` the measure that counts for attainment.
    """
    rows = TargetVersion.objects.filter(in_force(known), target__campaign=campaign, removed=False)
    if counting_only:
        rows = rows.filter(target__measure__counts=True)
    if place_path:
        rows = rows.filter(target__place__path__startswith=place_path)
    if task_codes is not None:
        rows = rows.filter(target__task__code__in=list(task_codes))
    if measure_id is not None:
        rows = rows.filter(target__measure_id=measure_id)
    return target_rows(rows)


def targets_seen(
    actor: Actor, campaign: Campaign, known: int | None = None, *, task_code: str = "", place_code: str = ""
) -> list[TargetRow]:
    """As `targets_known`, only what lies within the actor's places and tasks. One query, two with a place."""
    rows = visible_to(actor, TargetVersion.objects).filter(in_force(known), target__campaign=campaign, removed=False)
    if task_code:
        rows = rows.filter(target__task__code=task_code)
    if place_code:
        place = visible_to(actor, Place.objects).filter(code=place_code).first()
        if place is None:
            raise NotVisible()
        rows = rows.filter(target__place__path__startswith=place.path)
    return target_rows(rows)


def target_rows(versions: QuerySet[TargetVersion]) -> list[TargetRow]:
    """The rows of some versions, in the order of the plan. One query."""
    ordered = versions.order_by(
        "target__task__line__order", "target__task__order", "target__task__code", "target__measure__order",
        "target__place__order", "target__place__code", "known_from",
    )  # fmt: skip
    return [TargetRow(*values) for values in ordered.values_list(*COLUMNS.values())]


def in_force(known: int | None) -> Q:
    """Versions that were in force at a known moment; None means now."""
    return Q(known_to=OPEN) if known is None else Q(known_from__lte=known, known_to__gt=known)


def target_arrays(rows: Sequence[TargetRow], calendar: Calendar) -> Plan:
    """The rows as `pace` takes them, in the same order."""
    return Plan.of(
        baseline=[row.baseline for row in rows],
        target=[row.must for row in rows],
        start=[row.start_on.toordinal() for row in rows],
        due=[row.due_on.toordinal() for row in rows],
        shape=[SHAPES[str(row.trajectory.get("kind", "linear"))] for row in rows],
        milestones=[[(day.toordinal(), share) for day, share in points_of(row.trajectory)] for row in rows],
        calendar=calendar,
    )


def baselines(campaign: Campaign, target_ids: Collection[int] | None = None) -> dict[int, TargetRow]:
    """The first baseline of each target by its id: its version in force when the campaign started, else its first."""
    rows = TargetVersion.objects.filter(target__campaign=campaign)
    if target_ids is not None:
        rows = rows.filter(target__in=list(target_ids))
    started = campaign.started_known
    found: dict[int, TargetRow] = {}
    for row in sorted(target_rows(rows), key=lambda r: r.known_from):
        if row.target_id not in found or (started is not None and row.known_from <= started):
            found[row.target_id] = row
    return found


def target_for(actor: Actor, campaign: Campaign, *, task: str, place: str, measure: str = "") -> Target:
    """One target by codes, its place, task and measure joined; the measure that counts when none is named.

    Raises NotVisible. One query.
    """
    which: Mapping[str, Any] = {"measure__code": measure} if measure else {"measure__counts": True}
    rows = visible_to(actor, Target.objects.select_related("place", "task__line", "measure"))
    target = rows.filter(campaign=campaign, task__code=task, place__code=place, **which).first()
    if target is None:
        raise NotVisible()
    return target
