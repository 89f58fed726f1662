"""What a bulletin holds, and the days it tells of. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypedDict

PARTS = ("lead", "changes", "praise", "missing", "demands")
"""The paragraphs of the wording, in their order on paper."""


class PlaceFigures(TypedDict):
    """One line of a table: shares 0..1 or None, `change` of the confirmed share since the bulletin before."""

    name: str
    planned: float | None
    reported: float | None
    confirmed: float | None
    verified: float | None
    late: int
    targets: int
    silent: bool
    change: float | None


class MissingFigures(TypedDict):
    """A place that owes reports."""

    place: str
    township: str
    tasks: list[str]
    days_silent: int | None


class Figures(TypedDict):
    """All figures of a bulletin, as known at its cut-off; see the templates for how they are shown."""

    campaign: str
    place: str
    place_level: int
    on: str
    first_on: str
    cut_off: str
    day: int
    days: int
    days_left: int
    replay: bool
    head: dict[str, float | int | None]
    before: dict[str, float | int | None]
    places: list[PlaceFigures]
    tasks: list[PlaceFigures]
    first: list[str]
    last: list[str]
    newly_done: int
    missing: list[MissingFigures]
    asked: int
    goals: list[str]


def period(kind: str, on: date) -> tuple[date, date]:
    """First and last day that a bulletin of `on` tells of: the day itself, or its week from Monday through `on`.

    >>> period("week", date(2016, 3, 31))
    (datetime.date(2016, 3, 28), datetime.date(2016, 3, 31))
    """
    return (on, on) if kind == "day" else (on - timedelta(days=on.isoweekday() - 1), on)


def canonical(figures: Any) -> str:
    """The figures as one text, the same for the same figures."""
    return json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(figures: Any) -> str:
    """SHA-256 (hex) of the canonical text."""
    return hashlib.sha256(canonical(figures).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Ends:
    """The best and the worst of a list, by name; silent places are in neither."""

    first: list[str]
    last: list[str]


def ends(places: list[PlaceFigures], most: int = 3) -> Ends:
    """First and last by confirmed attainment minus plan; none twice, none silent.

    >>> line = {"planned": 0.5, "silent": False}
    >>> ends([line | {"name": n, "confirmed": c} for n, c in (("a", 0.6), ("b", 0.2), ("c", 0.4))], most=1)
    Ends(first=['a'], last=['b'])
    """
    ranked = sorted(
        (p for p in places if not p["silent"]),
        key=lambda p: -((p["confirmed"] or 0.0) - (p["planned"] or 0.0)),
    )
    most = min(most, len(ranked) // 2)
    return Ends([p["name"] for p in ranked[:most]], [p["name"] for p in reversed(ranked[-most:])] if most else [])
