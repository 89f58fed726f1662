"""How good a campaign's own past forecasts were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from bairi.delivery.reports.rules import Level
from bairi.delivery.rollups.queries import view
from bairi.ground.access import Actor
from bairi.outlook.cockpit.queries.picture import Picture, picture
from bairi.outlook.forecasts.models import KeptForecast
from bairi.plan.campaigns.models import Campaign
from bairi.plan.pace.calibration import Record, record

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WeekAhead:
    """The forecast of one day held against the values a week on: how many lay within its 80 % range, below, above."""

    on: date
    targets: int
    within: int
    below: int
    above: int

    @property
    def share(self) -> float:
        return self.within / self.targets if self.targets else float("nan")


@dataclass(frozen=True, slots=True)
class ForecastQuality:
    """`deadline`: probabilities against targets whose due day has passed, None while none has. `weeks`: the running
    check of the ranges a week ahead, of targets that were reported on since; `within` and `targets` their sums."""

    campaign: Campaign
    kept: int
    deadline: Record | None
    weeks: list[WeekAhead]

    @property
    def targets(self) -> int:
        return sum(week.targets for week in self.weeks)

    @property
    def within(self) -> int:
        return sum(week.within for week in self.weeks)


def forecast_quality(actor: Actor, code: str, level: Level = Level.CONFIRMED) -> ForecastQuality:
    """The record of the forecasts kept, over the places and tasks that the actor sees. Raises NotVisible."""
    asked = view(actor, code)
    made = picture(asked, level)
    kept = list(KeptForecast.objects.filter(campaign=asked.campaign, level=level, on__lte=made.on).order_by("on"))
    at = {row.target_id: n for n, row in enumerate(made.rows)}
    weeks = [found for one in kept if (found := _week_ahead(made, one, at)) is not None]
    return ForecastQuality(asked.campaign, len(kept), _deadline(made, kept, at), weeks)


def _week_ahead(made: Picture, one: KeptForecast, at: dict[int, int]) -> WeekAhead | None:
    """Only targets that were reported on in the week count: silence is no outcome."""
    later = one.on + WEEK
    if later > made.on:
        return None
    first = int(made.table.days[0])
    since, until = one.on.toordinal() - first + 1, later.toordinal() - first
    within = below = above = 0
    for target, _, low, _, high in one.rows:
        n = at.get(target)
        if n is None:
            continue
        heard = made.table.readings[made.basis - 1, n, since : until + 1]
        if np.isnan(heard).all():
            continue
        value = made.table.values[made.basis - 1, n, until]
        below, above = below + (value < low - 1e-6), above + (value > high + 1e-6)
        within += low - 1e-6 <= value <= high + 1e-6
    total = within + below + above
    return WeekAhead(one.on, int(total), int(within), int(below), int(above)) if total else None


def _deadline(made: Picture, kept: Sequence[KeptForecast], at: dict[int, int]) -> Record | None:
    """Each forecast of each target whose due day has passed, against whether it was reached by then."""
    reached = _reached_by_due(made)
    said, came = [], []
    for one in kept:
        for target, probability, *_ in one.rows:
            n = at.get(target)
            if n is None or probability is None or made.rows[n].due_on > made.on or one.on >= made.rows[n].due_on:
                continue
            said.append(probability)
            came.append(reached[n])
    return record(np.array(said), np.array(came, dtype=bool)) if said else None


def _reached_by_due(made: Picture) -> list[bool]:
    first = int(made.table.days[0])
    shares = made.shares[made.basis - 1]
    return [
        bool(np.nan_to_num(shares[n, min(row.due_on.toordinal() - first, shares.shape[1] - 1)]) >= 1)
        for n, row in enumerate(made.rows)
    ]
