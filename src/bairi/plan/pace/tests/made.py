"""Small campaigns for the tests of this room."""

import numpy as np

from bairi.plan.pace import Calendar, Plan, Series

START, DUE, TODAY = 736_000, 736_099, 736_049


def campaign(n=12, *, seed=0, today=TODAY, due=DUE, weekly=False, target=100.0, speed=1.0, tasks=1, parents=3, **more):
    """Targets that gain about one hundredth of the way a day, one report a day or a week."""
    rng = np.random.default_rng(seed)
    days = np.arange(START, today + 1)
    gains = rng.gamma(2.0, 0.5, (n, len(days))) * rng.lognormal(0, 0.3, (n, 1)) * speed * target / 100
    values = np.cumsum(gains, axis=1)
    if weekly:
        values[:, np.arange(len(days)) % 7 != 6] = np.nan
        days = np.append(days, today) if days[-1] != today else days
    off = [d for d in range(START, DUE + 1) if d % 7 == 0]
    plan = Plan.of(baseline=0.0, target=np.full(n, target), start=START, due=due, calendar=Calendar.of(off))
    return Series.of(
        days=days, values=values, plan=plan, task=np.arange(n) % tasks, parent=np.arange(n) % parents, **more
    )


def with_values(series, values):
    """The same series with other readings."""
    return Series(
        series.days,
        values,
        series.plan,
        series.task,
        series.parent,
        series.floor,
        series.ceiling,
        series.steps,
        series.direction,
        series.silent_after,
    )
