"""How attainments add up, on arrays: the same rule as the SQL of `attainment_by_place`, for many days at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FEW_CELLS = 1500
"""Up to here one matrix product adds up many days faster than a loop over them."""
State = Literal["done", "on_pace", "at_risk", "late", "silent", "no_target"]


@dataclass(frozen=True, slots=True)
class Weighing:
    """How N targets weigh: `span` (N,) of each, its `task` (N,) as an index; by task its weight and line, by line its
    weight. Weights are not negative; they are renormalised over what exists."""

    span: Floats
    task: Ints
    task_weight: Floats
    task_line: Ints
    line_weight: Floats

    @property
    def tasks(self) -> int:
        return len(self.task_weight)


def spans(baseline: Floats, must: Floats) -> Floats:
    """The way from baseline to target, (N,); a target that only holds its baseline weighs 1."""
    way = np.abs(must - baseline)
    return np.where(way == 0, 1.0, way)


def capped(attainment: Floats) -> Floats:
    """Attainment cut to 0..1: surplus in one place fills no gap elsewhere. What is not known counts as nothing."""
    return np.fmin(np.fmax(attainment, 0.0), 1.0)


def by_task(share: Floats, weighing: Weighing, group: Ints, groups: int) -> Floats:
    """Attainment of each task in each group: (…, N) capped shares -> (…, groups, tasks), NaN without a target."""
    if not share.shape[-1]:
        return np.full((*share.shape[:-1], groups, weighing.tasks), np.nan)
    cell = group * weighing.tasks + weighing.task
    size = groups * weighing.tasks
    flat = share.reshape(-1, share.shape[-1]) * weighing.span
    span = np.bincount(cell, weights=weighing.span, minlength=size)
    if size <= min(FEW_CELLS, 4 * len(flat)):
        gain = flat @ (cell[:, None] == np.arange(size)).astype(np.float64)
    else:
        gain = np.stack([np.bincount(cell, weights=row, minlength=size) for row in flat])
    with np.errstate(invalid="ignore", divide="ignore"):
        whole = gain / np.where(span > 0, span, np.nan)
    return np.asarray(whole.reshape(*share.shape[:-1], groups, weighing.tasks))


def by_line(cells: Floats, weighing: Weighing) -> Floats:
    """Mean over the tasks of each line by task weight: (…, tasks) -> (…, lines), NaN where a line has no target."""
    member = np.eye(len(weighing.line_weight))[weighing.task_line] * weighing.task_weight[:, None]
    return _mean(cells, member)


def overall(cells: Floats, weighing: Weighing) -> Floats:
    """Mean over the lines by line weight: (…, tasks) -> (…), NaN where there is no target at all."""
    return _mean(by_line(cells, weighing), weighing.line_weight[:, None])[..., 0]


def _mean(values: Floats, weight: Floats) -> Floats:
    there = ~np.isnan(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        total = there.astype(np.float64) @ weight
        return np.where(total > 0, np.where(there, values, 0.0) @ weight / total, np.nan)


def group_state(*, late: int, at_risk: int, silent: int, done: int, count: int) -> State:
    """The state of `count` targets together, from the states inside, so that an average cannot hide a late child.

    done: all done. silent: most are. late: a third or more are. at_risk: any is late, or a third or more are late or
    at risk. Else on pace; no_target when there is none.

    >>> group_state(late=1, at_risk=0, silent=0, done=0, count=4)
    'at_risk'
    >>> group_state(late=1, at_risk=0, silent=0, done=0, count=2)
    'late'
    """
    if not count:
        return "no_target"
    if done == count:
        return "done"
    if silent * 2 > count:
        return "silent"
    if late * 3 >= count:
        return "late"
    if late or (late + at_risk) * 3 >= count:
        return "at_risk"
    return "on_pace"
