"""Totals of a whole plan against the sums below them (层层加码)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from bairi.plan.campaigns.models import Campaign, RollUp
from bairi.plan.campaigns.queries.targets import TargetRow, targets_known
from bairi.plan.campaigns.rules.sums import Node, sums_below


@dataclass(frozen=True, slots=True)
class SumLine:
    """A place whose own total differs from the sum below it. `excess` is that sum minus the total."""

    task: str
    measure: str
    unit: str
    place_code: str
    place: str
    must: float
    below: float
    excess: float


def plan_sums(campaign: Campaign) -> list[SumLine]:
    """Every total of the plan that does not equal the sum of the nearest targets below it. One query."""
    by_measure: dict[int, list[TargetRow]] = defaultdict(list)
    for row in targets_known(campaign):
        if row.roll_up == RollUp.SUM:
            by_measure[row.measure_id].append(row)
    found: list[SumLine] = []
    for rows in by_measure.values():
        sums = sums_below([Node(row.place_path, row.place_level, row.must, row.reserve) for row in rows])
        for row in rows:
            below, excess = sums[row.place_path].below, sums[row.place_path].excess(row.must)
            if below is not None and excess:
                found.append(
                    SumLine(
                        row.task_name,
                        row.measure_name,
                        row.unit,
                        row.place_code,
                        row.place_name,
                        row.must,
                        below,
                        excess,
                    )
                )
    return found
