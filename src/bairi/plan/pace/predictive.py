"""From a prediction to quantiles, probabilities and finish days; all in closed form or by one fixed grid.

The gain up to a day is the gain up to the due day times the part of it that the path has covered by then. The path
starts at the present rate and bends so that it covers the whole on the due day: (1 - exp(-u t)) / (1 - exp(-u)).
"""

import numpy as np
from scipy.special import ndtr

from bairi.plan.pace import holding
from bairi.plan.pace.arrays import Floats, Ints
from bairi.plan.pace.model import Prediction

EDGE = 0.002
CLOSE = 1e-9
GRID = 97
REACH = 4.0
BENDS: Floats = np.linspace(-2.5, 5.0, 151)
LEAST_SLOPE = 1.0
RATE_TRUST = 0.5


def chance(prediction: Prediction) -> Floats:
    """Probability (N,) that each target is reached by its due day; 1 once it is, NaN without a target."""
    out = np.clip(_reach(prediction), EDGE, 1 - EDGE)
    out = np.where(prediction.ceiling < 1 - CLOSE, EDGE, out)
    out = np.where(prediction.state.left <= 0, 0.0, out)
    out = np.where(prediction.state.now >= 1, 1.0, out)
    out = np.where(prediction.hold, holding.chance(prediction), out)
    return np.where(prediction.missing, np.nan, out)


def log_gains(prediction: Prediction, levels: Floats) -> Floats:
    """Quantiles (N, Q) of the log of the gain up to the due day."""
    return _log_gain(prediction, np.arange(len(prediction.level)), levels)


def quantiles(prediction: Prediction, gains: Floats, levels: Floats) -> Floats:
    """Quantiles (N, Q) of the value on the due day, in the target's unit, inside floor and ceiling, ascending;
    `gains` are the `log_gains` at the same levels."""
    return _values(prediction, np.arange(len(prediction.level)), gains, levels)


def fan(prediction: Prediction, index: int, days: Ints, levels: Floats) -> Floats:
    """Quantiles (F, Q) of one target's value on `days`, in the target's unit."""
    rows = np.array([index])
    covered = np.maximum(_covered(prediction, rows, np.asarray(days)[None, :])[0], 1e-9)
    gain = _log_gain(prediction, rows, levels)[0]
    each = np.repeat(rows, len(covered))
    return _values(prediction, each, gain[None, :] + np.log(covered)[:, None], levels)


def finish_days(prediction: Prediction, gains: Floats) -> Floats:
    """Days (N, Q), ordinals, by which each target is reached with the probabilities 1 - the levels of `gains`; NaN
    where not foreseen within one more length of the time box. A target that is reached has the first day on which
    a report said so."""
    series, state = prediction.series, prediction.state
    need = np.log(np.maximum(1 - prediction.level, 1e-9))[:, None]
    part = np.exp(np.clip(need - gains, -30.0, 30.0))
    time = _time_of(_bend(prediction)[:, None], part) * _time_left(prediction)[:, None]
    plan, calendar = series.plan, series.plan.calendar
    last = int(np.max(plan.due - plan.start + plan.due, initial=series.today)) + 1
    days = np.arange(int(min(state.seen_on.min(initial=series.today), series.today)), last + 1)
    count = calendar.index(state.seen_on)[:, None] + np.ceil(time - 1e-6)
    at = np.searchsorted(calendar.index(days), count)
    found = np.maximum(days[np.minimum(at, len(days) - 1)], min(series.today + 1, last)).astype(np.float64)
    never = (prediction.ceiling < 1 - CLOSE) | prediction.hold | prediction.missing
    too_late = (found > (2 * plan.due - plan.start + 1)[:, None]) | (at >= len(days))
    found = np.where(never[:, None] | too_late, np.nan, found)
    done = (state.now >= 1) & ~never
    return np.where(done[:, None], prediction.reached_on[:, None], found)


def _reach(prediction: Prediction) -> Floats:
    need = np.log(np.maximum(1 - prediction.level, 1e-9))[:, None]
    with np.errstate(invalid="ignore"):
        chance: Floats = np.sum(prediction.weight * ndtr((prediction.mean - need) / prediction.sd), axis=1)
    return chance


