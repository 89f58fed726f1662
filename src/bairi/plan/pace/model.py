"""The forecast model: how much more each target will gain by any later day, and how sure that is."""

from dataclasses import dataclass

import numpy as np

from bairi.plan.pace.arrays import Bools, Floats, Ints
from bairi.plan.pace.inputs import Series
from bairi.plan.pace.readings import every_day, last_seen


@dataclass(frozen=True)
class Prediction:
    """What the model knows of N targets, in attainment (0 baseline, 1 target) and working days."""

    series: Series
    now: Floats
    seen_on: Ints
    reports: Ints
    rate: Floats
    damping: Floats
    scale: Floats
    loads: Floats

    def gain(self, days: Ints) -> tuple[Floats, Floats]:
        """(median, log-sd) of the gain from the last report to each of `days` (N, F) or (F,): (N, F)."""
        plan = self.series.plan
        until = np.broadcast_to(np.atleast_2d(days), (len(self.now), np.shape(days)[-1]))
        ahead = plan.calendar.between(self.seen_on[:, None], until)
        box = plan.calendar.between(plan.start - 1, plan.due)[:, None]
        tau = self.damping[:, None] * box
        trend = self.rate[:, None] * tau * -np.expm1(-ahead / tau)
        left = np.maximum(plan.calendar.between(self.seen_on, plan.due), 1.0)[:, None]
        rest = np.maximum(1 - self.now, 0.0)[:, None] * ahead / left
        median = np.maximum(0.6 * trend + 0.4 * rest, 1e-6)
        sd = self.scale[:, None] * (0.3 + 0.7 * np.sqrt(ahead / box))
        return median, sd


def predict(series: Series) -> Prediction:
    """Fit the model to a series."""
    plan = series.plan
    way = np.where(plan.target == plan.baseline, 1.0, plan.target - plan.baseline)
    x = (series.values - plan.baseline[:, None]) / way[:, None]
    none = np.isnan(x).all(axis=1)
    col = last_seen(x)
    now = np.where(none, 0.0, x[np.arange(len(x)), col])
    seen_on = np.where(none, np.minimum(plan.start - 1, series.today), series.days[col])
    rate = _recent_rate(series, x, none)
    return Prediction(
        series,
        now,
        seen_on,
        (~np.isnan(x)).sum(axis=1),
        rate,
        np.full(len(x), 0.5),
        np.full(len(x), 0.6),
        _loads(len(x)),
    )


def _loads(n: int) -> Floats:
    """Share of the variance in each level of shock: campaign, parent, task; the rest is the target's own. (N, 3)"""
    return np.tile(np.array([0.4, 0.1, 0.1]), (n, 1))


def _recent_rate(series: Series, x: Floats, none: Bools, window: int = 14) -> Floats:
    """Gain per working day over the last two weeks of reports, drawn towards the mean of the task."""
    dense = every_day(series.days, x) if x.shape[1] > 1 else x
    at = series.plan.calendar.index(np.arange(series.days[0], series.days[-1] + 1))
    last = last_seen(dense)
    first = np.maximum(last - window, 0)
    row = np.arange(len(x))
    start = dense[row, first]
    work = at[last] - at[first]
    gain = np.maximum(dense[row, last] - np.nan_to_num(start), 0.0)
    own = np.divide(gain, work, out=np.full(len(x), np.nan), where=(work > 0) & ~np.isnan(start) & ~none)
    peers = np.full(len(x), np.nanmean(own) if np.isfinite(own).any() else 0.0)
    for task in np.unique(series.task):
        same = (series.task == task) & np.isfinite(own)
        if same.any():
            peers[series.task == task] = own[same].mean()
    return np.where(np.isfinite(own), 0.7 * np.nan_to_num(own) + 0.3 * peers, peers)
