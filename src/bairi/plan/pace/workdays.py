"""The calendar of a campaign: which days count."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from bairi.plan.pace.arrays import Floats, Ints


@dataclass(frozen=True)
class Calendar:
    """Days off of a campaign, as day ordinals (`date.toordinal()`), sorted and unique. The plan is flat on them."""

    off: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    @classmethod
    def of(cls, off: Iterable[int]) -> "Calendar":
        """A calendar whose days off are the ordinals `off`, in any order.

        >>> Calendar.of([12, 10]).off.tolist()
        [10, 12]
        """
        return cls(np.unique(np.fromiter(off, dtype=np.int64)))

    def index(self, days: ArrayLike) -> Floats:
        """Running number of working days up to and including each day; differences of it count working days.

        >>> Calendar.of([11]).index([10, 11, 12]).tolist()
        [10.0, 10.0, 11.0]
        """
        d = np.asarray(days, dtype=np.int64)
        return (d - np.searchsorted(self.off, d, side="right")).astype(np.float64)

    def between(self, after: ArrayLike, until: ArrayLike) -> Floats:
        """Working days after the day `after`, up to and including `until`; never negative.

        >>> float(Calendar.of([11]).between(9, 12))
        2.0
        """
        return np.maximum(self.index(until) - self.index(after), 0.0)

    def back(self, day: int, working_days: int) -> int:
        """The latest day after which, up to and including `day`, there are `working_days` working days.

        >>> Calendar.of([11]).back(12, 2)
        9
        """
        off = set(self.off.tolist())
        left = working_days
        while left > 0:
            left -= day not in off
            day -= 1
        return day
