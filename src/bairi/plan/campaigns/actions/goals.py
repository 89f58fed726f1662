"""Goals over several tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Actor
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.checks import check_choice, check_range
from bairi.plan.campaigns.actions.plan import Note, PlanChange, new_plan_version, open_campaign, reason_for
from bairi.plan.campaigns.events import GoalRemoved, GoalSet
from bairi.plan.campaigns.models import Campaign, Goal, GoalKind, Task
from bairi.plan.campaigns.permissions import SET_GOALS
from bairi.plan.campaigns.problems import GoalWithoutTasks, UnknownTask
from bairi.plan.campaigns.rules.settings import GoalSetting


@transaction.atomic
def set_goals(*, campaign: str, goals: Sequence[GoalSetting], reason: str, by: Actor, at: datetime) -> PlanChange:
    """Replace the goals of a campaign; goals are told apart by their name. A change is a plan version.

    Raises UnknownTask, UnknownChoice, GoalWithoutTasks, ValueOutOfRange, ReasonNeeded.
    """
    row = open_campaign(by, SET_GOALS, campaign)
    note = Note(reason=reason, by=by, at=at)
    changes = write_goals(row, goals, note)
    if not changes:
        return PlanChange(None, 0, len(goals), note.group)
    return PlanChange(new_plan_version(row, note, changes), len(changes), len(goals), note.group)


def write_goals(row: Campaign, goals: Sequence[GoalSetting], note: Note) -> list[dict[str, Any]]:
    """Replace the goals and say so. Returns what a plan version has to tell. Raises as `set_goals`."""
    reason, by, at = note.reason, note.by, note.at
    tasks = {task.code: task for task in Task.objects.filter(campaign=row)}
    for goal in goals:
        _check(goal, tasks)
    goals = [replace(goal, tasks=tuple(sorted(set(goal.tasks)))) for goal in goals]
    standing = {goal.name: goal for goal in Goal.objects.filter(campaign=row).prefetch_related("tasks")}
    changes: list[dict[str, Any]] = []
    for setting in goals:
        old = standing.pop(setting.name, None)
        if old is not None and _values(old) == setting:
            continue
        _write(row, setting, old, tasks)
        changes.append(_change(setting.name, _said(_values(old)) if old else None, _said(setting)))
        event = GoalSet(
            campaign=row.code, name=setting.name, goal=setting.kind, share=setting.share, due_on=setting.due_on,
            tasks=setting.tasks, reason=reason_for(row, reason),
        )  # fmt: skip
        append(event, by=by, at=at, place=row.place.code, group=note.group)
    for gone in standing.values():
        changes.append(_change(gone.name, _said(_values(gone)), None))
        gone.delete()
        event_ = GoalRemoved(campaign=row.code, name=gone.name, reason=reason_for(row, reason))
        append(event_, by=by, at=at, place=row.place.code, group=note.group)
    return changes


def _check(goal: GoalSetting, tasks: dict[str, Task]) -> None:
    check_choice(goal.kind, GoalKind.values)
    check_range(_("The share of a goal"), goal.share, 0.001, 1)
    if not goal.tasks:
        raise GoalWithoutTasks(name=goal.name)
    for code in goal.tasks:
        if code not in tasks:
            raise UnknownTask(value=code)


def _values(goal: Goal) -> GoalSetting:
    codes = tuple(sorted(task.code for task in goal.tasks.all()))
    return GoalSetting(goal.name, goal.kind, goal.due_on, codes, goal.share, goal.name_en, goal.order, goal.source)


def _write(campaign: Campaign, setting: GoalSetting, old: Goal | None, tasks: dict[str, Task]) -> None:
    goal = old or Goal(campaign=campaign, name=setting.name)
    for name in ("kind", "due_on", "share", "name_en", "order", "source"):
        setattr(goal, name, getattr(setting, name))
    goal.save()
    goal.tasks.set([tasks[code] for code in setting.tasks])


def _change(name: str, before: str | None, after: str | None) -> dict[str, Any]:
    return {"what": "goal", "subject": name, "field": "", "before": before, "after": after}


def _said(goal: GoalSetting) -> str:
    share = "100 %" if goal.kind == GoalKind.ALL_DONE else f"{goal.share * 100:g} %"
    return f"{share} {goal.due_on.isoformat()} ({', '.join(goal.tasks)})"
