"""Targets that hold a level (target = baseline): the chance to hold on is read from how they have held so far."""

import numpy as np
from scipy.special import ndtri

from bairi.plan.pace.arrays import Floats, Ints
from bairi.plan.pace.model import Prediction
from bairi.plan.pace.readings import latest


def chance(prediction: Prediction) -> Floats:
    """Probability (N,) that a level is held on the due day: by Laplace's rule of succession, with the last reading
    counted as often as all others together, since what held last mostly holds next."""
    series = prediction.series
    sign, target = series.direction[:, None], series.plan.target[:, None]
    seen = ~np.isnan(series.values)
    held = seen & ((series.values - target) * sign >= 0)
    count = seen.sum(axis=1)
    last = latest(series.values)
    holds_now = ~np.isnan(last) & ((last - series.plan.target) * series.direction >= 0)
    share: Floats = (held.sum(axis=1) + count * holds_now + 1) / (2 * count + 2)
    return share


def values(prediction: Prediction, rows: Ints, levels: Floats) -> Floats:
    """Quantiles (n, Q) of the value: the last reading, give or take the sd of the readings."""
    series = prediction.series
    last = latest(series.values)[rows]
    middle = np.where(np.isnan(last), series.plan.target[rows], last)
    part = series.values[rows]
    seen = ~np.isnan(part)
    count = np.maximum(seen.sum(axis=1), 1)
    mean = np.where(seen, part, 0.0).sum(axis=1) / count
    sd = np.sqrt(np.where(seen, (part - mean[:, None]) ** 2, 0.0).sum(axis=1) / count)
    value: Floats = middle[:, None] + sd[:, None] * ndtri(levels)
    return value
