"""The status of a target, from the probability of making its deadline."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray


class Status(StrEnum):
    """Codes of the states; upper rooms put them into words."""

    DONE = "done"
    ON_PACE = "on_pace"
    AT_RISK = "at_risk"
    LATE = "late"
    SILENT = "silent"
    NO_TARGET = "no_target"


@dataclass(frozen=True)
class Thresholds:
    """The campaign's probabilities: from `on_pace` up a target is on pace, below `late` it is expected to be late."""

    on_pace: float = 0.7
    late: float = 0.4


def status(
    probability: ArrayLike,
    *,
    done: ArrayLike = False,
    silent: ArrayLike = False,
    no_target: ArrayLike = False,
    thresholds: Thresholds | None = None,
) -> NDArray[np.str_]:
    """`Status` codes, one for each target. No target goes before done, done before silent, silent before the
    probability; a target without a probability (NaN) that is none of these is silent.

    >>> status([0.9, 0.5, 0.1, 0.9, 0.1], silent=[0, 0, 0, 1, 1], done=[0, 0, 0, 0, 1]).tolist()
    ['on_pace', 'at_risk', 'late', 'silent', 'done']
    """
    bar = thresholds or Thresholds()
    p, is_done, is_silent, none = np.broadcast_arrays(
        np.asarray(probability, dtype=np.float64), *(np.asarray(x, dtype=bool) for x in (done, silent, no_target))
    )
    conditions = [none, is_done, is_silent | np.isnan(p), p >= bar.on_pace, p < bar.late]
    codes = [Status.NO_TARGET, Status.DONE, Status.SILENT, Status.ON_PACE, Status.LATE]
    return np.select(conditions, [str(code) for code in codes], default=str(Status.AT_RISK))
