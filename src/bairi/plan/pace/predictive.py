"""From a prediction to quantiles, probabilities and finish days; all in closed form."""

import numpy as np
from scipy.special import ndtr, ndtri

from bairi.plan.pace.arrays import Floats, Ints
from bairi.plan.pace.model import Prediction

PROBABILITY_EDGE = 0.001
GRID = 48


def chance(prediction: Prediction, days: Ints) -> Floats:
    """Probability (N, F) that each target is reached by each of `days`, (F,) or (N, F)."""
    z = _score(prediction, days)
    done = (prediction.now >= 1)[:, None]
    return np.where(done, 1.0, np.clip(ndtr(z), PROBABILITY_EDGE, 1 - PROBABILITY_EDGE))


def quantiles(prediction: Prediction, days: Ints, levels: Floats) -> Floats:
    """Quantiles (N, F, Q) of the value at each of `days`, in the target's unit, inside floor and ceiling."""
    median, sd = prediction.gain(days)
    x = prediction.now[:, None, None] + median[:, :, None] * np.exp(sd[:, :, None] * ndtri(levels))
    series = prediction.series
    way = np.where(series.plan.target == series.plan.baseline, 1.0, series.plan.target - series.plan.baseline)
    rising = (way > 0)[:, None, None]
    value = series.plan.baseline[:, None, None] + x * way[:, None, None]
    floor = np.where(np.isnan(series.floor), -np.inf, series.floor)[:, None, None]
    ceiling = np.where(np.isnan(series.ceiling), np.inf, series.ceiling)[:, None, None]
    value = np.clip(value, floor, ceiling)
    return np.where(rising, value, value[:, :, ::-1])


def finish_days(prediction: Prediction, levels: Floats) -> Floats:
    """Days (N, Q), fractional ordinals, by which each target is reached with each probability; NaN where not foreseen
    within one more length of the time box. A target that is done has the day of its last report."""
    plan, today = prediction.series.plan, prediction.series.today
    length = np.maximum(plan.due - plan.start + 1, 1)
    end = np.maximum(plan.due, today) + length
    steps = np.linspace(0.0, 1.0, GRID) ** 1.5
    days = (today + np.ceil(steps[None, :] * (end - today)[:, None])).astype(np.int64)
    z = np.maximum.accumulate(_score(prediction, days), axis=1)
    out = np.full((len(z), len(levels)), np.nan)
    for q, wanted in enumerate(ndtri(levels)):
        hit = z >= wanted
        j = np.argmax(hit, axis=1)
        row, prior = np.arange(len(z)), np.maximum(j - 1, 0)
        a, b = z[row, prior], z[row, j]
        part = np.divide(wanted - a, b - a, out=np.ones(len(z)), where=(b > a) & np.isfinite(a))
        day = days[row, prior] + np.clip(part, 0.0, 1.0) * (days[row, j] - days[row, prior])
        out[:, q] = np.where(hit.any(axis=1), np.where(j == 0, days[:, 0], day), np.nan)
    return np.where((prediction.now >= 1)[:, None], prediction.seen_on[:, None], out)


def _score(prediction: Prediction, days: Ints) -> Floats:
    """Standard normal score of reaching the target by each day (N, F)."""
    median, sd = prediction.gain(days)
    need = np.maximum(1 - prediction.now, 1e-9)[:, None]
    return np.log(median / need) / sd
