"""What has been earned against the plan: attainment, SPI, earned schedule, and what it would take.

Sources: schedule performance index, ANSI/EIA-748 and PMI, The Standard for Earned Value Management (2019); earned
schedule, W. Lipke, "Schedule is Different", The Measurable News, 2003.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from bairi.plan.pace.arrays import Floats, Ints
from bairi.plan.pace.readings import every_day, latest
from bairi.plan.pace.trajectory import Plan, planned_share, planned_time
from bairi.plan.pace.workdays import Calendar

WEEK = 7


def attainment(value: ArrayLike, baseline: ArrayLike, target: ArrayLike, direction: ArrayLike = 1.0) -> Floats:
    """(value - baseline) / (target - baseline), so that "lower is better" works; not capped. NaN where there is no
    value.

    Where target and baseline are equal the target means "hold": 1 while the value is as good as the target
    (`direction` +1: at least, -1: at most), else the share of the target that is held, which is 0 for a held zero.

    >>> attainment([15, 12, 60, 75], [20, 0, 75, 75], [10, 10, 75, 75]).round(2).tolist()
    [0.5, 1.2, 0.8, 1.0]
    >>> attainment([1.0, 0.0], 0, 0, direction=-1).tolist()
    [0.0, 1.0]
    """
    v, b, t, sign = np.broadcast_arrays(
        *(np.asarray(x, dtype=np.float64) for x in (value, baseline, target, direction))
    )
    way = t - b
    moving = way != 0
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(sign > 0, v / t, t / v)
        held = np.where((v - t) * sign >= 0, 1.0, np.where(np.isfinite(share), np.clip(share, 0.0, 1.0), 0.0))
        out = np.where(moving, (v - b) / np.where(moving, way, 1.0), held)
    return np.where(np.isnan(v), np.nan, out)


def spi(earned: Floats, planned: Floats) -> Floats:
    """Schedule performance index: earned share / planned share; NaN where nothing is planned yet.

    >>> spi(np.array([0.3, 0.1]), np.array([0.6, 0.0])).tolist()
    [0.5, nan]
    """
    out = np.full(np.broadcast(earned, planned).shape, np.nan)
    np.divide(earned, planned, out=out, where=np.asarray(planned) > 0)
    return out


@dataclass(frozen=True)
class EarnedSchedule:
    """Per target and day, (N, T), in working days: `earned` (ES), `actual` time gone (AT), `variance` SV(t) = ES -
    AT, and `index` SPI(t) = ES / AT, NaN before the first working day. ES ends at the planned duration."""

    earned: Floats
    actual: Floats
    variance: Floats
    index: Floats


def earned_schedule(plan: Plan, days: ArrayLike, earned_share: Floats) -> EarnedSchedule:
    """Earned schedule of N targets on T days; `earned_share` is the attainment, (N, T).

    >>> plan = Plan.of(baseline=0, target=[10], start=1, due=10)
    >>> es = earned_schedule(plan, [4], np.array([[0.3]]))
    >>> float(es.earned[0, 0]), float(es.variance[0, 0]), float(es.index[0, 0])
    (3.0, -1.0, 0.75)
    """
    earned = np.where(np.isnan(earned_share), np.nan, planned_time(plan, np.nan_to_num(earned_share)))
    actual = plan.calendar.between((plan.start - 1)[:, None], np.asarray(days, dtype=np.int64)[None, :])
    return EarnedSchedule(earned, actual, earned - actual, spi(earned, actual))


def planned_attainment(plan: Plan, days: ArrayLike) -> Floats:
    """Planned attainment (N, T): the planned share; a "hold" target is planned at 1 throughout."""
    hold = (plan.target == plan.baseline)[:, None]
    return np.where(hold, 1.0, planned_share(plan, days))


@dataclass(frozen=True)
class Needed:
    """What it would take, (N,), in units per working day, positive towards the target.

    `rate`: needed from now to the due day: 0 when done, infinite when no working day is left. `best_week`: the best
    rate over any seven calendar days so far, NaN with fewer than two readings. `times`: rate / best week, NaN where
    unknown, infinite where nothing was ever done.
    """

    rate: Floats
    best_week: Floats
    times: Floats


def needed(
    *, days: Ints, values: Floats, baseline: Floats, target: Floats, due: Ints, calendar: Calendar, today: int
) -> Needed:
    """What it would take from `today` on, from readings `values` (N, T) on `days` (T,), NaN where there is none.

    >>> week = np.arange(1, 9)
    >>> got = needed(days=week, values=np.array([week * 1.0]), baseline=np.zeros(1), target=np.array([28.0]),
    ...              due=np.array([18]), calendar=Calendar(), today=8)
    >>> float(got.rate[0]), float(got.best_week[0]), float(got.times[0])
    (2.0, 1.0, 2.0)
    """
    sign = np.where(target < baseline, -1.0, 1.0)
    seen = latest(values)
    last = np.where(np.isnan(seen), baseline, seen)
    missing = np.maximum((target - last) * sign, 0.0)
    left = calendar.between(np.full(len(due), today), due)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(missing > 0, missing / left, 0.0)
        best = best_week(days, values * sign[:, None], calendar)
        times = np.where(missing > 0, rate / best, 0.0)
    return Needed(rate, best, times)


def best_week(days: Ints, values: Floats, calendar: Calendar) -> Floats:
    """Best gain per working day over any seven days so far (over all days while there are fewer), (N,).

    NaN with fewer than two readings. A gain between two readings is spread evenly over the days between them.
    """
    if len(days) < 2:
        return np.full(len(values), np.nan)
    grid = np.arange(days[0], days[-1] + 1)
    line, at = every_day(days, values), calendar.index(grid)
    step = min(WEEK, len(grid) - 1)
    work = at[step:] - at[:-step]
    rates = (line[:, step:] - line[:, :-step]) / np.where(work > 0, work, np.nan)
    best = np.max(np.where(np.isnan(rates), -np.inf, rates), axis=1)
    short = shorter_rate(days, values, calendar)
    return np.where(np.isinf(best), short, np.maximum(best, 0.0))


def shorter_rate(days: Ints, values: Floats, calendar: Calendar) -> Floats:
    """Gain per working day between the first and the last reading, (N,); NaN with fewer than two."""
    seen = ~np.isnan(values)
    first, last = np.argmax(seen, axis=1), values.shape[1] - 1 - np.argmax(seen[:, ::-1], axis=1)
    row = np.arange(len(values))
    work = calendar.between(days[first], days[last])
    gain = np.maximum(values[row, last] - values[row, first], 0.0)
    rate: Floats = np.divide(gain, work, out=np.full(len(values), np.nan), where=work > 0)
    return rate
