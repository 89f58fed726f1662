"""Standing: what a series was worth at a level of trust, by the day it was true and by the moment it was known.

A series is one target, or one item of an itemised target. Its standing at a level is kept as periods with two axes
(SQL:2011 bitemporal tables): days of effect as `date.toordinal()`, moments of knowledge in microseconds since 1970.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum
from itertools import pairwise

OPEN = 253_370_764_800_000_000  # 9999-01-01T00:00Z in microseconds: known until further notice
OPEN_DAY = date(9999, 1, 1).toordinal()  # in effect until further notice


class Level(IntEnum):
    """How far a value is trusted: claimed, stood by by the township, found so by an inspection."""

    REPORTED = 1
    CONFIRMED = 2
    VERIFIED = 3


class OutOfOrderError(ValueError):
    """An event was given a known moment that is not after the last one of its series."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A value that held from day `effective_from` until before `effective_to`, as known in [known_from, known_to).

    `source` is the report behind it, or the verification at `Level.VERIFIED`.
    """

    level: Level
    effective_from: int
    effective_to: int
    known_from: int
    known_to: int
    value: float
    source: int


@dataclass(slots=True)
class Claim:
    """A report as the series sees it: its value for its day, what it supersedes, and what has become of it."""

    key: int
    seq: int
    day: int
    value: float
    supersedes: tuple[int, ...] = ()
    withdrawn: bool = False
    confirmed: bool = False


@dataclass(slots=True)
class Finding:
    """A value found by an inspection on a day; `report` is the claim that was inspected, where there was one."""

    key: int
    seq: int
    day: int
    value: float
    report: int | None = None
    supersedes: tuple[int, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """A report came in: new, or a correction of those that it supersedes."""

    report: int
    day: int
    value: float
    supersedes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A report was taken back; whatever it had displaced lives again."""

    report: int


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The township stands by a report."""

    report: int


@dataclass(frozen=True, slots=True)
class Revoked:
    """The township no longer stands by a report."""

    report: int


@dataclass(frozen=True, slots=True)
class SentBack:
    """The township asks for a better report. The claim still stands as a claim, so no level moves."""

    report: int


@dataclass(frozen=True, slots=True)
class Verified:
    """An inspection found a value on a day: a first finding, or one that mends those that it supersedes."""

    finding: int
    day: int
    value: float
    report: int | None = None
    supersedes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class VerificationWithdrawn:
    """A verification was taken back."""

    finding: int


Ruled = Withdrawn | Confirmed | Revoked | SentBack
Event = Claimed | Ruled | Verified | VerificationWithdrawn


@dataclass(frozen=True, slots=True)
class Change:
    """What an event does to the stored periods: these get `known_to = now`, those are new."""

    closed: tuple[Period, ...] = ()
    opened: tuple[Period, ...] = ()


@dataclass(slots=True)
class Series:
    """One series as known now: its claims and findings, and the open-known periods of each level by first day.

    It may be a part of the whole, as long as it holds all that an event can touch.
    """

    claims: dict[int, Claim] = field(default_factory=dict)
    findings: dict[int, Finding] = field(default_factory=dict)
    periods: dict[Level, list[Period]] = field(default_factory=lambda: {level: [] for level in Level})
    last_known: int = 0

    def apply(self, event: Event, now: int) -> Change:
        """Take an event in at the moment `now` and settle the days it names. Raises OutOfOrderError."""
        if now <= self.last_known:
            raise OutOfOrderError(f"{now} is not after {self.last_known}")
        self.last_known = now
        touched = self._take(event, now)
        closed: list[Period] = []
        opened: list[Period] = []
        for level, days in touched.items():
            winners = {day: self._winner(level, day) for day in days}
            change = settle(level, self.periods[level], winners, now)
            closed += change.closed
            opened += change.opened
        return Change(tuple(closed), tuple(opened))

    def _take(self, event: Event, now: int) -> dict[Level, set[int]]:
        """Change the claims and findings as the event says; the days that it can touch, by level."""
        match event:
            case Claimed(report, day, value, supersedes):
                self.claims[report] = Claim(report, now, day, value, supersedes)
                return {Level.REPORTED: self._claim_days(report)}
            case Withdrawn(report):
                self.claims[report].withdrawn = True
                days = self._claim_days(report)
                of_report = [found.key for found in self.findings.values() if found.report == report]
                return {Level.REPORTED: days, Level.CONFIRMED: days, Level.VERIFIED: self._finding_days(of_report)}
            case Confirmed(report) | Revoked(report):
                self.claims[report].confirmed = isinstance(event, Confirmed)
                return {Level.CONFIRMED: self._claim_days(report)}
            case Verified(finding, day, value, inspected, supersedes):
                self.findings[finding] = Finding(finding, now, day, value, inspected, supersedes)
                return {Level.VERIFIED: self._finding_days([finding])}
            case VerificationWithdrawn(finding):
                self.findings[finding].withdrawn = True
                return {Level.VERIFIED: self._finding_days([finding])}
            case SentBack():
                return {}

    def _claim_days(self, report: int) -> set[int]:
        return {self.claims[key].day for key in _lineage([report], self.claims)}

    def _finding_days(self, findings: Iterable[int]) -> set[int]:
        """Days of the findings, of those they supersede, and of those whose report theirs supersedes."""
        keys = _lineage(findings, self.findings)
        inspected = [self.findings[key].report for key in keys]
        reports = _lineage([report for report in inspected if report is not None], self.claims)
        return {f.day for f in self.findings.values() if f.key in keys or f.report in reports}

    def _winner(self, level: Level, day: int) -> Claim | Finding | None:
        """The day's living, undisplaced entry at the level that came in last."""
        entries = [entry for entry in self._entries(level) if entry.day == day]
        if not entries:
            return None
        reports, findings = self._displaced(level)
        counting = [e for e in entries if _report_of(e) not in reports and not (findings and e.key in findings)]
        return max(counting, key=lambda entry: entry.seq, default=None)

    def _entries(self, level: Level) -> Iterator[Claim | Finding]:
        """What has reached the level and has not been withdrawn."""
        if level is Level.VERIFIED:
            for found in self.findings.values():
                if not found.withdrawn and not (found.report is not None and self.claims[found.report].withdrawn):
                    yield found
            return
        for claim in self.claims.values():
            if not claim.withdrawn and (level is Level.REPORTED or claim.confirmed):
                yield claim

    def _displaced(self, level: Level) -> tuple[set[int], set[int]]:
        """Reports, and findings, with a living superseder that has itself reached the level."""
        entries = list(self._entries(level))
        reached = {report for entry in entries if (report := _report_of(entry)) is not None}
        reports = _superseded(reached, self.claims)
        findings = _superseded((e.key for e in entries), self.findings) if level is Level.VERIFIED else set()
        return reports, findings


