"""What changed between two versions of a target, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

FIELDS = ("must", "reserve", "baseline", "start_on", "due_on", "trajectory", "is_control", "removed")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a target asks for."""

    must: float
    reserve: float
    baseline: float
    start_on: date
    due_on: date
    trajectory: Mapping[str, Any]
    is_control: bool = False
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One field with its value before (None: the target is new) and after."""

    field: str
    before: Any
    after: Any


def differences(before: Terms | None, after: Terms) -> list[Difference]:
    """The fields that differ, in the order they are read. A new target differs in `must` alone.

    >>> old = Terms(10, 0, 0, date(2016, 2, 14), date(2016, 5, 23), {"kind": "linear"})
    >>> new = Terms(12, 0, 0, date(2016, 2, 14), date(2016, 5, 23), {"kind": "linear"})
    >>> differences(old, new)
    [Difference(field='must', before=10, after=12)]
    """
    if before is None:
        return [Difference("must", None, after.must)]
    return [
        Difference(field, getattr(before, field), getattr(after, field))
        for field in FIELDS
        if getattr(before, field) != getattr(after, field)
    ]
