"""Days and moments as they are typed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bairi.edges.cli.problems import BadMoment


def read_day(text: str | None) -> date | None:
    """An ISO day. Raises BadMoment."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadMoment(text=text) from None


def read_moment(text: str | None, time_zone: str) -> datetime | None:
    """A moment in the campaign's time zone unless it names its own; a day alone means its end. Raises BadMoment.

    >>> read_moment("2016-03-30", "Asia/Shanghai").isoformat()
    '2016-03-31T00:00:00+08:00'
    """
    if text is None:
        return None
    zone = ZoneInfo(time_zone)
    try:
        if len(text) == len("2016-03-30"):
            return datetime.combine(date.fromisoformat(text) + timedelta(days=1), time(), zone)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadMoment(text=text) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
