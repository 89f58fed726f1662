"""Lines with their tasks and measures, milestones and goals."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Q

from bairi.ground.access import Actor, visible_to
from bairi.plan.campaigns.models import Campaign, Goal, Line, Measure, Milestone, Task


@dataclass(slots=True)
class TaskBranch:
    """A task with its measures; `targets` counts those of the measure that counts, `locked` says that some exist."""

    task: Task
    measures: list[Measure] = field(default_factory=list)
    targets: int = 0
    locked: bool = False

    @property
    def counting(self) -> Measure | None:
        return next((measure for measure in self.measures if measure.counts), None)


@dataclass(slots=True)
class LineBranch:
    line: Line
    tasks: list[TaskBranch] = field(default_factory=list)


def structure(actor: Actor, campaign: Campaign) -> list[LineBranch]:
    """The lines with those tasks that the actor sees, in their order. Three queries."""
    branches = {line.pk: LineBranch(line) for line in Line.objects.filter(campaign=campaign)}
    tasks = visible_to(actor, Task.objects.select_related("lead_unit", "line")).filter(campaign=campaign)
    counted = tasks.annotate(
        target_count=Count("targets", filter=Q(targets__measure__counts=True)), any_target=Count("targets")
    )
    found: dict[int, TaskBranch] = {}
    for task in counted:
        found[task.pk] = TaskBranch(task, targets=task.target_count, locked=task.any_target > 0)
        branches[task.line_id].tasks.append(found[task.pk])
    measures = Measure.objects.filter(task__in=list(found)).select_related("denominator").order_by("order", "code")
    for measure in measures:
        found[measure.task_id].measures.append(measure)
    return list(branches.values())


def tasks(actor: Actor, campaign: Campaign) -> list[Task]:
    """The tasks that the actor sees, by line and order. One query."""
    rows = visible_to(actor, Task.objects.select_related("line")).filter(campaign=campaign)
    return list(rows.order_by("line__order", "order", "code"))


def milestones(campaign: Campaign, task_code: str | None = None) -> list[Milestone]:
    """Milestones by day; with `task_code` those of the task and of its line. One query."""
    rows = Milestone.objects.filter(campaign=campaign).select_related("task", "line")
    if task_code is not None:
        rows = rows.filter(Q(task__code=task_code) | Q(line__tasks__code=task_code)).distinct()
    return list(rows)


def goals(campaign: Campaign) -> list[Goal]:
    """The goals in their order, tasks prefetched. Two queries."""
    return list(Goal.objects.filter(campaign=campaign).prefetch_related("tasks"))
