"""What a task will still gain on average: its plan and its trend, each believed as far as the other does not
contradict it.

Two views of the mean gain still to come, in logarithms: the plan's (what is left to the target) and the trend's
(recent rate times time left). The plan's is a mixture: it holds well, it holds loosely, or it says little. Bayes'
rule weighs the three by how well the trend agrees (J. M. Bates and C. W. J. Granger, "The combination of forecasts",
1969, for the weights inside each; M. West and J. Harrison, Bayesian Forecasting and Dynamic Models, 1997, ch. 12, for
mixtures of models).
"""

from dataclasses import dataclass

import numpy as np

from bairi.plan.pace.arrays import Bools, Floats, Ints
from bairi.plan.pace.priors import Priors
from bairi.plan.pace.state import State

SOFT = 0.04
SOFT_BELOW = 0.4
WINDOW = 0.05
PLAN_WORTH = 0.05
TINY_RATE = 0.1
BORROWED = 2.0
LEAST_GAIN = 1e-5
USUAL_LEVELS = (-0.5, 1.6)
FASTEST = 10.0


@dataclass(frozen=True)
class Means:
    """Means over each target's task, (N,), drawn towards the campaign's where a task has few targets; `own` says
    which state stands for the target itself: its last report, or the one before."""

    now: Floats
    left: Floats
    trend: Floats
    last_week: Floats
    before: Floats


@dataclass(frozen=True)
class Common:
    """Mixture over how the task goes, (N, K): weights, log of the mean gain and its sd; steady: (N,) the expected log
    gain without the target's own last report. plan_weight: (N,) share of the expected log gain that comes from the
    plan; slowing: (N,) log of the common rate against the one before; left: (N,) mean time left."""

    weight: Floats
    mean: Floats
    sd: Floats
    steady: Floats
    plan_weight: Floats
    slowing: Floats
    left: Floats


def means(state: State, mine: State, group: Ints, stays: Floats) -> Means:
    """Means over groups of `state`, with each target's own contribution taken from `mine`."""
    here, own = _quantities(state), _quantities(mine)
    count = np.bincount(group, weights=stays)
    everywhere = max(float(stays.sum()), 1.0)
    out = []
    for there, self_ in zip(here, own, strict=True):
        total, change = np.bincount(group, weights=there * stays), (self_ - there) * stays
        campaign = (total.sum() + change) / everywhere
        out.append((total[group] + change + BORROWED * campaign) / (count[group] + BORROWED))
    return Means(*out)


def fuse(actual: Means, steady: Means, capped: Bools, priors: Priors) -> Common:
    """The mixture. Only the trend's mean is read from `actual`; the rest comes from `steady`, the means without each
    target's own last report, so that a better last report cannot widen or lower its own forecast."""
    target = np.where(capped, priors.capped_mean, 1.0)
    missing = _soft(target - steady.now)
    slowing = np.log((steady.last_week + TINY_RATE) / (steady.before + TINY_RATE))
    trend_sd = np.hypot(priors.trend_noise + priors.trend_noise_left * steady.left, np.sqrt(priors.shock) * slowing)
    trend = np.log(np.maximum(actual.trend, LEAST_GAIN)) + priors.trend_bias
    agree = np.log(np.maximum(steady.trend, LEAST_GAIN)) + priors.trend_bias - np.log(missing)
    share, offset, sd = _plan_views(missing, capped, priors)
    total = sd**2 + trend_sd[:, None] ** 2
    gap = agree[:, None] - offset
    log_weight = np.log(share) - 0.5 * gap**2 / total - 0.5 * np.log(total)
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    weight /= weight.sum(axis=1, keepdims=True)
    to_trend = sd**2 / total
    planned = (1 - to_trend) * (np.log(missing)[:, None] + offset)
    mean = to_trend * trend[:, None] + planned
    steady_trend = np.log(np.maximum(steady.trend, LEAST_GAIN)) + priors.trend_bias
    expected = np.sum(weight * (to_trend * steady_trend[:, None] + planned), axis=1)
    spread = np.sqrt(sd**2 * trend_sd[:, None] ** 2 / total)
    plan_weight = np.sum(weight * (1 - to_trend), axis=1)
    return Common(weight, mean, spread, expected, plan_weight, slowing, steady.left)


def _plan_views(missing: Floats, capped: Bools, priors: Priors) -> tuple[Floats, Floats, Floats]:
    """Prior shares (3,), offsets (3,) and log-sds (N, 3) of the plan holding well, loosely, and saying little."""
    well = np.hypot(np.where(capped, priors.capped_spread, priors.plan_spread) / missing, priors.plan_noise)
    loose = np.hypot(priors.loose_spread / missing, priors.plan_noise)
    little = np.full(len(missing), priors.fail_spread)
    firm = 1 - priors.loose_share - priors.fail_share
    shares = np.array([firm, priors.loose_share, priors.fail_share])
    return shares, np.array([0.0, 0.0, priors.fail_offset]), np.stack([well, loose, little], axis=1)


def _quantities(state: State) -> tuple[Floats, ...]:
    """now, left, gain by the trend (the recent rate mixed with a little of an even plan), and the two weekly
    rates."""
    mixed = (state.last_week * WINDOW + PLAN_WORTH) / (WINDOW + PLAN_WORTH)
    now = np.clip(state.now, *USUAL_LEVELS)
    return now, state.left, np.minimum(mixed, FASTEST) * state.left, state.last_week, state.before


def _soft(x: Floats) -> Floats:
    """x where it is well above 0, falling smoothly to 0 below."""
    return np.where(x < SOFT_BELOW, SOFT * np.logaddexp(0.0, np.minimum(x, SOFT_BELOW) / SOFT), x)
