"""The day a page looks at, and by which knowledge: read from the query, shown by the slider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bairi.ground.ui.words import short_date

Known = Literal["true", "then"]


@dataclass(frozen=True, slots=True)
class AsOf:
    """`day` of 1..`days` is looked at; `today` is the campaign's day now (at most `days`).

    `known` "true": as it was true by what is known today; "then": as it was known at the end of that day.
    """

    day: int
    today: int
    days: int
    on: date
    known: Known = "true"

    @property
    def is_past(self) -> bool:
        """Whether the page looks at another day than today."""
        return self.day != self.today

    @property
    def date_text(self) -> str:
        return short_date(self.on)

    @property
    def share(self) -> str:
        """How far the day lies along the slider, in percent."""
        return f"{100 * (self.day - 1) / max(1, self.days - 1):.2f}"

    @property
    def today_share(self) -> str:
        return f"{100 * (self.today - 1) / max(1, self.days - 1):.2f}"


def read_asof(query: dict[str, str], *, start_on: date, days: int, today: int) -> AsOf:
    """The day and knowledge that a query asks for (`day`, `known`), kept within 1..today; anything else is today.

    >>> read_asof({"day": "26", "known": "then"}, start_on=date(2016, 2, 14), days=100, today=47).on
    datetime.date(2016, 3, 10)
    """
    today = min(max(today, 1), days)
    text = query.get("day", "")
    day = min(max(int(text), 1), today) if text.isascii() and text.isdigit() and len(text) < 6 else today
    on = date.fromordinal(start_on.toordinal() + day - 1)
    return AsOf(day, today, days, on, "then" if query.get("known") == "then" else "true")
