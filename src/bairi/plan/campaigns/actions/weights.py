"""Weights of lines and tasks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Actor
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.checks import check_range
from bairi.plan.campaigns.actions.lines import MAX_WEIGHT
from bairi.plan.campaigns.actions.plan import Note, PlanChange, new_plan_version, open_campaign, reason_for
from bairi.plan.campaigns.events import LineWeightSet, TaskWeightSet
from bairi.plan.campaigns.models import Line, Task
from bairi.plan.campaigns.permissions import SET_WEIGHTS
from bairi.plan.campaigns.problems import UnknownLine, UnknownTask, WeightsAllNothing
from bairi.plan.campaigns.rules.weights import Weights, shares


@transaction.atomic
def set_weights(
    *, campaign: str, lines: Mapping[str, float], tasks: Mapping[str, float], reason: str, by: Actor, at: datetime
) -> PlanChange:
    """Set the weights named by code; the others stay. One plan version, which keeps them all as they then stood.

    Raises UnknownLine, UnknownTask, ValueOutOfRange, WeightsAllNothing, ReasonNeeded.
    """
    row = open_campaign(by, SET_WEIGHTS, campaign)
    why, note = reason_for(row, reason), Note(reason=reason, by=by, at=at)
    line_rows = {line.code: line for line in Line.objects.filter(campaign=row)}
    task_rows = {task.code: task for task in Task.objects.filter(campaign=row).select_related("line")}
    _check(lines, tasks, line_rows, task_rows)
    changes: list[dict[str, Any]] = []
    for code, weight in lines.items():
        line, before = line_rows[code], line_rows[code].weight
        if before != weight:
            line.weight = weight
            line.save(update_fields=["weight"])
            changes.append({"what": "line", "subject": line.name, "field": "weight", "before": before, "after": weight})
            event = LineWeightSet(campaign=row.code, code=code, before=before, weight=weight, reason=why)
            append(event, by=by, at=at, place=row.place.code, group=note.group)
    for code, weight in tasks.items():
        task, before = task_rows[code], task_rows[code].weight
        if before != weight:
            task.weight = weight
            task.save(update_fields=["weight"])
            changes.append({"what": "task", "subject": task.name, "field": "weight", "before": before, "after": weight})
            event_ = TaskWeightSet(campaign=row.code, code=code, before=before, weight=weight, reason=why)
            append(event_, by=by, at=at, place=row.place.code, group=note.group)
    unchanged = len(lines) + len(tasks) - len(changes)
    version = new_plan_version(row, note, changes) if changes else None
    return PlanChange(version, len(changes), unchanged, note.group)


def _check(
    lines: Mapping[str, float], tasks: Mapping[str, float], line_rows: dict[str, Line], task_rows: dict[str, Task]
) -> None:
    for code in lines:
        if code not in line_rows:
            raise UnknownLine(value=code)
    for code in tasks:
        if code not in task_rows:
            raise UnknownTask(value=code)
    for weight in (*lines.values(), *tasks.values()):
        check_range(_("A weight"), weight, 0, MAX_WEIGHT)
    after = Weights(
        {code: lines.get(code, line.weight) for code, line in line_rows.items()},
        {code: tasks.get(code, task.weight) for code, task in task_rows.items()},
        {code: task.line.code for code, task in task_rows.items()},
    )
    if not shares(after):
        raise WeightsAllNothing()
