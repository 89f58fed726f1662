"""The days of a month, and what a person's entries come to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Sum:
    """Days of a person in a month; `missing` are days that passed without an entry, days off left out."""

    village: int
    township: int
    leave: int
    missing: int


def read_month(text: str) -> date | None:
    """The first day of a month written as 2016-03; None for anything else.

    >>> read_month("2016-03"), read_month("2016-13"), read_month("")
    (datetime.date(2016, 3, 1), None, None)
    """
    parts = text.split("-")
    if len(parts) != 2 or not all(part.isascii() and part.isdecimal() for part in parts) or len(text) != 7:
        return None
    year, month = int(parts[0]), int(parts[1])
    return date(year, month, 1) if 1900 <= year <= 2200 and 1 <= month <= 12 else None


def days_of(first_on: date) -> tuple[date, ...]:
    """Every day of the month that begins on that day.

    >>> len(days_of(date(2016, 2, 1)))
    29
    """
    after = next_month(first_on)
    return tuple(first_on + timedelta(n) for n in range((after - first_on).days))


def next_month(first_on: date) -> date:
    """The first day of the next month.

    >>> next_month(date(2016, 12, 1))
    datetime.date(2017, 1, 1)
    """
    return (first_on + timedelta(31)).replace(day=1)


def month_before(first_on: date) -> date:
    """The first day of the month before.

    >>> month_before(date(2016, 1, 1))
    datetime.date(2015, 12, 1)
    """
    return (first_on - timedelta(1)).replace(day=1)


def add_up(entries: Mapping[date, str], owed: Collection[date]) -> Sum:
    """What a person's entries (day → presence) come to. `owed` are the days on which an entry is looked for.

    >>> add_up({date(2016, 3, 1): "village"}, [date(2016, 3, 1), date(2016, 3, 2)])
    Sum(village=1, township=0, leave=0, missing=1)
    """
    said = list(entries.values())
    return Sum(
        said.count("village"),
        said.count("township"),
        said.count("leave"),
        sum(day not in entries for day in owed),
    )


def owed_days(
    days: Sequence[date], *, start_on: date, today: date, days_off: Iterable[date], weekly_off: Collection[int]
) -> tuple[date, ...]:
    """Days on which an entry is looked for: those of the campaign that have passed (today not yet), days off left out.

    >>> owed_days([date(2016, 3, 1), date(2016, 3, 2)], start_on=date(2016, 2, 14), today=date(2016, 3, 2),
    ...     days_off=(), weekly_off=())
    (datetime.date(2016, 3, 1),)
    """
    off = set(days_off)
    return tuple(
        day for day in days if start_on <= day < today and day not in off and day.isoweekday() not in weekly_off
    )
