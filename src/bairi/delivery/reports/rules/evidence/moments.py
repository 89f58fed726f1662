"""When a photo was taken: against the day that the report is for, against when it came in, against the file itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from bairi.delivery.reports.rules.evidence.finding import FindingKind, Found, Sureness
from bairi.plan.campaigns.rules.evidence_limits import EvidenceLimits

OLDEST: Final = date(2005, 1, 1)
"""Clocks that lost their battery say 1970, 1980, 2000 or 2004."""


@dataclass(frozen=True, slots=True)
class Taken:
    """When a photo was taken: as the app or the person recorded it, and as the file says (naive: local time).

    `skew_ms` is the phone's clock minus the server's, where it was measured.
    """

    recorded: datetime | None
    of_file: datetime | None
    skew_ms: int | None = None

    def moment(self, zone: tzinfo) -> datetime | None:
        """The moment by the server's clock, None when nothing says it."""
        at = self.recorded or in_zone(self.of_file, zone)
        return None if at is None else at - self._skew

    @property
    def _skew(self) -> timedelta:
        return timedelta(milliseconds=self.skew_ms or 0)


def in_zone(at: datetime | None, zone: tzinfo) -> datetime | None:
    """A camera's time with a zone: its own, or the campaign's."""
    return at if at is None or at.tzinfo else at.replace(tzinfo=zone)


def judge_moment(
    taken: Taken, *, effective_on: date, received: datetime, zone: tzinfo, limits: EvidenceLimits
) -> list[Found]:
    """What is odd about when a photo was taken."""
    moment = taken.moment(zone)
    if moment is None:
        return [Found(FindingKind.METADATA_MISSING, Sureness.CERTAIN)]
    found = _against_the_file(taken, zone, limits)
    on = moment.astimezone(zone).date()
    ahead = (moment - received) / timedelta(minutes=1)
    if ahead > limits.clock_minutes:
        facts = {"taken_at": moment.isoformat(), "minutes": round(ahead), "limit": limits.clock_minutes}
        return [Found(FindingKind.CLOCK_IMPOSSIBLE, Sureness.CERTAIN, facts | {"why": "after_receipt"}), *found]
    if on < OLDEST:
        facts = {"taken_at": moment.isoformat(), "why": "too_old"}
        return [Found(FindingKind.CLOCK_IMPOSSIBLE, Sureness.CERTAIN, facts), *found]
    return [*_against_the_day(on, effective_on, sure=taken.recorded is not None, limits=limits), *found]


def judge_clock(skew_ms: int | None, limits: EvidenceLimits) -> list[Found]:
    """Whether the phone's clock was too far off for its days to be taken at their word."""
    minutes = round(abs(skew_ms or 0) / 60_000)
    if minutes <= limits.clock_minutes:
        return []
    facts = {"minutes": minutes, "limit": limits.clock_minutes, "why": "ahead" if (skew_ms or 0) > 0 else "behind"}
    return [Found(FindingKind.CLOCK_IMPOSSIBLE, Sureness.CERTAIN, facts)]


def _against_the_day(on: date, effective_on: date, *, sure: bool, limits: EvidenceLimits) -> list[Found]:
    days = (effective_on - on).days
    sureness = Sureness.LIKELY if sure else Sureness.POSSIBLE
    facts = {"taken_on": on.isoformat(), "effective_on": effective_on.isoformat(), "days": abs(days)}
    if days > limits.days_before:
        return [Found(FindingKind.TAKEN_EARLY, sureness, facts | {"limit": limits.days_before})]
    if -days > limits.days_after:
        return [Found(FindingKind.TAKEN_LATE, sureness, facts | {"limit": limits.days_after})]
    return []


def _against_the_file(taken: Taken, zone: tzinfo, limits: EvidenceLimits) -> list[Found]:
    """What was recorded against what the file says; an app's own copy has no EXIF, which says nothing."""
    of_file = in_zone(taken.of_file, zone)
    if taken.recorded is None or of_file is None:
        return []
    minutes = round(abs((taken.recorded - of_file) / timedelta(minutes=1)))
    if minutes <= limits.apart_minutes:
        return []
    facts = {
        "what": "moment",
        "recorded": taken.recorded.isoformat(),
        "of_file": of_file.isoformat(),
        "minutes": minutes,
        "limit": limits.apart_minutes,
    }
    return [Found(FindingKind.METADATA_DIFFERS, Sureness.LIKELY, facts)]
