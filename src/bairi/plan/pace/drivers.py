"""What drives a forecast, as codes and numbers; upper rooms put them into words."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from bairi.plan.pace.earned import Needed
from bairi.plan.pace.model import Prediction

MOST = 3
SHOCK = np.log(1.5)
FEW, SLOWED, PLAN_LEADS, LITTLE_ROOM = 3, 0.5, 0.5, 0.15


class DriverCode(StrEnum):
    """Codes, each with the numbers that it carries: shares 0..1, rates in units per working day."""

    DONE = "done"
    """on: ordinal of the last report."""
    HOLD = "hold"
    """held: share of the reports at which the level was held."""
    NEVER_REPORTED = "never_reported"
    """days: days since the start."""
    SILENT = "silent"
    """days: days since the last report."""
    NO_TIME = "no_time"
    """missing: units missing when no working day is left."""
    SET_ASIDE = "set_aside"
    """readings: implausible last readings that were cut down to what is plausible."""
    RECENT_RATE = "recent_rate"
    """rate: of the last week of work or so; needed: rate needed; times: rate / needed."""
    BEST_WEEK = "best_week"
    """rate: best week so far; needed: rate needed; times: needed / best week, above 1."""
    SHARED_SHOCK = "shared_shock"
    """share: the last week of all places against the week before, when it fell or rose by half or more."""
    SLOWING = "slowing"
    """share: the target's own last week against its month."""
    FEW_REPORTS = "few_reports"
    """reports: how many; borrowed: share of its rate taken from its peers."""
    CEILING = "ceiling"
    """room: units left below the ceiling."""
    LUMPY = "lumpy"
    """steps: steps still missing."""
    PLAN = "plan"
    """weight: share of the expected gain that rests on the plan rather than on the trend."""


@dataclass(frozen=True)
class Driver:
    """One term that drives a forecast, with its numbers by name."""

    code: DriverCode
    data: dict[str, float]


def drivers(prediction: Prediction, need: Needed, index: int, *, silent: bool, days_silent: int) -> list[Driver]:
    """One to three terms that drive the forecast of one target, most important first; none without a target."""
    state, i = prediction.state, index
    if prediction.missing[i]:
        return []
    if prediction.hold[i]:
        return [Driver(DriverCode.HOLD, {"held": _held(prediction, i)})]
    if state.now[i] >= 1:
        return [Driver(DriverCode.DONE, {"on": float(state.seen_on[i])})]
    found = _reporting(prediction, i, silent, days_silent)
    rate, needed = _per_day(prediction, i, float(state.last_week[i])), float(need.rate[i])
    if not np.isfinite(needed):
        way = abs(float(prediction.series.plan.target[i] - prediction.series.plan.baseline[i]))
        found.append(Driver(DriverCode.NO_TIME, {"missing": (1 - float(state.now[i])) * way}))
    elif state.reports[i]:
        found.append(Driver(DriverCode.RECENT_RATE, {"rate": rate, "needed": needed, "times": rate / needed}))
    return (found + _circumstances(prediction, need, i))[:MOST]


def _reporting(prediction: Prediction, i: int, silent: bool, days_silent: int) -> list[Driver]:
    state = prediction.state
    if not state.reports[i]:
        return [Driver(DriverCode.NEVER_REPORTED, {"days": float(days_silent)})]
    found = [Driver(DriverCode.SILENT, {"days": float(days_silent)})] if silent else []
    return found + ([Driver(DriverCode.SET_ASIDE, {"readings": 1.0})] if state.cut[i] else [])


def _circumstances(prediction: Prediction, need: Needed, i: int) -> list[Driver]:
    """Terms beside the recent rate, most telling first."""
    state, times = prediction.state, float(need.times[i])
    slowing = float(prediction.slowing[i])
    own = float(state.last_week[i] / max(state.month[i], 1e-9))
    room = float(prediction.ceiling[i] - state.now[i])
    way = abs(float(prediction.series.plan.target[i] - prediction.series.plan.baseline[i]))
    step = float(prediction.series.steps[i])
    best = {"rate": float(need.best_week[i]), "needed": float(need.rate[i]), "times": times}
    few = {"reports": float(state.reports[i]), "borrowed": float(prediction.borrowed[i])}
    terms = [
        (times > 1 and np.isfinite(times), DriverCode.BEST_WEEK, best),
        (abs(slowing) > SHOCK, DriverCode.SHARED_SHOCK, {"share": float(np.exp(slowing))}),
        (0 < state.reports[i] <= FEW, DriverCode.FEW_REPORTS, few),
        (step > 0, DriverCode.LUMPY, {"steps": round((1 - float(state.now[i])) * way / step) if step > 0 else 0.0}),
        (room < LITTLE_ROOM and prediction.ceiling[i] > 1, DriverCode.CEILING, {"room": room * way}),
        (state.reports[i] > FEW and own < SLOWED, DriverCode.SLOWING, {"share": own}),
        (prediction.plan_weight[i] > PLAN_LEADS, DriverCode.PLAN, {"weight": float(prediction.plan_weight[i])}),
    ]
    return [Driver(code, {name: float(value) for name, value in data.items()}) for holds, code, data in terms if holds]


def _per_day(prediction: Prediction, i: int, rate: float) -> float:
    """A rate per box as units per working day."""
    plan = prediction.series.plan
    box = max(float(plan.calendar.between(plan.start[i] - 1, plan.due[i])), 1.0)
    return rate * abs(float(plan.target[i] - plan.baseline[i])) / box


def _held(prediction: Prediction, i: int) -> float:
    series = prediction.series
    seen = series.values[i][~np.isnan(series.values[i])]
    return float(np.mean((seen - series.plan.target[i]) * series.direction[i] >= 0)) if len(seen) else 0.0