def _report_of(entry: Claim | Finding) -> int | None:
    return entry.key if isinstance(entry, Claim) else entry.report


def _superseded(keys: Iterable[int], among: Mapping[int, Claim] | Mapping[int, Finding]) -> set[int]:
    """All that the keys supersede, directly or through a chain of corrections, themselves left out."""
    older = [old for key in keys for old in among[key].supersedes]
    return _lineage(older, among) if older else set()


def _lineage(keys: Iterable[int], among: Mapping[int, Claim] | Mapping[int, Finding]) -> set[int]:
    """The keys and all that they supersede, as far as it is known here."""
    todo = [key for key in keys if key in among]
    found = set(todo)
    while todo:
        for older in among[todo.pop()].supersedes:
            if older in among and older not in found:
                found.add(older)
                todo.append(older)
    return found


def settle(level: Level, periods: list[Period], winners: Mapping[int, Claim | Finding | None], now: int) -> Change:
    """Give each day its winner, changing the open-known `periods` in place (by first day, end to end, open-ended).

    Only periods that touch a day can change. However many days an event names, a period is closed or opened once, so
    nothing is ever known for no time at all.
    """
    if not winners:
        return Change()
    low = max(bisect_left(periods, min(winners), key=_first_day) - 1, 0)
    high = bisect_right(periods, max(winners), key=_first_day)
    around = periods[low:high]
    end = periods[high].effective_from if high < len(periods) else OPEN_DAY
    starts: dict[int, tuple[float, int]] = {old.effective_from: (old.value, old.source) for old in around}
    for day, winner in winners.items():
        if winner is None:
            starts.pop(day, None)
        else:
            starts[day] = (winner.value, winner.key)
    kept = {(old.effective_from, old.effective_to, old.source): old for old in around}
    settled: list[Period] = []
    for first, until in pairwise([*sorted(starts), end]):
        value, source = starts[first]
        same = kept.pop((first, until, source), None)
        settled.append(same or Period(level, first, until, now, OPEN, value, source))
    periods[low:high] = settled
    return Change(
        closed=tuple(replace(old, known_to=now) for old in kept.values()),
        opened=tuple(new for new in settled if new.known_from == now),
    )


def replay(events: Iterable[tuple[int, Event]]) -> Iterator[Period]:
    """All periods, past and open, that a series' events leave when taken in known order."""
    series = Series()
    for now, event in events:
        yield from series.apply(event, now).closed
    for periods in series.periods.values():
        yield from periods


def _first_day(period: Period) -> int:
    return period.effective_from
