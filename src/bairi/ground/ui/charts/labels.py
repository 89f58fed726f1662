"""Keeping labels apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions as near as may be to the wanted ones, at least `gap` apart, within low..high where there is room.

    >>> spread([50, 52, 90], 12, 0, 100)
    [45.0, 57.0, 90.0]
    >>> spread([2, 8, 90], 12, 40, 70)
    [40.0, 52.0, 70.0]
    """
    groups: list[list[int]] = []
    middles: list[float] = []

    def middle(group: Sequence[int]) -> float:
        half = gap * (len(group) - 1) / 2
        mean = sum(wanted[i] for i in group) / len(group)
        return min(max(mean, low + half), max(high - half, low + half))

    for i in sorted(range(len(wanted)), key=lambda i: wanted[i]):
        groups.append([i])
        middles.append(middle([i]))
        while len(groups) > 1 and middles[-1] - middles[-2] < gap * (len(groups[-1]) + len(groups[-2])) / 2:
            groups[-2:] = [groups[-2] + groups[-1]]
            middles[-2:] = [middle(groups[-1])]
    placed = [0.0] * len(wanted)
    for group, centre in zip(groups, middles, strict=True):
        for place, i in enumerate(group):
            placed[i] = centre + gap * (place - (len(group) - 1) / 2)
    return placed


@dataclass(frozen=True, slots=True)
class Box:
    """Where a label lies: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def width_of(words: str) -> float:
    """About how wide a label is at 11 px: a full square for Chinese, six tenths for Latin.

    >>> width_of("今天 5")
    34.6
    """
    return round(sum(11.0 if ord(sign) > 0x2E80 else 6.3 for sign in words), 1)


def box_of(x: float, y: float, words: str, anchor: str = "start") -> Box:
    """The box of a label whose baseline begins (or ends) at x, y."""
    wide = width_of(words)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return Box(left, y - 10, left + wide, y + 3)


def first_free(
    candidates: Iterable[tuple[float, float, str]], words: str, taken: Sequence[Box], within: Box
) -> tuple[float, float, str]:
    """The first candidate (x, y, anchor) that meets nothing taken and lies within; the last one if none does."""
    chosen = (0.0, 0.0, "start")
    for x, y, anchor in candidates:
        chosen = (x, y, anchor)
        box = box_of(x, y, words, anchor)
        inside = (
            box.left >= within.left
            and box.right <= within.right
            and box.top >= within.top
            and box.bottom <= within.bottom
        )
        if inside and not any(box.meets(other) for other in taken):
            break
    return chosen
