"""Reporting rhythm: which stretch of days a report is due for, and when it is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

DAILY, WEEKLY, TEN_DAYS = "daily", "weekly", "ten_days"
SUNDAY = 7


@dataclass(frozen=True, slots=True)
class Period:
    """Days [first_on, last_on] that one report is due for, by the cut-off hour of the last."""

    first_on: date
    last_on: date


def period_of(rhythm: str, day: date, start_on: date, deadline_on: date) -> Period:
    """The period that a day of the campaign falls in, cut to the campaign.

    Weeks run Monday to Sunday; tens of days (旬) are the 1st to 10th, 11th to 20th, and the rest of the month.

    >>> period_of("weekly", date(2016, 3, 31), date(2016, 3, 1), date(2016, 6, 8))
    Period(first_on=datetime.date(2016, 3, 28), last_on=datetime.date(2016, 4, 3))
    >>> period_of("ten_days", date(2016, 3, 31), date(2016, 3, 1), date(2016, 6, 8))
    Period(first_on=datetime.date(2016, 3, 21), last_on=datetime.date(2016, 3, 31))
    """
    if rhythm == DAILY:
        first = last = day
    elif rhythm == WEEKLY:
        first = day - timedelta(days=day.isoweekday() - 1)
        last = first + timedelta(days=SUNDAY - 1)
    elif rhythm == TEN_DAYS:
        first = day.replace(day=1 if day.day <= 10 else 11 if day.day <= 20 else 21)
        month_end = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        last = month_end if first.day == 21 else first + timedelta(days=9)
    else:
        raise ValueError(f"no such rhythm: {rhythm}")
    return Period(max(first, start_on), min(last, deadline_on))


@dataclass(frozen=True, slots=True)
class Season:
    """The days of a campaign, and those on which no daily report is due (ISO weekdays in `weekly_off`)."""

    start_on: date
    deadline_on: date
    days_off: frozenset[date] = frozenset()
    weekly_off: frozenset[int] = frozenset()

    def is_off(self, day: date) -> bool:
        return day in self.days_off or day.isoweekday() in self.weekly_off


def due_period(rhythm: str, now: datetime, cut_off_hour: int, season: Season) -> Period | None:
    """The latest period whose cut-off has passed at `now` (local time of the campaign); None before the first.

    >>> battle = Season(date(2016, 3, 1), date(2016, 6, 8))

    >>> due_period("daily", datetime(2016, 3, 31, 17), 18, battle).last_on
    datetime.date(2016, 3, 30)
    >>> due_period("weekly", datetime(2016, 3, 31, 19), 18, battle).last_on
    datetime.date(2016, 3, 27)
    """
    day = min(now.date(), season.deadline_on)
    while day >= season.start_on:
        period = period_of(rhythm, day, season.start_on, season.deadline_on)
        silent = rhythm == DAILY and season.is_off(day)
        if not silent and now.replace(tzinfo=None) >= cut_off(period, cut_off_hour):
            return period
        day = period.first_on - timedelta(days=1)
    return None


def cut_off(period: Period, cut_off_hour: int) -> datetime:
    """The local moment from which a period without a report counts as missing; hour 24 is the end of the day."""
    return datetime.combine(period.last_on, time()) + timedelta(hours=cut_off_hour)
