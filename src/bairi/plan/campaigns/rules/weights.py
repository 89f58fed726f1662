"""Weights of lines and tasks: what each task counts in the whole campaign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by code as entered; only their ratios count. `line_of` names each task's line."""

    lines: Mapping[str, float]
    tasks: Mapping[str, float]
    line_of: Mapping[str, str]


def shares(weights: Weights, present: frozenset[str] | None = None) -> dict[str, float]:
    """Share of the whole that each task counts for: its line's share times its share within the line.

    `present` names the tasks that have targets; the weights are renormalised over them, so the shares add up to 1. A
    line without a present task, or whose tasks weigh nothing, takes no part.

    >>> shares(Weights({"A": 2, "B": 1}, {"a": 1, "b": 1, "c": 5}, {"a": "A", "b": "A", "c": "B"}))
    {'a': 0.333333, 'b': 0.333333, 'c': 0.333333}
    """
    tasks = {t: w for t, w in weights.tasks.items() if w > 0 and (present is None or t in present)}
    within: dict[str, float] = {}
    for task, weight in tasks.items():
        line = weights.line_of[task]
        within[line] = within.get(line, 0.0) + weight
    total = sum(weights.lines.get(line, 0.0) for line in within)
    if not total:
        return {}
    return {
        task: round(weights.lines.get(weights.line_of[task], 0.0) / total * weight / within[weights.line_of[task]], 6)
        for task, weight in tasks.items()
    }
