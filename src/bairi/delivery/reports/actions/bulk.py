"""Many reports of one campaign at once: what the one intake does to each, with the reading and writing done together.

A plain report (a total that corrects nothing) is judged from facts at hand and written with its neighbours. Whatever
is out of the ordinary goes through `take_in` by itself, in its turn. The order of the reports is kept.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from itertools import count
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from bairi.delivery.reports.actions.entries import NewReport
from bairi.delivery.reports.actions.facts import Arrival, zone
from bairi.delivery.reports.actions.hand import Hand, by_hand
from bairi.delivery.reports.actions.intake import ADVANCE_CLOCK, INSERT_REPORT, take_in
from bairi.delivery.reports.actions.judge import NAME_LIMIT, NOTE_LIMIT, judge
from bairi.delivery.reports.actions.many import in_parts, insert_many, run_many
from bairi.delivery.reports.actions.meeting import as_uuid
from bairi.delivery.reports.actions.ready import Ready, ReadyTargets
from bairi.delivery.reports.actions.series import CLOSE_PERIOD
from bairi.delivery.reports.actions.stamps import Stamp, event_stamp, personal_stamp, quoted
from bairi.delivery.reports.events import ReportReceived
from bairi.delivery.reports.problems import UuidTaken
from bairi.delivery.reports.rules import Level
from bairi.delivery.reports.rules.readings import DECIMALS, LARGEST, LATE, PROXY, doubts, total
from bairi.ground.access import Actor, Problem
from bairi.ground.access.known import to_moment
from bairi.ground.transparency.actions import COLUMNS
from bairi.ground.transparency.actions.append import seal
from bairi.plan.campaigns.models import Campaign

REPORT_COLUMNS: Final = tuple(INSERT_REPORT.partition("(")[2].partition(")")[0].replace(",", " ").split())
PERIOD_COLUMNS: Final = (
    "target_id", "item_id", "level", "effective_from", "effective_to", "known_from", "known_to", "value", "claim_id",
)  # fmt: skip
CLOCK = "SELECT known FROM campaigns_campaignclock WHERE campaign_id = %s"
EARLIER = "SELECT uuid, id, digest FROM reports_report WHERE uuid IN ({uuids})"
LAST = "SELECT COALESCE(MAX(id), 0) FROM reports_report"
FRESH = "SELECT nextval(pg_get_serial_sequence('reports_report', 'id')) FROM generate_series(1, %s)"
SALT = 32


class Words(NamedTuple):
    """What differs from row to row, as JSON."""

    number: str
    day: str
    figure: str
    note: str
    entered_for: str


class NotPlain(Exception):  # noqa: N818 - an answer, not a fault
    """A report that cannot be tried without the database: everything before it must be written first."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A report that is kept: new, or there before. `stands`: its figure is the one of its day."""

    is_new: bool
    marks: tuple[str, ...] = ()
    stands: bool = True


Fate = Taken | Problem