def _log_gain(prediction: Prediction, rows: Ints, levels: Floats) -> Floats:
    """Quantiles (n, Q) of the log gain of some targets, inverted on a grid between the outermost parts."""
    weight, mean, sd = prediction.weight[rows], prediction.mean[rows], prediction.sd[rows]
    low, high = np.min(mean - REACH * sd, axis=1), np.max(mean + REACH * sd, axis=1)
    grid = low[:, None] + (high - low)[:, None] * np.linspace(0.0, 1.0, GRID)
    below = np.zeros_like(grid)
    for k in range(weight.shape[1]):
        below += weight[:, k, None] * ndtr((grid - mean[:, k, None]) / sd[:, k, None])
    out = np.empty((len(rows), len(levels)))
    for q, level in enumerate(levels):
        j = np.clip(np.sum(below < level, axis=1), 1, GRID - 1)[:, None]
        a, b = np.take_along_axis(below, j - 1, 1)[:, 0], np.take_along_axis(below, j, 1)[:, 0]
        part = np.clip((level - a) / np.maximum(b - a, 1e-12), 0.0, 1.0)
        out[:, q] = low + (high - low) * (j[:, 0] - 1 + part) / (GRID - 1)
    return out


def _values(prediction: Prediction, rows: Ints, log_gain: Floats, levels: Floats) -> Floats:
    series = prediction.series
    plan = series.plan
    x = prediction.level[rows, None] + np.exp(np.minimum(log_gain, 5.0))
    x = np.minimum(x, prediction.ceiling[rows, None])
    way = (plan.target - plan.baseline)[rows]
    value = plan.baseline[rows, None] + x * way[:, None]
    step = series.steps[rows, None]
    sign = np.sign(way)[:, None]
    whole = np.floor(value * sign / np.where(step > 0, step, 1.0) + 1e-9) * np.where(step > 0, step, 1.0) * sign
    value = np.where(step > 0, whole, value)
    value = np.where(prediction.hold[rows, None], holding.values(prediction, rows, levels), value)
    low = np.where(np.isnan(series.floor), -np.inf, series.floor)[rows, None]
    high = np.where(np.isnan(series.ceiling), np.inf, series.ceiling)[rows, None]
    value = np.clip(value, low, high)
    value = np.where((way < 0)[:, None], value[:, ::-1], value)
    none = prediction.missing[rows]
    return np.where(none[:, None], np.nan, value) if none.any() else value


def _time_left(prediction: Prediction) -> Floats:
    """Working days from the last report to the due day, at least one."""
    plan = prediction.series.plan
    return np.maximum(plan.calendar.between(prediction.state.seen_on, plan.due), 1.0)


def _covered(prediction: Prediction, rows: Ints, days: Ints) -> Floats:
    """Part of the gain covered by each of `days`, (n, F); past the due day it goes on in a straight
    line, not below the average rate before it."""
    calendar = prediction.series.plan.calendar
    time = calendar.between(prediction.state.seen_on[rows, None], days) / _time_left(prediction)[rows, None]
    u = _bend(prediction)[rows, None]
    inside = np.expm1(-u * np.minimum(time, 1.0)) / np.expm1(-u)
    return inside + _slope(u) * np.maximum(time - 1, 0.0)


def _time_of(u: Floats, part: Floats) -> Floats:
    """Time, 1 = the due day, by which a part of the gain is covered; the inverse of `_covered`."""
    inside = -np.log1p(np.minimum(part, 1.0) * np.expm1(-u)) / u
    return np.where(part <= 1, inside, 1 + (part - 1) / _slope(u))


def _slope(u: Floats) -> Floats:
    return np.maximum(u * np.exp(-u) / -np.expm1(-u), LEAST_SLOPE)


def _bend(prediction: Prediction) -> Floats:
    """u of each path, (N,): how much faster the present rate is than the average rate still expected."""
    state = prediction.state
    expected = np.exp(np.minimum(np.sum(prediction.weight * prediction.mean, axis=1), 5.0))
    rate = RATE_TRUST * state.last_week + (1 - RATE_TRUST) * state.month
    ratio = expected / np.maximum(rate * state.left, 1e-6)
    shape = -np.expm1(-BENDS) / np.where(BENDS == 0, 1.0, BENDS)
    shape[BENDS == 0] = 1.0
    u = np.interp(-ratio, -shape, BENDS)
    return np.where(np.abs(u) < 1e-3, 1e-3, u)
