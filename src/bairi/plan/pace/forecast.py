"""The forecast of many targets at once: the room's main question."""

from dataclasses import dataclass

import numpy as np

from bairi.plan.pace import groups, predictive
from bairi.plan.pace.arrays import Bools, Floats, Ints
from bairi.plan.pace.drivers import Driver, drivers
from bairi.plan.pace.earned import Needed, needed
from bairi.plan.pace.inputs import Series
from bairi.plan.pace.model import Prediction, predict
from bairi.plan.pace.priors import Priors, shipped
from bairi.plan.pace.readings import last_seen

LEVELS: Floats = np.arange(5, 100, 5) / 100
FAN_LEVELS: Floats = np.array([0.1, 0.25, 0.5, 0.75, 0.9])
FINISH_AT = [17, 9, 1]


@dataclass(frozen=True)
class Forecast:
    """A forecast of N targets, made on `today` (a day ordinal) from what was known then.

    probability: (N,) of reaching the target by its due day, 0..1; exactly 1 once reached; NaN without a target.
    quantiles: (N, 19) of the value on the due day at `LEVELS` (5 %..95 %), in the target's unit, ascending.
    finish_p10, finish_p50, finish_p90: (N,) day ordinals (float) by which the target is reached with 10, 50, 90 %;
    NaN where that is not foreseen within one more length of the time box.
    done, silent: (N,); a target to hold a level is never done. never: (N,) no report at all. days_silent: (N,) days
    since the last report, or since the start.
    needed: what it would take (`Needed`).
    """

    today: int
    probability: Floats
    quantiles: Floats
    finish_p10: Floats
    finish_p50: Floats
    finish_p90: Floats
    done: Bools
    silent: Bools
    never: Bools
    days_silent: Ints
    needed: Needed
    prediction: Prediction

    def fan(self, index: int, days: Ints) -> Floats:
        """Quantiles (F, 5) of one target's value on later `days`, at `FAN_LEVELS`, for the chart; in the target's
        unit."""
        return predictive.fan(self.prediction, index, days, FAN_LEVELS)

    def drivers(self, index: int) -> list[Driver]:
        """One to three terms that drive the forecast of one target, most important first; none without a target."""
        silent, quiet = bool(self.silent[index]), int(self.days_silent[index])
        return drivers(self.prediction, self.needed, index, silent=silent, days_silent=quiet)

    def together(self, mask: Bools | None = None) -> groups.SetForecast:
        """Forecast of a set of targets, all of them without a mask."""
        at = groups.members(mask, len(self.probability))
        series = self.prediction.series
        return groups.combine(self.probability[at], self.prediction.loads[at], series.parent[at], series.task[at])


def forecast(series: Series, priors: Priors | None = None) -> Forecast:
    """Forecast every target of a campaign. The same series has the same answer; targets may stand in any order.
    `priors` are the shipped ones unless given."""
    prediction = predict(series, priors or shipped())
    state, probability = prediction.state, predictive.chance(prediction)
    never, quiet = state.reports == 0, series.today - state.seen_on
    done = ~never & (state.now >= 1) & ~prediction.hold & ~prediction.missing
    gains = predictive.log_gains(prediction, LEVELS)
    finish = predictive.finish_days(prediction, gains[:, FINISH_AT])
    return Forecast(
        today=series.today,
        probability=probability,
        quantiles=predictive.quantiles(prediction, gains, LEVELS),
        finish_p10=finish[:, 0],
        finish_p50=finish[:, 1],
        finish_p90=finish[:, 2],
        done=done,
        silent=~done & (quiet > series.silent_after),
        never=never,
        days_silent=quiet,
        needed=_needed(prediction),
        prediction=prediction,
    )


def _needed(prediction: Prediction) -> Needed:
    """What it takes, from readings freed of what later ones contradict and with implausible last ones cut down."""
    series, state, x = prediction.series, prediction.state, prediction.readings.copy()
    plan, seen = series.plan, state.reports > 0
    x[seen, last_seen(x)[seen]] = state.now[seen]
    return needed(
        days=series.days,
        values=plan.baseline[:, None] + x * (plan.target - plan.baseline)[:, None],
        baseline=plan.baseline,
        target=plan.target,
        due=plan.due,
        calendar=plan.calendar,
        today=series.today,
    )
