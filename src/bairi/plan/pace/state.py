"""Where each target stands, read from its reports: level, rates over several windows, time left."""

from dataclasses import dataclass

import numpy as np

from bairi.plan.pace.arrays import Bools, Floats, Ints
from bairi.plan.pace.inputs import Series

WINDOWS = (0.05, 0.1, 0.2)
SHORTEST_WINDOW = 7
JUMP = 0.5
JUMP_TIMES = 8.0


@dataclass(frozen=True)
class State:
    """State of N targets at their last report. Levels are attainments; rates are attainment per working length of the
    box, so that a rate of 1 keeps an even plan.

    seen_on: day of the last report, the eve of the start without one. left: working time from there to the due day,
    as a share of the box. last_week, before, fortnight, month: rates over the last 5 % of the box, over the 5 %
    before that, over 10 % and over 20 %, none of them shorter than a week. overall: rate since the start. cut: the
    last reading was implausible and cut down.
    """

    now: Floats
    seen_on: Ints
    reports: Ints
    left: Floats
    last_week: Floats
    before: Floats
    fortnight: Floats
    month: Floats
    overall: Floats
    cut: Bools


def attainments(series: Series) -> Floats:
    """Readings as attainment, (N, T); for a "hold" target the difference from the target in units of its size."""
    plan = series.plan
    way = plan.target - plan.baseline
    size = np.where(way == 0, np.maximum(np.abs(plan.target), 1.0) * series.direction, way)
    return (series.values - plan.baseline[:, None]) / size[:, None]


def steady(x: Floats) -> Floats:
    """Readings freed of what later ones contradict: a lone spike or dip between two reports becomes the middle of the
    three, and a higher reading gives way to a lower one that came later. The last reading stays."""
    before, after = neighbours(x)
    row = np.arange(len(x))[:, None]
    inner = (before >= 0) & (after < x.shape[1]) & ~np.isnan(x)
    low = x[row, np.maximum(before, 0)]
    high = x[row, np.minimum(after, x.shape[1] - 1)]
    middle = np.maximum(np.minimum(low, high), np.minimum(np.maximum(low, high), x))
    smooth = np.where(inner, middle, x)
    later = np.minimum.accumulate(np.where(np.isnan(smooth), np.inf, smooth)[:, ::-1], axis=1)[:, ::-1]
    return np.where(np.isnan(x), np.nan, later)


def neighbours(x: Floats) -> tuple[Ints, Ints]:
    """Columns of the report strictly before and strictly after each column, -1 and T where there is none."""
    seen, at = ~np.isnan(x), np.arange(x.shape[1])
    upto = np.maximum.accumulate(np.where(seen, at, -1), axis=1)
    onward = np.minimum.accumulate(np.where(seen, at, x.shape[1])[:, ::-1], axis=1)[:, ::-1]
    before = np.concatenate([np.full((len(x), 1), -1), upto[:, :-1]], axis=1)
    after = np.concatenate([onward[:, 1:], np.full((len(x), 1), x.shape[1])], axis=1)
    return before, after


def without_last(x: Floats) -> Floats:
    """The same readings without each row's last one."""
    out = x.copy()
    seen = ~np.isnan(x)
    last = x.shape[1] - 1 - np.argmax(seen[:, ::-1], axis=1)
    out[np.arange(len(x)), last] = np.nan
    return out