class Bulk:
    """Takes in the reports of one sheet, part by part; each part is one transaction.

    With `keeps` False nothing is read under lock and nothing is written: what would become of plain reports.
    """

    def __init__(self, campaign: Campaign, *, group: UUID, by: Actor, at: datetime, keeps: bool = True) -> None:
        self.campaign, self.group, self.by, self.keeps = campaign, group, by, keeps
        self._arrival = Arrival.of(at)
        self._ready = ReadyTargets(campaign, by)
        self._left = -1
        self._known = 0
        self._today = date.min
        self._earlier: dict[str, tuple[int, str]] = {}
        self._many = 0
        self._personal: Stamp | None = None
        self._keys: Iterator[int] = count(-1, -1)
        self._clear()

    def _clear(self) -> None:
        self._reports: list[tuple[Any, ...]] = []
        self._leaves: list[tuple[Any, ...]] = []
        self._touched: dict[int, Ready] = {}

    def take(self, news: Sequence[NewReport]) -> list[Fate]:
        """What became of each report, in order. Raises NotPlain when it keeps nothing and meets one that is not."""
        if not self.keeps:
            with by_hand() as cursor:
                return self._go_through(cursor, news)
        try:
            with transaction.atomic(), by_hand() as cursor:
                fates = self._go_through(cursor, news)
                self._write(cursor)
        except IntegrityError:  # a number that came in for another campaign meanwhile: by itself each says what it is
            self._clear()
            self._ready.clear()
            with transaction.atomic(), by_hand() as cursor:
                fates = [self._by_itself(cursor, new) for new in news]
        return fates

    def _go_through(self, cursor: Hand, news: Sequence[NewReport]) -> list[Fate]:
        self._begin(cursor)
        found = [self._ready.find(cursor, new) for new in news]
        self._ready.load_runs(cursor, [ready for ready in found if isinstance(ready, Ready)])
        self._look_for_earlier(cursor, news)
        self._many = len(news)
        self._take_keys(cursor, self._many)
        return [self._fate(cursor, new, ready) for new, ready in zip(news, found, strict=True)]

    def _take_keys(self, cursor: Hand, many: int) -> None:
        """Keys for so many new reports."""
        if not self.keeps:
            return
        if connection.vendor == "postgresql":
            self._keys = iter([row[0] for row in cursor.execute(FRESH, [many]).fetchall()])
        else:
            (last,) = cursor.execute(LAST, []).fetchone() or (0,)
            self._keys = iter(range(last + 1, last + many + 1))

    def _begin(self, cursor: Hand) -> None:
        """Take the campaign's lock. What is at hand still holds if nobody has moved the clock since."""
        lock = " FOR UPDATE" if self.keeps and connection.vendor == "postgresql" else ""
        row = cursor.execute(CLOCK + lock, [self.campaign.pk]).fetchone()
        known = 0 if row is None else row[0]
        if known != self._left:
            self._ready.clear()
            self._known = self._left = known
        known = self._arrival.known(self._known, replay_at=self.campaign.replay_at)
        self._known = known - 1
        self._today = to_moment(known).astimezone(zone(self.campaign.time_zone)).date()

    def _look_for_earlier(self, cursor: Hand, news: Sequence[NewReport]) -> None:
        if self.keeps:
            self._earlier = {}
        for part in in_parts([new.uuid.hex for new in news]):
            sql = EARLIER.format(uuids=", ".join(["%s"] * len(part)))
            for uuid, key, digest in cursor.execute(sql, part).fetchall():
                self._earlier[as_uuid(uuid).hex] = (key, digest)

    def _fate(self, cursor: Hand, new: NewReport, ready: Ready | Problem) -> Fate:
        if isinstance(ready, Problem):
            return ready
        try:
            if new.item is None and not new.supersedes and new.base is None and not new.evidence:
                return self._plainly(new, ready)
        except Problem as problem:
            return problem
        if not self.keeps:
            raise NotPlain
        self._write(cursor)
        fate = self._by_itself(cursor, new)
        self._ready.forget_run(ready)
        self._ready.load_runs(cursor, [ready])
        if connection.vendor == "sqlite":
            self._take_keys(cursor, self._many)
        return fate

    def _by_itself(self, cursor: Hand, new: NewReport) -> Fate:
        try:
            receipt = take_in(cursor, new, by=self.by, arrival=self._arrival, group=self.group)
        except Problem as problem:
            return problem
        if receipt.is_new:
            self._known = self._left = receipt.known
        return Taken(is_new=receipt.is_new, marks=receipt.marks)

    def _plainly(self, new: NewReport, ready: Ready) -> Fate:
        """As `go_on`, for a report that corrects nothing. Raises the refusals of `judge`, and UuidTaken."""
        facts, run, number, iso = ready.facts, ready.run, str(new.uuid), new.effective_on.isoformat()
        assert run is not None
        entered = None if new.value is None else round(float(new.value), DECIMALS)
        words = Words(
            number=f'"{number}"', day=f'"{iso}"', figure="null" if entered is None else repr(entered),
            note=quoted(new.note), entered_for=quoted(new.entered_for),
        )  # fmt: skip
        claim = ready.claims[new.entered_as](words.day, words.entered_for, words.figure, words.note, words.number)
        digest = sha256(claim.encode()).hexdigest()
        key, ordinal = new.uuid.hex, new.effective_on.toordinal()
        earlier = self._earlier.get(key)
        if earlier is not None:
            if earlier[1] != digest:
                raise UuidTaken(report=new.uuid)
            standing = run.period_on(ordinal)
            return Taken(is_new=False, stands=standing is not None and standing.claim == earlier[0])
        if entered is None or not self._is_ordinary(new, ready, entered):
            judge(new, facts, self._known + 1, self.by)
        assert entered is not None
        before = run.value_on(ordinal)
        value = entered if new.entered_as == "total" else total(new.entered_as, entered, before, facts.baseline)
        proxy = ready.is_proxy or bool(new.entered_for)
        marks = doubts(value, before, ready.bar) + (LATE,) * (new.effective_on < self._today) + (PROXY,) * proxy
        self._known = known = self._known + 1
        report_id = next(self._keys)
        self._earlier[key] = (report_id, digest)
        run.claim(ordinal, value, report_id, known)
        if self.keeps:
            stamp, marks_json = self._stamp(new, ready, marks, proxy=proxy)
            payload = stamp(f'"{digest}"', words.day, words.figure, words.number, repr(value))
            self._leaves.append(self._leaf(number, payload, words, known, facts.place_code))
            self._reports.append(
                (report_id, key, facts.campaign_id, facts.target_id, None, known, iso, value, new.entered_as, entered,
                 None, "", new.note, marks_json, self.by.via, new.skew_ms, self.by.user_id, self.by.name,
                 new.entered_for, proxy, "waiting", digest, new.source)
            )  # fmt: skip
            self._touched[facts.target_id] = ready
        return Taken(is_new=True, marks=marks)

    def _is_ordinary(self, new: NewReport, ready: Ready, entered: float) -> bool:
        """Whether there is surely nothing that `judge` would refuse; where there may be, it is asked."""
        return (
            ready.is_sound
            and 0.0 <= entered <= LARGEST
            and new.effective_on <= self._today
            and (not ready.facts.whole or entered.is_integer())
            and new.unit in ready.units
            and len(new.note) <= NOTE_LIMIT
            and len(new.entered_for) <= NAME_LIMIT
        )

    def _stamp(self, new: NewReport, ready: Ready, marks: tuple[str, ...], *, proxy: bool) -> tuple[Stamp, str]:
        """What makes the event of such a report, and its marks as they are stored."""
        kind = (new.entered_as, marks, proxy)
        stamp = ready.events.get(kind)
        if stamp is None:
            facts = ready.facts
            exact = replace(new, place=facts.place_code, measure=facts.measure_code)
            made = event_stamp(exact, facts, marks, proxy=proxy, by=self.by)
            stamp = ready.events[kind] = (made, json.dumps(marks))
            self._personal = self._personal or personal_stamp(exact, facts, self.by)
        return stamp

    def _leaf(self, number: str, payload: str, words: Words, known: int, place: str) -> tuple[Any, ...]:
        assert self._personal is not None
        personal = self._personal(words.entered_for, words.note)
        salts = secrets.token_bytes(SALT)
        return seal(
            ReportReceived.kind,
            number,
            payload,
            personal,
            salts,
            by=self.by,
            known=known,
            place=place,
            group=self.group,
        )

    def _write(self, cursor: Hand) -> None:
        """Write all that was taken in: reports, leaves, periods, and the clock."""
        if not self._reports:
            return
        insert_many("reports_report", REPORT_COLUMNS, self._reports)
        insert_many("transparency_event", COLUMNS, self._leaves)
        closed: list[tuple[Any, ...]] = []
        opened: list[tuple[Any, ...]] = []
        for target, ready in sorted(self._touched.items()):
            assert ready.run is not None
            level = int(Level.REPORTED)
            closed += [(p.known_to, target, 0, level, p.effective_from) for p in ready.run.closed]
            opened += [
                (target, 0, level, p.effective_from, p.effective_to, p.known_from, p.known_to, p.value, p.claim)
                for p in ready.run.opened
            ]
            ready.run.settled()
        run_many(CLOSE_PERIOD, closed)
        insert_many("reports_standing", PERIOD_COLUMNS, opened)
        cursor.execute(ADVANCE_CLOCK, [self._known, self.campaign.pk])
        self._left = self._known
        self._clear()
