"""Levels that cannot be passed: given ones, publishers that cut at a value, and work that stops at its target."""

import numpy as np

from bairi.plan.pace.arrays import Bools, Floats, Ints
from bairi.plan.pace.inputs import Series

CLOSE = 1e-9
NEAR = 0.8


def ceilings(series: Series, earlier: Floats, now: Floats, group: Ints) -> tuple[Floats, Bools]:
    """Ceiling of each target as attainment, (N,), infinite where none is known; and whether work merely stops there.

    `earlier` are the readings without each row's last one, so that a new reading cannot move a ceiling below itself.
    A publisher's cut is the greatest value of a task in its own unit, near the ceiling
    and seen twice or more in two places or more. A task stops
    at its target when readings stay at exactly 1 and none is above.
    """
    plan = series.plan
    way = np.where(plan.target == plan.baseline, 1.0, plan.target - plan.baseline)
    given = np.where(way > 0, series.ceiling, series.floor)
    limit = np.where(way > 0, np.fmin(given, _publishers_cut(series, earlier, group)), given)
    top = np.where(np.isnan(limit), np.inf, (limit - plan.baseline) / way)
    stops = _stops_at_target(earlier, group) | (np.abs(top - 1) < CLOSE)
    top = np.where(stops, np.minimum(top, 1.0), top)
    return np.maximum(top, now), stops


def _publishers_cut(series: Series, earlier: Floats, group: Ints) -> Floats:
    """The value, near the ceiling, at which the publisher of each group cuts, (N,); infinite where there is none."""
    shown = np.where(np.isnan(earlier), -np.inf, series.values)
    best = np.full(group.max(initial=0) + 1, -np.inf)
    np.maximum.at(best, group, shown.max(axis=1, initial=-np.inf))
    again = np.sum(shown >= best[group][:, None] - CLOSE, axis=1) >= 2
    places = np.bincount(group, weights=again, minlength=len(best))[group]
    near = best[group] >= NEAR * series.ceiling
    return np.where(near & (places >= 2), best[group], np.inf)


def _stops_at_target(earlier: Floats, group: Ints) -> Bools:
    at = np.abs(earlier - 1) < CLOSE
    stays = np.bincount(group, weights=at.sum(axis=1) >= 2, minlength=group.max(initial=0) + 1) > 0
    above = np.bincount(group, weights=(earlier > 1 + CLOSE).any(axis=1), minlength=group.max(initial=0) + 1) > 0
    return (stays & ~above)[group]
