"""The picture of a campaign on one day: plan, standing at three levels, forecast and status of every target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from bairi.delivery.reports.rules import Level
from bairi.delivery.rollups.queries import View
from bairi.delivery.rollups.rules import Ints, Weighing, by_task, capped, overall, spans
from bairi.delivery.rollups.series import SeriesTable, read_periods, series_table
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import TargetRow, calendar, target_arrays, targets_known, weights_known
from bairi.plan.pace import (
    Forecast,
    Plan,
    Series,
    SetForecast,
    Thresholds,
    attainment,
    forecast,
    planned_attainment,
    status,
)

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Picture:
    """N targets (leaves of the measures that count) on the days from the start through `on`, T days.

    planned: (N, T) share of the way that the plan asks for. shares: (3, N, T) attainment at the levels, NaN before
    a level was reached. forecast, states: of the `basis` level, as of `on`. `forecast_at`: when the forecast was made,
    where values may have come since.
    """

    asked: View
    basis: Level
    rows: Sequence[TargetRow]
    plan: Plan
    table: SeriesTable
    planned: Floats
    shares: Floats
    weighing: Weighing
    forecast: Forecast
    states: Sequence[str]
    forecast_at: datetime | None = None
    sets: dict[bytes, SetForecast] = field(default_factory=dict)
    """Forecasts of sets of targets that were asked for; they hold as long as the forecast does."""
    groups: dict[tuple[int, ...], Ints] = field(default_factory=dict)
    """In which of some places each target lies, by the places that were asked for."""

    @property
    def campaign(self) -> Campaign:
        return self.asked.campaign

    @property
    def on(self) -> date:
        return self.asked.on

    def whole(self, mask: Mask | None = None) -> Floats:
        """Planned, reported, confirmed and verified attainment by day of the targets in the mask: (4, T), 0..1."""
        return self._mean(np.concatenate([self.planned[None], self.shares]).transpose(0, 2, 1), mask)

    def by_day(self) -> Floats:
        """Planned, reported, confirmed and verified attainment of each task by day: (4, T, tasks), 0..1."""
        share = np.concatenate([self.planned[None], self.shares]).transpose(0, 2, 1)
        return by_task(capped(share), self.weighing, np.zeros(len(self.rows), dtype=np.int64), 1)[..., 0, :]

    def today_of(self, mask: Mask | None = None) -> Floats:
        """Planned, reported, confirmed and verified attainment on the day looked at: (4,), 0..1 or NaN."""
        return self._mean(np.concatenate([self.planned[None, :, -1], self.shares[:, :, -1]]), mask)

    def mean_of(self, share: Floats, mask: Mask | None = None) -> float | None:
        """The weighted mean of a share of each target (N,), capped; None without a target."""
        found = float(self._mean(share, mask))
        return None if np.isnan(found) else found

    def mean_by_day(self, share: Floats) -> Floats:
        """The weighted mean of a share of each target on some days: (N, D) -> (D,), nothing without a target."""
        return np.nan_to_num(self._mean(share.T, None))

    def together(self, mask: Mask | None = None) -> SetForecast:
        """The forecast of the targets in the mask as one set."""
        key = b"" if mask is None else mask.tobytes()
        if key not in self.sets:
            self.sets[key] = self.forecast.together(mask)
        return self.sets[key]

    def _mean(self, share: Floats, mask: Mask | None) -> Floats:
        at = np.flatnonzero(mask) if mask is not None else np.arange(len(self.rows))
        if not len(at):
            return np.full(share.shape[:-1], np.nan)
        part = replace(self.weighing, span=self.weighing.span[at], task=self.weighing.task[at])
        cells = by_task(capped(share[..., at]), part, np.zeros(len(at), dtype=np.int64), 1)
        return np.asarray(overall(cells, part)[..., 0])


def picture(asked: View, basis: Level) -> Picture:
    """The picture of the targets of a view. Four queries and a forecast."""
    codes = [task.code for task in asked.tasks]
    rows = [
        row
        for row in targets_known(
            asked.campaign, asked.known, counting_only=True, place_path=asked.root.path, task_codes=codes
        )
        if not row.is_control and row.roll_up != "none"
    ]
    plan = target_arrays(rows, calendar(asked.campaign))
    first, last = asked.campaign.start_on.toordinal(), asked.on.toordinal()
    table = series_table(read_periods(asked), [row.target_id for row in rows], first, last)
    made = forecast(_series(asked, rows, plan, table, basis))
    return Picture(
        asked=asked,
        basis=basis,
        rows=rows,
        plan=plan,
        table=table,
        planned=planned_attainment(plan, table.days),
        shares=shares_of(rows, table.values),
        weighing=weighing(asked, rows, plan),
        forecast=made,
        states=states_of(asked.campaign, made),
    )


def _series(asked: View, rows: Sequence[TargetRow], plan: Plan, table: SeriesTable, basis: Level) -> Series:
    tasks = {code: at for at, code in enumerate(dict.fromkeys(row.task_code for row in rows))}
    parents = {key: at for at, key in enumerate(dict.fromkeys(row.parent_id for row in rows))}
    return Series.of(
        days=table.days,
        values=table.readings[basis - 1],
        plan=plan,
        task=[tasks[row.task_code] for row in rows],
        parent=[parents[row.parent_id] for row in rows],
        floor=[0.0] * len(rows),
        steps=[1.0 if row.whole and row.must <= 10 else 0.0 for row in rows],
        direction=[-1.0 if row.lower_is_better else 1.0 for row in rows],
        silent_after=asked.campaign.silent_after_days,
    )


def weighing(asked: View, rows: Sequence[TargetRow], plan: Plan) -> Weighing:
    """How the rows weigh, by the weights that the campaign had as known."""
    weights = weights_known(asked.campaign, asked.known)
    tasks = [task.code for task in asked.tasks]
    lines = list(dict.fromkeys(weights.line_of[code] for code in tasks))
    return Weighing(
        span=spans(plan.baseline, plan.target),
        task=np.array([tasks.index(row.task_code) for row in rows], dtype=np.int64),
        task_weight=np.array([weights.tasks[code] for code in tasks]),
        task_line=np.array([lines.index(weights.line_of[code]) for code in tasks], dtype=np.int64),
        line_weight=np.array([weights.lines[code] for code in lines]),
    )


def shares_of(rows: Sequence[TargetRow], values: Floats) -> Floats:
    """Attainment of the rows' values (…, N, T), by baseline, target and direction."""
    column = (len(rows), 1)
    baseline = np.array([row.baseline for row in rows]).reshape(column)
    must = np.array([row.must for row in rows]).reshape(column)
    sign = np.array([-1.0 if row.lower_is_better else 1.0 for row in rows]).reshape(column)
    return attainment(values, baseline, must, sign)


def states_of(campaign: Campaign, made: Forecast) -> list[str]:
    """The state of each target by the campaign's thresholds."""
    thresholds = Thresholds(on_pace=campaign.risk_below, late=campaign.late_below)
    return [str(s) for s in status(made.probability, done=made.done, silent=made.silent, thresholds=thresholds)]


def places_at(asked: View, level: int) -> list[Place]:
    """The living places of one level under the root of the view, in their order. One query."""
    found = Place.objects.filter(path__startswith=asked.root.path, level=level, dissolved_on=None)
    return list(found.order_by("order", "code"))
