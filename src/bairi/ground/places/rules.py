"""The dated closure of a tree of places. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParentPeriod:
    """A place lay under `parent` (None for the root) on the days [start, end), as ordinals."""

    parent: int | None
    start: int
    end: int


def ancestor_periods(
    place: int, start: int, end: int, parents: dict[int, list[ParentPeriod]]
) -> Iterator[tuple[int, int, int]]:
    """(ancestor, from, to) for all that lay above `place` in [start, end), the place itself first.

    >>> list(ancestor_periods(2, 0, 9, {2: [ParentPeriod(1, 0, 9)], 1: [ParentPeriod(None, 0, 9)]}))
    [(2, 0, 9), (1, 0, 9)]
    """
    yield place, start, end
    for period in parents.get(place, []):
        low, high = max(start, period.start), min(end, period.end)
        if low < high and period.parent is not None:
            yield from ancestor_periods(period.parent, low, high, parents)


def merged(periods: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The same cover with touching periods of one ancestor joined.

    >>> merged([(1, 0, 5), (1, 5, 9), (2, 0, 3)])
    [(1, 0, 9), (2, 0, 3)]
    """
    joined: list[tuple[int, int, int]] = []
    for ancestor, start, end in sorted(periods):
        if joined and joined[-1][0] == ancestor and joined[-1][2] == start:
            joined[-1] = (ancestor, joined[-1][1], end)
        else:
            joined.append((ancestor, start, end))
    return joined
