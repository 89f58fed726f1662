"""Measures of a task: what is counted, and which of them counts for attainment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from bairi.ground.access import Actor
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.checks import check_choice, check_code, check_free
from bairi.plan.campaigns.actions.plan import Note, new_plan_version, open_campaign
from bairi.plan.campaigns.actions.tasks import find_task
from bairi.plan.campaigns.events import MeasureAdded, MeasureChanged, MeasureRemoved
from bairi.plan.campaigns.models import Campaign, Measure, RollUp, Target, Task
from bairi.plan.campaigns.permissions import ADD_MEASURE, CHANGE_MEASURE, REMOVE_MEASURE
from bairi.plan.campaigns.problems import CountingMeasureNeeded, DenominatorNeeded, TaskHasTargets, UnknownMeasure
from bairi.plan.campaigns.rules.settings import MeasureSetting

VERSIONED = ("unit", "whole", "counts", "roll_up", "stage", "lower_is_better")
"""What changes the meaning of a figure and so makes a plan version once the task has targets."""


@transaction.atomic
def add_measure(*, campaign: str, task: str, measure: MeasureSetting, by: Actor, at: datetime) -> Measure:
    """Add a measure. The first one of a task counts; one that `counts` takes over from the other.

    Raises UnknownTask, BadCode, CodeTaken, UnknownChoice, DenominatorNeeded.
    """
    row = open_campaign(by, ADD_MEASURE, campaign)
    found = find_task(row, task)
    check_code(measure.code)
    check_free(measure.code, found.measures.all())
    return write_measure(row, found, None, measure, Note(reason="", by=by, at=at))[0]


@transaction.atomic
def change_measure(
    *, campaign: str, task: str, measure: MeasureSetting, reason: str = "", by: Actor, at: datetime
) -> Measure:
    """Change a measure. Once it has targets, another unit or way of counting is a new plan version.

    Raises UnknownMeasure and what `add_measure` raises, CountingMeasureNeeded, ReasonNeeded.
    """
    row = open_campaign(by, CHANGE_MEASURE, campaign)
    found = find_task(row, task)
    standing = find_measure(found, measure.code)
    if standing.counts and not measure.counts:
        raise CountingMeasureNeeded(name=found.name)
    note = Note(reason=reason, by=by, at=at)
    changed, changes = write_measure(row, found, standing, measure, note)
    if changes and Target.objects.filter(task=found).exists():
        new_plan_version(row, note, changes)
    return changed


def write_measure(
    campaign: Campaign, task: Task, standing: Measure | None, measure: MeasureSetting, note: Note
) -> tuple[Measure, list[dict[str, Any]]]:
    """Add or change a measure and say so; the first of a task counts, one that `counts` takes over from the other.

    Returns it with what a plan version has to tell. Raises UnknownChoice, DenominatorNeeded.
    """
    denominator = _checked(task, measure)
    counts = measure.counts or not task.measures.filter(counts=True).exclude(code=measure.code).exists()
    if counts:
        _let_go(campaign, task, measure.code, note)
    row = standing or Measure(task=task, code=measure.code)
    before = {name: getattr(row, name) for name in VERSIONED} if standing else {}
    row.denominator = denominator
    for name, value in (_values(measure) | {"counts": counts}).items():
        setattr(row, name, value)
    row.save()
    event = _event(MeasureChanged if standing else MeasureAdded, campaign, row, note.reason)
    append(event, by=note.by, at=note.at, place=campaign.place.code, group=note.group)
    return row, [
        {
            "what": "measure",
            "subject": f"{task.name} · {row.name}",
            "field": name,
            "before": old,
            "after": getattr(row, name),
        }
        for name, old in before.items()
        if old != getattr(row, name)
    ]


@transaction.atomic
def remove_measure(*, campaign: str, task: str, code: str, by: Actor, at: datetime) -> None:
    """Remove a measure that never had a target. Raises UnknownMeasure, TaskHasTargets, CountingMeasureNeeded."""
    row = open_campaign(by, REMOVE_MEASURE, campaign)
    found = find_task(row, task)
    measure = find_measure(found, code)
    if measure.targets.exists():
        raise TaskHasTargets(name=measure.name)
    if measure.counts and found.measures.count() > 1:
        raise CountingMeasureNeeded(name=found.name)
    if Measure.objects.filter(denominator=measure).exists():
        raise DenominatorNeeded(name=measure.name)
    measure.delete()
    event = MeasureRemoved(campaign=row.code, task=task, code=code, name=measure.name)
    append(event, by=by, at=at, place=row.place.code)


def find_measure(task: Task, code: str | None) -> Measure:
    """A measure of the task by code; None means the one that counts. Raises UnknownMeasure."""
    rows = Measure.objects.filter(task=task).select_related("task")
    measure = rows.filter(counts=True).first() if code is None else rows.filter(code=code).first()
    if measure is None:
        raise UnknownMeasure(value=code or "")
    return measure


def _let_go(campaign: Campaign, task: Task, taker: str, note: Note) -> None:
    """The measure that counted so far no longer does."""
    for other in Measure.objects.filter(task=task, counts=True).exclude(code=taker):
        other.counts = False
        other.save(update_fields=["counts"])
        event = _event(MeasureChanged, campaign, other, note.reason)
        append(event, by=note.by, at=note.at, place=campaign.place.code, group=note.group)


def _checked(task: Task, measure: MeasureSetting) -> Measure | None:
    check_choice(measure.roll_up, RollUp.values)
    if measure.roll_up != RollUp.RATIO:
        return None
    denominator = Measure.objects.filter(task=task, code=measure.denominator or "").exclude(code=measure.code).first()
    if denominator is None:
        raise DenominatorNeeded(name=measure.name)
    return denominator


def _values(measure: MeasureSetting) -> dict[str, Any]:
    names = ("name", "name_en", "unit", "unit_en", "order", "whole", "counts", "roll_up", "stage", "lower_is_better")
    return {name: getattr(measure, name) for name in names}


def _event(
    kind: type[MeasureAdded] | type[MeasureChanged], campaign: Campaign, measure: Measure, reason: str
) -> MeasureAdded | MeasureChanged:
    return kind(
        campaign=campaign.code,
        task=measure.task.code,
        code=measure.code,
        name=measure.name,
        name_en=measure.name_en,
        unit=measure.unit,
        order=measure.order,
        whole=measure.whole,
        counts=measure.counts,
        roll_up=measure.roll_up,
        denominator=measure.denominator.code if measure.denominator else None,
        stage=measure.stage,
        lower_is_better=measure.lower_is_better,
        reason=reason,
    )
