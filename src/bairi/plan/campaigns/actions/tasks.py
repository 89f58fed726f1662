"""Tasks of the plan."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Actor
from bairi.ground.organisations.models import Organisation
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.checks import check_choice, check_code, check_free, check_range
from bairi.plan.campaigns.actions.lines import MAX_WEIGHT, find_line
from bairi.plan.campaigns.actions.plan import Note, new_plan_version, open_campaign
from bairi.plan.campaigns.events import TaskAdded, TaskChanged, TaskRemoved
from bairi.plan.campaigns.models import Campaign, Counting, Line, Rhythm, Target, Task
from bairi.plan.campaigns.permissions import ADD_TASK, CHANGE_TASK, REMOVE_TASK
from bairi.plan.campaigns.problems import TaskHasTargets, UnknownOrganisation, UnknownTask
from bairi.plan.campaigns.rules.settings import TaskSetting

VERSIONED = ("line_code", "weight", "counting", "asks_position")
"""What changes the meaning of a figure or what is asked of people, and so makes a plan version once targets stand."""


@transaction.atomic
def add_task(*, campaign: str, task: TaskSetting, by: Actor, at: datetime) -> Task:
    """Add a task. Raises BadCode, CodeTaken, UnknownLine, UnknownOrganisation, UnknownChoice, ValueOutOfRange."""
    row = open_campaign(by, ADD_TASK, campaign)
    check_code(task.code)
    check_free(task.code, Task.objects.filter(campaign=row))
    return write_task(row, None, task, Note(reason="", by=by, at=at))[0]


@transaction.atomic
def change_task(*, campaign: str, task: TaskSetting, reason: str = "", by: Actor, at: datetime) -> Task:
    """Change a task. Once it has targets, another value of what is `VERSIONED` is a new plan version.

    Raises UnknownTask and what `add_task` raises, ReasonNeeded.
    """
    row = open_campaign(by, CHANGE_TASK, campaign)
    standing = find_task(row, task.code)
    note = Note(reason=reason, by=by, at=at)
    changed, changes = write_task(row, standing, task, note)
    if changes and Target.objects.filter(task=standing).exists():
        new_plan_version(row, note, changes)
    return changed


def write_task(
    campaign: Campaign, standing: Task | None, task: TaskSetting, note: Note
) -> tuple[Task, list[dict[str, Any]]]:
    """Add or change a task and say so. Returns it with what a plan version has to tell. Raises as `add_task`."""
    line, unit = _checked(campaign, task)
    row, after = standing or Task(campaign=campaign, code=task.code), _versioned(task)
    before = after if standing is None else _versioned(standing) | {"line_code": standing.line.code}
    row.line, row.lead_unit = line, unit
    for name, value in _values(task).items():
        setattr(row, name, value)
    row.save()
    event = (TaskChanged if standing else TaskAdded)(
        campaign=campaign.code, code=task.code, line_code=line.code, lead_unit=task.lead_unit, reason=note.reason,
        **_values(task),
    )  # fmt: skip
    append(event, by=note.by, at=note.at, place=campaign.place.code, group=note.group)
    return row, [
        {"what": "task", "subject": task.name, "field": name, "before": before[name], "after": after[name]}
        for name in VERSIONED
        if before[name] != after[name]
    ]


def _versioned(task: Task | TaskSetting) -> dict[str, Any]:
    return {
        "line_code": task.line, "weight": task.weight, "counting": task.counting, "asks_position": task.asks_position,
    }  # fmt: skip


@transaction.atomic
def remove_task(*, campaign: str, code: str, by: Actor, at: datetime) -> None:
    """Remove a task that never had a target, with its measures. Raises UnknownTask, TaskHasTargets."""
    row = open_campaign(by, REMOVE_TASK, campaign)
    task = find_task(row, code)
    if Target.objects.filter(task=task).exists():
        raise TaskHasTargets(name=task.name)
    task.measures.update(denominator=None)
    task.delete()
    append(TaskRemoved(campaign=row.code, code=code, name=task.name), by=by, at=at, place=row.place.code)


def find_task(campaign: Campaign, code: str) -> Task:
    """A task of the campaign, locked. Raises UnknownTask."""
    rows = Task.objects.select_for_update(of=("self",)).select_related("line")
    task = rows.filter(campaign=campaign, code=code).first()
    if task is None:
        raise UnknownTask(value=code)
    return task


def _checked(campaign: Campaign, task: TaskSetting) -> tuple[Line, Organisation | None]:
    check_choice(task.counting, Counting.values)
    check_choice(task.rhythm, ["", *Rhythm.values])
    check_range(_("The weight"), task.weight, 0, MAX_WEIGHT)
    unit = None
    if task.lead_unit:
        unit = Organisation.objects.filter(code=task.lead_unit).first()
        if unit is None:
            raise UnknownOrganisation(value=task.lead_unit)
    return find_line(campaign, task.line), unit


def _values(task: TaskSetting) -> dict[str, Any]:
    names = ("name", "name_en", "order", "weight", "counting", "rhythm", "asks_position", "source")
    return {name: getattr(task, name) for name in names}
