"""What a new report meets: the figure that stands, the report that its reporter saw, those that it corrects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bairi.delivery.reports.actions.entries import NewReport
from bairi.delivery.reports.actions.facts import Facts, Opening
from bairi.delivery.reports.actions.hand import Hand
from bairi.delivery.reports.problems import SupersedesOther, UnknownReport
from bairi.delivery.reports.rules import Level
from bairi.delivery.reports.rules.readings import NOTHING_SEEN
from bairi.delivery.reports.rules.standing import OPEN, Period, Series

BY_UUID = "SELECT known, value FROM reports_report WHERE uuid = %s AND target_id = %s"

SUPERSEDED = """
SELECT r.id, r.uuid, r.target_id, r.item_id,
    (SELECT o.id FROM reports_report_supersedes s JOIN reports_report o ON o.id = s.from_report_id
     WHERE s.to_report_id = r.id AND o.state <> 'withdrawn' ORDER BY o.known DESC LIMIT 1)
FROM reports_report r WHERE r.uuid IN ({uuids})"""

UUID_OF = "SELECT uuid FROM reports_report WHERE id = %s"


@dataclass(frozen=True, slots=True)
class Stands:
    """The report whose figure stands on the day of the new one."""

    report_id: int
    uuid: UUID
    known: int
    value: float
    stage: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a new report meets. `seen` is the total that its reporter saw, None for none."""

    stands: Stands | None = None
    seen: float | None = None
    superseded: tuple[int, ...] = ()
    conflict_id: int | None = None
    conflict_with: UUID | None = None


def as_uuid(value: UUID | str) -> UUID:
    """A UUID column as the engine's bare cursor gives it."""
    return value if isinstance(value, UUID) else UUID(value)


def meet(cursor: Hand, new: NewReport, opening: Opening, series: Series, item_id: int | None) -> Meeting:
    """Read what the report meets, and put the periods that it can touch into `series` (of the measure that counts).

    Raises UnknownReport and SupersedesOther for what it says it corrects.
    """
    facts = opening.facts
    stands = _standing_now(opening.standing, new.effective_on.toordinal(), series)
    superseded, rival = _superseded(cursor, new, facts, item_id)
    seen, unseen = _seen(cursor, new, facts, stands)
    if rival is None and unseen and stands is not None and stands.report_id not in superseded:
        rival = stands.report_id
    rival_uuid = None if rival is None else _uuid_of(cursor, rival)
    return Meeting(stands, seen, superseded, rival, rival_uuid)


def _standing_now(rows: Sequence[tuple[Any, ...]], day: int, series: Series) -> Stands | None:
    stands = None
    for start, end, since, value, claim, uuid, known, stage in rows:
        series.periods[Level.REPORTED].append(Period(Level.REPORTED, start, end, since, OPEN, value, claim))
        if start <= day < end:
            stands = Stands(claim, as_uuid(uuid), known, value, stage)
    return stands


def _seen(cursor: Hand, new: NewReport, facts: Facts, stands: Stands | None) -> tuple[float | None, bool]:
    """The total that the reporter saw, and whether another report came in since."""
    if new.base is None:
        return (None if stands is None else stands.value), False
    if stands is not None and stands.uuid == new.base:
        return stands.value, False
    row = None
    if new.base != NOTHING_SEEN:
        row = cursor.execute(BY_UUID, [new.base.hex, facts.target_id]).fetchone()
    known, value = row or (-1, None)
    return value, stands is not None and stands.known > known


def _superseded(cursor: Hand, new: NewReport, facts: Facts, item_id: int | None) -> tuple[tuple[int, ...], int | None]:
    """Keys of the reports that the new one corrects, and a living report that had corrected one of them before."""
    if not new.supersedes:
        return (), None
    found = _rows_by_uuid(cursor, new)
    keys: list[int] = []
    rival = None
    for uuid in new.supersedes:
        if uuid not in found:
            raise UnknownReport(report=uuid)
        key, target_id, item, corrected_by = found[uuid]
        if (target_id, item) != (facts.target_id, item_id):
            raise SupersedesOther(report=uuid)
        keys.append(key)
        rival = corrected_by or rival
    return tuple(dict.fromkeys(keys)), None if rival in keys else rival


def _rows_by_uuid(cursor: Hand, new: NewReport) -> Mapping[UUID, tuple[int, int, int | None, int | None]]:
    places = ", ".join(["%s"] * len(new.supersedes))
    rows = cursor.execute(SUPERSEDED.format(uuids=places), [uuid.hex for uuid in new.supersedes]).fetchall()
    return {as_uuid(row[1]): (row[0], row[2], row[3], row[4]) for row in rows}


def _uuid_of(cursor: Hand, report_id: int) -> UUID:
    row = cursor.execute(UUID_OF, [report_id]).fetchone()
    assert row is not None
    return as_uuid(row[0])
