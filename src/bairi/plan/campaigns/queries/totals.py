"""Every task at a glance: what each level is asked for together."""

from __future__ import annotations

from dataclasses import dataclass

from bairi.ground.access import Actor, visible_to
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign, Measure, RollUp, Task
from bairi.plan.campaigns.queries.targets import TargetRow, targets_known
from bairi.plan.campaigns.rules.sums import LevelTotal, Node, level_totals


@dataclass(frozen=True, slots=True)
class TaskTotal:
    """A measure of a task: its targets within the actor's places, by level; `added` by the lowest to the topmost."""

    task: Task
    measure: Measure
    targets: int
    levels: list[LevelTotal]

    @property
    def added(self) -> float | None:
        return self.levels[-1].added if len(self.levels) > 1 else None


def target_totals(actor: Actor, campaign: Campaign) -> list[TaskTotal]:
    """One row for each measure of each task that the actor sees. Three queries."""
    measures = visible_to(actor, Measure.objects.select_related("task__line")).filter(task__campaign=campaign)
    paths = [grant.place_path for grant in actor.grants]
    by_measure: dict[int, list[TargetRow]] = {}
    for row in targets_known(campaign):
        if any(row.place_path.startswith(path) for path in paths):
            by_measure.setdefault(row.measure_id, []).append(row)
    found = []
    for measure in measures.order_by("task__line__order", "task__order", "task__code", "order"):
        rows = by_measure.get(measure.pk, [])
        nodes = [Node(row.place_path, row.place_level, row.must) for row in rows]
        levels = level_totals(nodes) if measure.roll_up == RollUp.SUM else []
        found.append(TaskTotal(measure.task, measure, len(rows), levels))
    return found


def measures_of(actor: Actor, campaign: Campaign, task: str) -> list[Measure]:
    """The measures of a task that the actor sees, in order. One query."""
    rows = visible_to(actor, Measure.objects).filter(task__campaign=campaign, task__code=task)
    return list(rows.order_by("order", "code"))


def count_places(actor: Actor, campaign: Campaign, level: int) -> int:
    """How many places of a level the actor sees in the campaign. One query."""
    rows = visible_to(actor, Place.objects).filter(path__startswith=campaign.place.path, level=level)
    return rows.filter(dissolved_on=None).count()
