"""Keeping labels apart."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions as near as may be to the wanted ones, at least `gap` apart, within low..high where there is room.

    >>> spread([50, 52, 90], 12, 0, 100)
    [45.0, 57.0, 90.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    groups: list[list[int]] = []
    centres: list[float] = []
    for i in order:
        groups.append([i])
        centres.append(float(wanted[i]))
        while len(groups) > 1 and centres[-1] - centres[-2] < gap * (len(groups[-1]) + len(groups[-2])) / 2:
            merged = groups[-2] + groups[-1]
            groups[-2:], centres[-2:] = [merged], [sum(wanted[k] for k in merged) / len(merged)]
    placed = [0.0] * len(wanted)
    for group, centre in zip(groups, centres, strict=True):
        half = gap * (len(group) - 1) / 2
        middle = min(max(centre, low + half), max(high - half, low + half))
        for place, i in enumerate(group):
            placed[i] = middle - half + gap * place
    return placed
