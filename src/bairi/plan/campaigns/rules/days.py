"""Days of a campaign: which number a day has, which days do not count."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise


def day_number(start_on: date, on: date) -> int:
    """Calendar day of the campaign, 1 on the first.

    >>> day_number(date(2016, 2, 14), date(2016, 3, 31))
    47
    """
    return (on - start_on).days + 1


def days_off(start_on: date, end_on: date, off: Collection[date], weekly_off: Collection[int]) -> list[date]:
    """Days from start to end that do not count: those named and the weekdays off (ISO, 1 Monday .. 7 Sunday).

    >>> days_off(date(2016, 2, 14), date(2016, 2, 21), [date(2016, 2, 15)], [7])
    [datetime.date(2016, 2, 14), datetime.date(2016, 2, 15), datetime.date(2016, 2, 21)]
    """
    named = frozenset(off)
    return [day for day in every_day(start_on, end_on) if day in named or day.isoweekday() in weekly_off]


def every_day(start_on: date, end_on: date) -> Iterator[date]:
    """Each day from start through end."""
    for step in range((end_on - start_on).days + 1):
        yield start_on + timedelta(days=step)


def overlap(periods: Sequence[tuple[date, date]]) -> tuple[date, date] | None:
    """The first two days of which the later period starts before the earlier one ends, None when all lie apart.

    >>> overlap([(date(2016, 3, 1), date(2016, 3, 10)), (date(2016, 3, 10), date(2016, 3, 20))])
    (datetime.date(2016, 3, 10), datetime.date(2016, 3, 10))
    """
    ordered = sorted(periods)
    for (_, end), (start, _) in pairwise(ordered):
        if start <= end:
            return end, start
    return None
