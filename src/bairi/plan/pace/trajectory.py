"""Planned value by day: linear, S-curve or by milestones, for many targets at once.

A plan starts from the baseline on the evening before `start` and reaches the target on the evening of `due`. Time
runs in working days, so the plan is flat on days off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from bairi.plan.pace.arrays import Floats, Ints
from bairi.plan.pace.workdays import Calendar


class Shape(IntEnum):
    """How a plan rises from baseline to target."""

    LINEAR = 0
    S_CURVE = 1
    MILESTONES = 2


@dataclass(frozen=True)
class Plan:
    """Plans of N targets.

    baseline, target: (N,) in the target's unit. start, due: (N,) day ordinals, the first and the last day of work.
    shape: (N,) `Shape` codes. milestone_days, milestone_shares: (N, M) day ordinals and shares 0..1 of the way from
    baseline to target, ascending; unused places are filled with `due` and 1. They are read only where shape is
    MILESTONES.
    """

    baseline: Floats
    target: Floats
    start: Ints
    due: Ints
    shape: Ints
    milestone_days: Ints
    milestone_shares: Floats
    calendar: Calendar

    @classmethod
    def of(
        cls,
        *,
        baseline: ArrayLike,
        target: ArrayLike,
        start: ArrayLike,
        due: ArrayLike,
        shape: ArrayLike = Shape.LINEAR,
        milestones: Sequence[Sequence[tuple[int, float]]] | None = None,
        calendar: Calendar | None = None,
    ) -> "Plan":
        """A plan from plain lists; scalars are spread over all targets. `milestones[i]` lists (day, share) of target
        i."""
        goal = np.atleast_1d(np.asarray(target, dtype=np.float64))
        n = len(goal)
        due_ = np.broadcast_to(np.asarray(due, dtype=np.int64), n)
        rows = [sorted(row) for row in milestones] if milestones is not None else [[] for _ in range(n)]
        width = max((len(row) for row in rows), default=0)
        days = np.repeat(due_[:, None], width, axis=1)
        shares = np.ones((n, width))
        for i, row in enumerate(rows):
            for j, (day, share) in enumerate(row):
                days[i, j], shares[i, j] = day, share
        return cls(
            np.broadcast_to(np.asarray(baseline, dtype=np.float64), n),
            goal,
            np.broadcast_to(np.asarray(start, dtype=np.int64), n),
            due_,
            np.broadcast_to(np.asarray(shape, dtype=np.int64), n),
            days,
            shares,
            calendar or Calendar(),
        )


def planned_share(plan: Plan, days: ArrayLike) -> Floats:
    """Share of the way from baseline to target planned by the evening of each day: (N, T), 0..1.

    The S-curve is the Beta(2, 2) distribution, 3u² - 2u³: slow, fast, slow, half way at half time.

    >>> plan = Plan.of(baseline=0, target=[10, 10], start=1, due=4, shape=[Shape.LINEAR, Shape.S_CURVE])
    >>> planned_share(plan, [0, 1, 2, 4, 9]).round(3).tolist()
    [[0.0, 0.25, 0.5, 1.0, 1.0], [0.0, 0.156, 0.5, 1.0, 1.0]]
    """
    at = plan.calendar.index(days)[None, :]
    first, last = _ends(plan)
    u = _ramp(at, first[:, None], last[:, None])
    share = np.where(plan.shape[:, None] == Shape.S_CURVE, u * u * (3 - 2 * u), u)
    stepped = np.flatnonzero(plan.shape == Shape.MILESTONES)
    if len(stepped):
        share[stepped] = _by_milestones(plan, stepped, at, first, last)
    return share


def planned(plan: Plan, days: ArrayLike) -> Floats:
    """Planned value by the evening of each day: (N, T) in the target's unit. A "hold" target is flat.

    >>> planned(Plan.of(baseline=[20], target=[10], start=1, due=4), [0, 2, 4]).tolist()
    [[20.0, 15.0, 10.0]]
    """
    share = planned_share(plan, days)
    return plan.baseline[:, None] + share * (plan.target - plan.baseline)[:, None]


def planned_time(plan: Plan, share: Floats) -> Floats:
    """Working days of plan by which each share is first planned: (N, …) like `share` (N, T); the inverse of
    `planned_share`."""
    first, last = _ends(plan)
    s = np.clip(share, 0.0, 1.0)
    curved = 0.5 - np.sin(np.arcsin(np.clip(1 - 2 * s, -1.0, 1.0)) / 3)
    u = np.where(plan.shape[:, None] == Shape.S_CURVE, curved, s)
    time = u * np.maximum(last - first, 0.0)[:, None]
    stepped = np.flatnonzero(plan.shape == Shape.MILESTONES)
    if len(stepped):
        knots, shares = _knots(plan, stepped, first, last)
        time[stepped] = sum(
            (knots[:, j + 1] - knots[:, j])[:, None]
            * _ramp_open(s[stepped], shares[:, j, None], shares[:, j + 1, None])
            for j in range(knots.shape[1] - 1)
        )
    return time


@dataclass(frozen=True)
class Backward:
    """A schedule set back from the due day: the latest first day of work, and each stage's last day with its
    share."""

    start: int
    milestones: list[tuple[int, float]]


def milestones_backward(due: int, stages: Sequence[tuple[float, int]], calendar: Calendar | None = None) -> Backward:
    """Set milestones back from the due day (倒排工期).

    `stages` lists, in the order of work, the share reached at each stage's end and the working days that it takes.
    The last stage ends on `due`; each earlier one ends when the next must begin.

    >>> milestones_backward(100, [(0.2, 10), (0.6, 30), (1.0, 40)])
    Backward(start=21, milestones=[(30, 0.2), (60, 0.6), (100, 1.0)])
    """
    days_off = calendar or Calendar()
    day, found = due, []
    for share, working_days in reversed(stages):
        found.append((day, share))
        day = days_off.back(day, working_days)
    return Backward(day + 1, found[::-1])


def _ends(plan: Plan) -> tuple[Floats, Floats]:
    return plan.calendar.index(plan.start - 1), plan.calendar.index(plan.due)


def _knots(plan: Plan, rows: Ints, first: Floats, last: Floats) -> tuple[Floats, Floats]:
    at = plan.calendar.index(plan.milestone_days[rows])
    at = np.clip(at, first[rows, None], last[rows, None])
    knots = np.concatenate([first[rows, None], at, last[rows, None]], axis=1)
    ones = np.ones((len(rows), 1))
    return knots, np.concatenate([0 * ones, np.clip(plan.milestone_shares[rows], 0.0, 1.0), ones], axis=1)


def _by_milestones(plan: Plan, rows: Ints, at: Floats, first: Floats, last: Floats) -> Floats:
    knots, shares = _knots(plan, rows, first, last)
    total = np.zeros((len(rows), at.shape[1]))
    for j in range(knots.shape[1] - 1):
        total += (shares[:, j + 1] - shares[:, j])[:, None] * _ramp(at, knots[:, j, None], knots[:, j + 1, None])
    return total


def _ramp(x: Floats, low: Floats, high: Floats) -> Floats:
    """0 up to `low`, 1 from `high`, linear between; a step at `low` where both are equal."""
    length = high - low
    return np.where(length > 0, np.clip((x - low) / np.where(length > 0, length, 1.0), 0.0, 1.0), x >= low)


def _ramp_open(x: Floats, low: Floats, high: Floats) -> Floats:
    """As `_ramp`, but a step just above `low` where both are equal: a flat stretch is passed only by more than its
    level."""
    length = high - low
    return np.where(length > 0, np.clip((x - low) / np.where(length > 0, length, 1.0), 0.0, 1.0), x > low)
