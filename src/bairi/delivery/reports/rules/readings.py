"""What a reading comes to: the total, the marks of what is unlikely, what an item counts for, its digest."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

NOTHING_SEEN = UUID(int=0)
"""The base of a reporter who saw that nothing had been reported yet."""

DECIMALS = 3
LARGEST = 1e12
CLOCK_LIMIT_MS = 5 * 60 * 1000  # a phone that is further off than this gets the mark "clock"

ABOVE_TARGET, FALLING, JUMP, LATE, CLOCK, PROXY, CONFLICT = MARKS = (
    "above_target", "falling", "jump", "late", "clock", "proxy", "conflict",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """What a reading is held against: the open version of its target, and the campaign's limit for a jump."""

    baseline: float
    must: float
    reserve: float
    jump_share: float


def total(entered_as: str, entered: float, seen: float | None, baseline: float) -> float:
    """The total that was entered, where `seen` is the total that the reporter saw (the baseline where there was none).

    >>> total("total", 12.3456, 10, 0), total("more", 2, 10, 0), total("more", 2, None, 5)
    (12.346, 12.0, 7.0)
    """
    if entered_as == "more":
        entered = (baseline if seen is None else seen) + entered
    return round(float(entered), DECIMALS)


def doubts(value: float, before: float | None, bar: Bar) -> tuple[str, ...]:
    """Marks of a reading that is possible but unlikely, `before` being what stood on its day.

    >>> doubts(130, 60, Bar(0, 100, 10, 0.3))
    ('above_target', 'jump')
    >>> doubts(50, 60, Bar(0, 100, 0, 0.3)), doubts(50, 60, Bar(80, 10, 0, 0.3))
    (('falling',), ())
    """
    way = bar.must - bar.baseline
    sign = -1 if way < 0 else 1
    marks = []
    if sign > 0 and value > bar.must + bar.reserve:
        marks.append(ABOVE_TARGET)
    if before is not None:
        step = sign * (value - before)
        if step < 0:
            marks.append(FALLING)
        elif way and step > bar.jump_share * abs(way):
            marks.append(JUMP)
    return tuple(marks)


def item_value(quantity: float, stage: str, counts_from: str, stages: Sequence[str]) -> float:
    """What an item at `stage` adds to a measure that counts from the stage `counts_from`; `stages` in their order.

    >>> stages = ["started", "completed"]
    >>> item_value(1, "started", "started", stages), item_value(1, "started", "completed", stages)
    (1.0, 0.0)
    """
    reached = stages.index(stage) if stage else -1
    return round(float(quantity), DECIMALS) if reached >= stages.index(counts_from) else 0.0


def canonical(content: Mapping[str, Any]) -> str:
    """A claim's content as canonical JSON: keys sorted, no spaces, UTF-8. Raises ValueError on NaN."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def content_digest(content: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a claim's content as canonical JSON. Receipts show it.

    >>> content_digest({"value": 12.0, "place": "533401101001"})[:12]
    '46e09d93ef90'
    """
    return sha256(canonical(content).encode()).hexdigest()
