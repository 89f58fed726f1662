"""What a forecast is made from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from bairi.plan.pace.arrays import Floats, Ints
from bairi.plan.pace.trajectory import Plan


@dataclass(frozen=True)
class Series:
    """Readings of N targets of one campaign on T days, as known today; today is the last of `days`.

    days: (T,) day ordinals, strictly ascending; days without any report may be left out, today may not.
    values: (N, T) readings in each target's own unit, NaN where there is no report.
    plan: baseline, target, start, due, shape of each target and the calendar (`Plan`, N rows). The baseline stands on
    the evening before `start`.
    task, parent: (N,) indices of groups that share shocks: the task, and the place above (the township of a village).
    floor, ceiling: (N,) values that cannot be passed (0 and 100 for a percentage), NaN where there is none.
    steps: (N,) size of the smallest step that a value can make (1 for four relocation sites, 25 for one of four in
    %), 0 for none.
    direction: (N,) +1 or -1, read only for a "hold" target (target = baseline): hold at least, or at most.
    silent_after: days without a report after which a target counts as silent, the campaign's limit.
    """

    days: Ints
    values: Floats
    plan: Plan
    task: Ints
    parent: Ints
    floor: Floats
    ceiling: Floats
    steps: Floats
    direction: Floats
    silent_after: int = 14

    @classmethod
    def of(
        cls,
        *,
        days: ArrayLike,
        values: ArrayLike,
        plan: Plan,
        task: ArrayLike = 0,
        parent: ArrayLike = 0,
        floor: ArrayLike = np.nan,
        ceiling: ArrayLike = np.nan,
        steps: ArrayLike = 0.0,
        direction: ArrayLike = 1.0,
        silent_after: int = 14,
    ) -> "Series":
        """A series from plain lists; scalars are spread over all targets."""
        n = len(plan.target)
        table = np.asarray(values, dtype=np.float64).reshape(n, np.size(days))

        def row(x: ArrayLike, kind: type) -> np.ndarray:
            return np.broadcast_to(np.asarray(x, dtype=kind), n)

        return cls(
            np.asarray(days, dtype=np.int64),
            table,
            plan,
            row(task, np.int64),
            row(parent, np.int64),
            row(floor, np.float64),
            row(ceiling, np.float64),
            row(steps, np.float64),
            row(direction, np.float64),
            silent_after,
        )

    @property
    def today(self) -> int:
        """The day of the forecast, an ordinal."""
        return int(self.days[-1])