def read_state(series: Series, x: Floats, clean: Floats) -> State:
    """The state that the readings `x` (N, T), as attainment, tell; `clean` are the same, `steady`."""
    plan = series.plan
    seen = ~np.isnan(x)
    reports = seen.sum(axis=1)
    eve = np.minimum(plan.start - 1, series.today)
    last = x.shape[1] - 1 - np.argmax(seen[:, ::-1], axis=1)
    row = np.arange(len(x))
    seen_on = np.where(reports > 0, series.days[last], eve)
    raw = np.where(reports > 0, x[row, last], 0.0)
    box = np.maximum(plan.calendar.between(plan.start - 1, plan.due), 1.0)
    now, cut = _plausible(series, x, raw, seen_on, box)
    reader = _Reader(series, clean, now, seen_on, box)
    length = np.maximum(plan.due - plan.start + 1, 1)
    week, fortnight, month = (np.maximum((share * length).astype(np.int64), SHORTEST_WINDOW) for share in WINDOWS)
    elapsed = plan.calendar.between(plan.start - 1, seen_on)
    return State(
        now,
        seen_on,
        reports,
        plan.calendar.between(seen_on, plan.due) / box,
        reader.rate(week),
        reader.rate(week, until=week),
        reader.rate(fortnight),
        reader.rate(month),
        np.maximum(now, 0.0) * box / np.maximum(elapsed, 1.0),
        cut,
    )


def _plausible(series: Series, x: Floats, raw: Floats, seen_on: Ints, box: Floats) -> tuple[Floats, Bools]:
    """Last readings, cut down where they jump by more than half the way and eight times what is usual."""
    before, _ = neighbours(x)
    last = x.shape[1] - 1 - np.argmax(~np.isnan(x)[:, ::-1], axis=1)
    row = np.arange(len(x))
    prior = before[row, last]
    eve = series.plan.start - 1
    level = np.where(prior >= 0, x[row, np.maximum(prior, 0)], 0.0)
    since = np.where(prior >= 0, series.days[np.maximum(prior, 0)], np.minimum(eve, seen_on))
    gap = series.plan.calendar.between(since, seen_on) / box
    usual = np.maximum(level, 0.0) / np.maximum(series.plan.calendar.between(eve, since) / box, 0.02)
    most = level + JUMP + JUMP_TIMES * np.maximum(usual, 1.0) * gap
    return np.minimum(raw, most), raw > most


class _Reader:
    """Levels between reports, by straight lines, from the baseline on the eve of the start."""

    def __init__(self, series: Series, x: Floats, now: Floats, seen_on: Ints, box: Floats) -> None:
        self.series, self.x, self.now, self.seen_on, self.box = series, x, now, seen_on, box
        seen, at = ~np.isnan(x), np.arange(x.shape[1])
        self.upto = np.maximum.accumulate(np.where(seen, at, -1), axis=1)
        self.onward = np.minimum.accumulate(np.where(seen, at, x.shape[1])[:, ::-1], axis=1)[:, ::-1]

    def rate(self, window: Ints, until: Ints | int = 0) -> Floats:
        """Rate over `window` days that end `until` days before the last report."""
        calendar, eve = self.series.plan.calendar, np.minimum(self.series.plan.start - 1, self.seen_on)
        end = np.maximum(self.seen_on - until, eve)
        start = np.maximum(end - window, eve)
        gain = np.maximum(self.level(end) - self.level(start), 0.0)
        return gain * self.box / np.maximum(calendar.between(start, end), 1.0)

    def level(self, day: Ints) -> Floats:
        """Level of each target on a day of its own, (N,), never above the last."""
        days, row, width = self.series.days, np.arange(len(self.x)), self.x.shape[1]
        col = np.searchsorted(days, day, side="right") - 1
        low = np.where(col >= 0, self.upto[row, np.maximum(col, 0)], -1)
        high = np.where(col + 1 < width, self.onward[row, np.minimum(col + 1, width - 1)], width)
        known, started = high < width, low >= 0
        left_day = np.where(started, days[np.maximum(low, 0)], np.minimum(self.series.plan.start - 1, day))
        left = np.where(started, self.x[row, np.maximum(low, 0)], 0.0)
        right_day = np.where(known, days[np.minimum(high, width - 1)], self.seen_on)
        right = np.where(known, self.x[row, np.minimum(high, width - 1)], self.now)
        part = np.clip((day - left_day) / np.maximum(right_day - left_day, 1), 0.0, 1.0)
        level: Floats = np.minimum(left + (right - left) * part, self.now)
        return level
