"""The forecast model: how much more each target will gain, as a mixture of lognormal distributions.

Campaign and task: `fusion`. Places: `places`. Every spread and weight is read without the target's own last report,
so that a better last report never lowers a probability. `docs/forecast.md` has the formulas and their sources.
"""

from dataclasses import dataclass

import numpy as np

from bairi.plan.pace.arrays import Bools, Floats, Ints
from bairi.plan.pace.ceilings import ceilings
from bairi.plan.pace.fusion import Common, fuse, means
from bairi.plan.pace.inputs import Series
from bairi.plan.pace.places import FEW_REPORTS, Peers, dispersion, oddness, shares
from bairi.plan.pace.priors import Priors
from bairi.plan.pace.state import State, attainments, read_state, steady, without_last

UNSEEN_NOISE = 0.3
LARGEST_LOG_GAIN = 5.0


@dataclass(frozen=True)
class Prediction:
    """What the model says of N targets; K parts of a mixture.

    state: at the last report. readings: (N, T) attainments freed of what later ones contradict. level: (N,) attainment
    that gains are counted from. reached_on: (N,) day of the first report at or above the target that no later one
    contradicts. weight, mean, sd: (N, K) of the log of the gain from the last report to the due day. ceiling: (N,)
    attainment that cannot be passed. loads: (N, 3) shares of the variance that targets share through the campaign,
    their parent and their task. borrowed: (N,) share of a target's own rate that comes from its peers. slowing,
    plan_weight: (N,) see `fusion.Common`. hold, missing: (N,) targets that hold a level, and those without a target;
    the mixture is not for them.
    """

    series: Series
    state: State
    readings: Floats
    level: Floats
    reached_on: Ints
    weight: Floats
    mean: Floats
    sd: Floats
    ceiling: Floats
    loads: Floats
    borrowed: Floats
    slowing: Floats
    plan_weight: Floats
    hold: Bools
    missing: Bools


def predict(series: Series, priors: Priors) -> Prediction:
    """Fit the model to a series."""
    missing = np.isnan(series.plan.target)
    hold = ~missing & (series.plan.target == series.plan.baseline)
    x = attainments(series)
    earlier = without_last(x)
    clean, clean_earlier = steady(x), steady(earlier)
    now, prior = read_state(series, x, clean), read_state(series, earlier, clean_earlier)
    peers = _peers(series, clean_earlier, now, missing | hold)
    common = fuse(
        means(now, now, peers.task, peers.stays), means(now, prior, peers.task, peers.stays), peers.stops, priors
    )
    step = _step(series)
    own = _own_sd(now, prior, peers, common, step, priors)
    return Prediction(
        series=series,
        state=now,
        level=now.now + np.where(now.now < 1, step / 2, 0.0),
        readings=clean,
        reached_on=_reached_on(series, clean, now),
        weight=common.weight,
        mean=common.mean + shares(now, now, peers, common.left, priors)[:, None],
        sd=np.hypot(common.sd, own[:, None]),
        ceiling=peers.ceiling,
        loads=_loads(common, own, priors),
        borrowed=np.asarray(FEW_REPORTS / (now.reports + FEW_REPORTS), dtype=np.float64),
        slowing=common.slowing,
        plan_weight=common.plan_weight,
        hold=hold,
        missing=missing,
    )


def _peers(series: Series, earlier: Floats, now: State, apart: Bools) -> Peers:
    task = _dense(series.task)
    township = _dense(task * (int(series.parent.max(initial=0)) + 1) + series.parent)
    top, stops = ceilings(series, earlier, now.now, task)
    return Peers(task, township, (~apart).astype(np.float64), top, stops)


def _own_sd(now: State, prior: State, peers: Peers, common: Common, step: Floats, priors: Priors) -> Floats:
    """Log-sd of a target's own gain, (N,): from how far peers differ, and not below the size of a step or of a
    rounding."""
    spread = dispersion(now, prior, peers, priors.usual_dispersion) ** priors.own_power
    noise = (
        np.where(peers.stops, priors.capped_noise, priors.own_noise)
        * spread
        * np.exp(-priors.own_small * common.steady)
    )
    gain = np.exp(np.minimum(common.steady + shares(now, prior, peers, common.left, priors), LARGEST_LOG_GAIN))
    least = np.hypot(priors.own_step, step / np.sqrt(12))
    unseen = np.where(prior.reports == 0, UNSEEN_NOISE, 0.0)
    doubt = priors.own_doubt * oddness(now, prior, peers)
    sd: Floats = np.sqrt(noise**2 + (least / np.maximum(gain, 1e-4)) ** 2 + unseen**2 + doubt**2)
    return sd


def _reached_on(series: Series, clean: Floats, now: State) -> Ints:
    """Day of the first report at or above the target that no later one contradicts; of the last report without one."""
    there = clean >= 1
    return np.where(there.any(axis=1), series.days[np.argmax(there, axis=1)], now.seen_on)


def _step(series: Series) -> Floats:
    """Size of the smallest step, as attainment."""
    way = np.abs(series.plan.target - series.plan.baseline)
    return np.divide(series.steps, way, out=np.zeros(len(way)), where=way > 0)


def _loads(common: Common, own: Floats, priors: Priors) -> Floats:
    """Shares of the variance that come from the shocks of campaign, parent and task, (N, 3)."""
    mean = np.sum(common.weight * common.mean, axis=1, keepdims=True)
    shared = np.sum(common.weight * (common.sd**2 + (common.mean - mean) ** 2), axis=1)
    share = shared / (shared + own**2)
    parts = np.array([1 - priors.parent_share - priors.task_share, priors.parent_share, priors.task_share])
    loads: Floats = share[:, None] * parts
    return loads


def _dense(codes: Ints) -> Ints:
    return np.unique(codes, return_inverse=True)[1].astype(np.int64)
