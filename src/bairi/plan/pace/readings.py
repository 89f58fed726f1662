"""Readings as they really come, N targets by T days with gaps (NaN), made even."""

import numpy as np

from bairi.plan.pace.arrays import Floats, Ints


def latest(values: Floats) -> Floats:
    """The last reading of each row, (N,); NaN where there is none."""
    if values.shape[1] == 0:
        return np.full(len(values), np.nan)
    return values[np.arange(len(values)), last_seen(values)]


def last_seen(values: Floats) -> Ints:
    """Column of the last reading of each row, (N,); the last column where there is none."""
    column: Ints = values.shape[1] - 1 - np.argmax(~np.isnan(values)[:, ::-1], axis=1)
    return column


def every_day(days: Ints, values: Floats) -> Floats:
    """Values for every day from `days[0]` to `days[-1]`, (N, D): linear between readings, NaN before the first and
    after the last.

    >>> every_day(np.array([1, 2, 4]), np.array([[1.0, np.nan, 4.0]])).tolist()
    [[1.0, 2.0, 3.0, 4.0]]
    """
    span = int(days[-1] - days[0]) + 1
    grid = np.full((len(values), span), np.nan)
    grid[:, days - days[0]] = values
    seen = ~np.isnan(grid)
    if seen.all():
        return grid
    at = np.arange(span)
    before = np.maximum.accumulate(np.where(seen, at, -1), axis=1)
    after = np.minimum.accumulate(np.where(seen, at, span)[:, ::-1], axis=1)[:, ::-1]
    inside = (before >= 0) & (after < span)
    left, right = np.where(inside, before, 0), np.where(inside, after, 0)
    low, high = np.take_along_axis(grid, left, axis=1), np.take_along_axis(grid, right, axis=1)
    part = (at - left) / np.maximum(right - left, 1)
    return np.where(inside, low + (high - low) * part, np.nan)
