"""What stands for each target at a day, as known at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from bairi.delivery.reports.models import Standing
from bairi.delivery.reports.rules import OPEN, Level
from bairi.ground.access import Actor
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries.targets import TargetRow, targets_known


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One target and its value at the three levels; None where nothing has reached the level."""

    target: TargetRow
    reported: float | None
    confirmed: float | None
    verified: float | None


def standing_at(
    actor: Actor, campaign: Campaign, *, on: date, known: int | None = None, place_path: str = "", task: str = ""
) -> list[StandingRow]:
    """Every target that the actor sees, below a place and of a task where named, at the end of day `on`.

    `known` None is now. Items are added up. Two queries.
    """
    rows = [
        row
        for row in targets_known(campaign, known, place_path=place_path, task_codes=[task] if task else None)
        if any(grant.covers(row.place_path, row.task_code, campaign.code) for grant in actor.grants)
    ]
    moment = Q(known_to=OPEN) if known is None else Q(known_from__lte=known, known_to__gt=known)
    day = on.toordinal()
    held = Standing.objects.filter(moment, target__campaign=campaign, effective_from__lte=day, effective_to__gt=day)
    values = {
        (target, Level(level)): total
        for target, level, total in held.values("target", "level")
        .annotate(total=Sum("value"))
        .values_list("target", "level", "total")
    }
    return [StandingRow(row, *(values.get((row.target_id, level)) for level in Level)) for row in rows]
