"""What a form declares: where in it the parts of a report stand."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from bairi.edges.openrosa.rules.answers import Sent

FIELDS: Final = (
    "place", "task", "measure", "item", "stage", "value", "entered_as", "unit", "effective_on", "note", "entered_for",
    "base", "position",
)  # fmt: skip
"""Parts of a report that a form may declare. `place` and `item` take codes and numbers from the lists of choices."""
NEEDED: Final = ("place", "task", "effective_on")
ONE_OF: Final = ("value", "item")
NAMESPACE: Final = UUID("5c1d2c1e-6d0a-5f7e-9b0b-6f64a1e7c9d3")
"""Under which numbers of instances become numbers of reports."""
Fields = Mapping[str, Mapping[str, str]]
"""Where the parts of a report stand: {"place": {"question": "village"}, "task": {"constant": "roads"}}."""
_NUMBERS: Final = str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")


class Missing(Exception):  # noqa: N818 - says what the answer is
    """A part that every report needs was not answered."""

    def __init__(self, name: str, question: str) -> None:
        super().__init__(name)
        self.name, self.question = name, question


class Unclear(Exception):  # noqa: N818 - says what the answer is
    """An answer that is not what its part of the report takes."""

    def __init__(self, name: str, question: str, value: str) -> None:
        super().__init__(name)
        self.name, self.question, self.value = name, question, value


@dataclass(frozen=True, slots=True)
class Claim:
    """The parts of a report as they were answered; None and "" for what was not asked."""

    place: str
    task: str
    effective_on: date
    measure: str = ""
    item: UUID | None = None
    stage: str = ""
    value: float | None = None
    entered_as: str = "total"
    unit: str = ""
    note: str = ""
    entered_for: str = ""
    base: UUID | None = None
    position: tuple[float, ...] = field(default=())


def report_number(campaign: str, instance_id: str, digest: str = "", entry: str = "") -> UUID:
    """The number of the report that an instance becomes, or one of its entries, always the same.

    `digest` tells a second content apart.

    >>> report_number("battle", "uuid:7") == report_number("battle", "uuid:7")
    True
    >>> report_number("battle", "uuid:7") == report_number("other", "uuid:7")
    False
    """
    return uuid5(NAMESPACE, "\n".join([campaign, instance_id, digest, *filter(None, [entry])]))


def read_claim(sent: Sent, fields: Fields) -> Claim:
    """The report in a submission, by what its form declares. Raises Missing, Unclear."""
    said = {name: _said(sent, fields.get(name, {})) for name in FIELDS}
    for name in NEEDED:
        if not said[name]:
            raise Missing(name, _question(fields, name))
    if not any(said[name] for name in ONE_OF):
        raise Missing("value", _question(fields, "value"))
    return Claim(**{name: _read(name, text, _question(fields, name)) for name, text in said.items() if text})


def answers_of(sent: Sent, fields: Fields) -> dict[str, str]:
    """What was answered for each part of a report that the form declares, as it was written."""
    return {name: text for name in FIELDS if (text := _said(sent, fields.get(name, {})))}


def as_value(text: str) -> float:
    """A figure as phones write it. Raises ValueError.

    >>> as_value("１２.５"), as_value("1,200")
    (12.5, 1200.0)
    """
    value = float(text.translate(_NUMBERS).replace(",", ""))
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def as_day(text: str) -> date:
    """A day, or the day of a moment in the phone's own zone. Raises ValueError.

    >>> as_day("2016-03-31T23:30:00.000+08:00")
    datetime.date(2016, 3, 31)
    """
    return date.fromisoformat(text[:10])


def as_position(text: str) -> tuple[float, ...]:
    """Latitude, longitude, height and accuracy of a geopoint. Raises ValueError.

    >>> as_position("27.5 99.8 3200 4.5")
    (27.5, 99.8, 3200.0, 4.5)
    """
    numbers = tuple(as_value(part) for part in text.split())
    if len(numbers) < 2 or abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
        raise ValueError(text)
    return numbers


def _as_kind(text: str) -> str:
    if text not in {"total", "more"}:
        raise ValueError(text)
    return text


_READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "value": as_value, "effective_on": as_day, "item": UUID, "base": UUID, "position": as_position,
    "entered_as": _as_kind,
}  # fmt: skip


def read_part(name: str, text: str) -> Any:
    """What an answer gives for a part of a report, of the type that `Claim` has. Raises ValueError.

    >>> read_part("value", "１２.５"), read_part("task", "roads")
    (12.5, 'roads')
    """
    return _READERS.get(name, str)(text)


def _read(name: str, text: str, question: str) -> Any:
    try:
        return read_part(name, text)
    except ValueError:
        raise Unclear(name, question, text[:80]) from None


def _said(sent: Sent, where: Mapping[str, str]) -> str:
    if "question" in where:
        return sent.answer(where["question"])
    return where.get("constant", "")


def _question(fields: Fields, name: str) -> str:
    return fields.get(name, {}).get("question", name)
