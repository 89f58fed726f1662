"""One target's plan: its terms now and at first, drawn day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from bairi.ground.access.known import OPEN
from bairi.plan.campaigns.models import Campaign, Target, TargetVersion
from bairi.plan.campaigns.queries.campaigns import calendar
from bairi.plan.campaigns.queries.targets import TargetRow, baselines, target_arrays, target_rows
from bairi.plan.campaigns.rules.trajectories import points_of
from bairi.plan.pace import planned

Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class TargetPlan:
    """Points are (day of the campaign, planned value). `removed`: the target was taken out of the plan."""

    now: TargetRow
    first: TargetRow
    removed: bool
    plan: Points
    baseline: Points
    milestones: Points

    @property
    def has_moved(self) -> bool:
        """Whether the bar stands elsewhere than at first."""
        return self.now.version_id != self.first.version_id


def target_plan(campaign: Campaign, target: Target) -> TargetPlan:
    """The plan of one target as it stands, with its first baseline beside it. Three queries."""
    version = TargetVersion.objects.filter(target=target, known_to=OPEN)
    (now,) = target_rows(version)
    first = baselines(campaign, [target.pk])[target.pk]
    removed = version.values_list("removed", flat=True).get()
    start = campaign.start_on
    points = [
        (float((day - start).days + 1), now.baseline + share * (now.must - now.baseline))
        for day, share in points_of(now.trajectory)
    ]
    return TargetPlan(now, first, removed, plan_points(campaign, now), plan_points(campaign, first), points)


def plan_points(campaign: Campaign, row: TargetRow) -> Points:
    """The planned value by the evening of each day, from the evening before the start to the later of due and end."""
    before = min(row.start_on, campaign.start_on) - timedelta(days=1)
    last = max(row.due_on, campaign.deadline_on)
    days = np.arange(before.toordinal(), last.toordinal() + 1)
    values = planned(target_arrays([row], calendar(campaign)), days)[0]
    first = campaign.start_on.toordinal()
    kept = [(float(day - first + 1), round(float(value), 3)) for day, value in zip(days, values, strict=True)]
    bends = [
        index
        for index in range(len(kept))
        if index in {0, len(kept) - 1} or abs(kept[index - 1][1] + kept[index + 1][1] - 2 * kept[index][1]) > 1e-3
    ]
    return [kept[index] for index in bends]
