"""The stored side of a series: reads the part that an event can touch, writes what settling changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bairi.delivery.reports.actions.hand import Hand, Write
from bairi.delivery.reports.rules import Level
from bairi.delivery.reports.rules.standing import OPEN, Change, Claim, Event, Finding, Period, Series

# OPEN stands in the text, not among the parameters: SQLite uses a partial index only where it sees the condition.
OPEN_PERIODS = """
SELECT level, effective_from, effective_to, known_from, value, claim_id FROM reports_standing
WHERE target_id = %s AND item_id = %s AND known_to = :open AND effective_to >= %s ORDER BY level, effective_from
""".replace(":open", str(OPEN))

CLOSE_PERIOD = """
UPDATE reports_standing SET known_to = %s
WHERE target_id = %s AND item_id = %s AND level = %s AND effective_from = %s AND known_to = :open
""".replace(":open", str(OPEN))

OPEN_PERIOD = """
INSERT INTO reports_standing
    (target_id, item_id, level, effective_from, effective_to, known_from, known_to, value, claim_id)
VALUES (%s, %s, %s, %s, %s, %s, :open, %s, %s)
""".replace(":open", str(OPEN))

# The reports named, all that they supersede, others of the series on the days of these, and all that supersede any.
CLAIMS = """
WITH RECURSIVE
up(id) AS (
    SELECT id FROM reports_report WHERE id IN ({seeds})
    UNION SELECT s.to_report_id FROM reports_report_supersedes s JOIN up ON s.from_report_id = up.id
),
same_day(id) AS (
    SELECT r.id FROM reports_report r
    WHERE {of_series}
      AND r.effective_on IN (SELECT o.effective_on FROM reports_report o WHERE o.id IN (SELECT id FROM up))
),
down(id) AS (
    SELECT id FROM same_day UNION SELECT id FROM up
    UNION SELECT s.from_report_id FROM reports_report_supersedes s JOIN down ON s.to_report_id = down.id
)
SELECT r.id, r.known, r.effective_on, r.value, r.entered_value, r.stage, r.state FROM reports_report r
WHERE r.id IN (SELECT id FROM down)"""

LINKS = "SELECT from_report_id, to_report_id FROM reports_report_supersedes WHERE from_report_id IN ({ids})"

FINDINGS = """
SELECT id, known, effective_on, value, report_id, supersedes_id, withdrawn_known IS NOT NULL
FROM reports_verification WHERE target_id = %s AND {item}"""

EARLIEST = 0


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """One series: a target, and the item for an itemised one. `value_of` says what an item's report comes to there."""

    target_id: int
    item_id: int | None = None
    value_of: Callable[[float, str], float] | None = None

    @property
    def item_column(self) -> int:
        return self.item_id or 0


def as_day(value: date | str) -> date:
    """A date column as the engine's bare cursor gives it."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def load_series(
    cursor: Hand, key: SeriesKey, *, last_known: int, reports: Iterable[int] = (), days: Iterable[int] = ()
) -> Series:
    """The part of a series that an event about the reports named, or a new claim or finding on the days, can touch."""
    series = Series(last_known=last_known)
    findings = _findings(cursor, key)
    seeds = {*reports, *(found.report for found in findings if found.report is not None)}
    series.findings = {found.key: found for found in findings}
    series.claims = {claim.key: claim for claim in _claims(cursor, key, sorted(seeds))} if seeds else {}
    touched = [*days, *(c.day for c in series.claims.values()), *(f.day for f in findings)]
    load_periods(cursor, key, series, min(touched, default=EARLIEST))
    return series


def load_periods(cursor: Hand, key: SeriesKey, series: Series, first_day: int) -> None:
    """Put the open-known periods that touch `first_day` or come later into the series."""
    rows = cursor.execute(OPEN_PERIODS, [key.target_id, key.item_column, first_day])
    for level, start, end, known_from, value, claim in rows.fetchall():
        series.periods[Level(level)].append(Period(Level(level), start, end, known_from, OPEN, value, claim))


def settle_event(cursor: Hand, key: SeriesKey, series: Series, event: Event, now: int) -> None:
    """Apply an event to the series and write what changes."""
    write_change(cursor, key, series.apply(event, now), now)


def write_change(cursor: Hand, key: SeriesKey, change: Change, now: int) -> None:
    """Close and open the periods of one series."""
    cursor.write(closings(key, change, now))
    cursor.write(openings(key, change, now))


def closings(key: SeriesKey, change: Change, now: int) -> list[Write]:
    """The writes that close periods. They come before those that open others on the same days."""
    target, item = key.target_id, key.item_column
    return [(CLOSE_PERIOD, [now, target, item, int(old.level), old.effective_from]) for old in change.closed]


def openings(key: SeriesKey, change: Change, now: int) -> list[Write]:
    """The writes that open periods."""
    target, item = key.target_id, key.item_column
    return [
        (OPEN_PERIOD, [target, item, int(p.level), p.effective_from, p.effective_to, now, p.value, p.source])
        for p in change.opened
    ]


def _claims(cursor: Hand, key: SeriesKey, seeds: Sequence[int]) -> list[Claim]:
    of_series = "r.target_id = %s AND r.item_id IS NULL" if key.item_id is None else "r.item_id = %s"
    sql = CLAIMS.format(seeds=_places(seeds), of_series=of_series)
    rows = cursor.execute(sql, [*seeds, key.target_id if key.item_id is None else key.item_id]).fetchall()
    links = _links(cursor, [row[0] for row in rows])
    return [_claim(row, links.get(row[0], ()), key) for row in rows]


def _claim(row: Sequence[Any], supersedes: Sequence[int], key: SeriesKey) -> Claim:
    report, known, effective_on, value, entered, stage, state = row
    worth = value if key.value_of is None else key.value_of(entered, stage)
    day = as_day(effective_on).toordinal()
    return Claim(report, known, day, worth, tuple(supersedes), state == "withdrawn", state == "confirmed")


def _links(cursor: Hand, reports: Sequence[int]) -> dict[int, list[int]]:
    links: dict[int, list[int]] = {}
    for newer, older in cursor.execute(LINKS.format(ids=_places(reports)), list(reports)).fetchall():
        links.setdefault(newer, []).append(older)
    return links


def _findings(cursor: Hand, key: SeriesKey) -> list[Finding]:
    item = "item_id IS NULL" if key.item_id is None else "item_id = %s"
    values = [key.target_id] if key.item_id is None else [key.target_id, key.item_id]
    rows = cursor.execute(FINDINGS.format(item=item), values)
    return [
        Finding(id_, known, as_day(day).toordinal(), value, report, () if older is None else (older,), bool(gone))
        for id_, known, day, value, report, older, gone in rows.fetchall()
    ]


def _places(values: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"
