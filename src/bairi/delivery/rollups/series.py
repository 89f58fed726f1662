"""The step functions of standing as arrays: what charts, forecasts and the matrix are made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bairi.delivery.rollups.definitions import DEFINITIONS
from bairi.delivery.rollups.engines import Database, Engine, Rows
from bairi.delivery.rollups.queries import View

LEVELS = 3


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """Standing of N targets on T days at the three levels, as known at one moment.

    days: (T,) ordinals. values: (3, N, T) in the target's unit, NaN before anything had reached the level.
    readings: (3, N, T), the value on days from which a claim or finding gives it, NaN elsewhere.
    """

    days: NDArray[np.int64]
    values: NDArray[np.float64]
    readings: NDArray[np.float64]


def read_periods(asked: View, *, every_measure: bool = False, engine: Engine | None = None) -> Rows:
    """Periods as known: (target, item, level, effective from, effective to, value), by series and day."""
    return (engine or Database()).run(DEFINITIONS["periods"], asked.parameters(every_measure=every_measure))


def series_table(periods: Rows, target_ids: Sequence[int], first_day: int, last_day: int) -> SeriesTable:
    """Lay the periods of `target_ids` out over the days from `first_day` through `last_day`; items are summed.

    A target without a period has NaN throughout. Days are ordinals.
    """
    days = np.arange(first_day, last_day + 1)
    shape = (LEVELS, len(target_ids), len(days))
    values, there = np.zeros(shape), np.zeros(shape, dtype=bool)
    changed = np.zeros(shape, dtype=bool)
    if periods:
        at = {target: n for n, target in enumerate(target_ids)}
        kept = [row for row in periods if row[0] in at and row[3] <= last_day]
        for target, _item, level, since, until, value in kept:
            n, low, high = at[target], max(since - first_day, 0), min(until, last_day + 1) - first_day
            if high > 0:
                values[level - 1, n, low:high] += value
                there[level - 1, n, low:high] = True
            if since >= first_day:
                changed[level - 1, n, since - first_day] = True
    values[~there] = np.nan
    return SeriesTable(days, values, np.where(changed, values, np.nan))
