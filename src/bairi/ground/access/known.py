"""Known time: the intake sequence as integer microseconds since the Unix epoch, given by the server under lock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
OPEN = 253_370_764_800_000_000
"""9999-01-01T00:00:00Z: the open end of a period (12-31 can overflow a time zone)."""
OPEN_DAY = date(9999, 1, 1).toordinal()
"""The open end on the day axis, as a proleptic Gregorian ordinal."""
MICROSECOND = timedelta(microseconds=1)


def to_known(moment: datetime) -> int:
    """Microseconds since the epoch of an aware moment.

    >>> to_known(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    return (moment - EPOCH) // MICROSECOND


def to_moment(known: int) -> datetime:
    """The moment of a known time, in UTC.

    >>> to_known(to_moment(1_459_382_400_000_001))
    1459382400000001
    """
    return EPOCH + timedelta(microseconds=known)
