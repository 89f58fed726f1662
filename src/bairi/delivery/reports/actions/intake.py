"""The one intake: whatever door a report comes through, it is judged, kept, settled and logged here."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from bairi.delivery.reports.actions.entries import NewReport
from bairi.delivery.reports.actions.evidence import attach, check_files
from bairi.delivery.reports.actions.facts import Arrival, Asked, Facts, ask_target, open_target
from bairi.delivery.reports.actions.hand import Hand, Write
from bairi.delivery.reports.actions.judge import check_number, is_proxy, judge, marks_of_entry
from bairi.delivery.reports.actions.measures import Reading, read_item, read_tally
from bairi.delivery.reports.actions.series import closings, load_series, openings
from bairi.delivery.reports.events import ReportReceived
from bairi.delivery.reports.problems import UuidTaken
from bairi.delivery.reports.queries.receipts import Receipt, find_receipt
from bairi.delivery.reports.rules.readings import CONFLICT, DECIMALS, content_digest
from bairi.delivery.reports.rules.standing import Claimed
from bairi.ground.access import Actor
from bairi.ground.access.known import to_moment
from bairi.ground.transparency.actions import INSERT_SQL, prepare

INSERT_REPORT = """
INSERT INTO reports_report (id, uuid, campaign_id, target_id, item_id, known, effective_on, value, entered_as,
    entered_value, base, stage, note, marks, via, skew_ms, entered_by_id, entered_by_name, entered_for, is_proxy,
    state, digest, source)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'waiting', %s, %s)"""

ADVANCE_CLOCK = "UPDATE campaigns_campaignclock SET known = %s WHERE campaign_id = %s"
INSERT_LINK = "INSERT INTO reports_report_supersedes (from_report_id, to_report_id) VALUES (%s, %s)"
INSERT_CONFLICT = """
INSERT INTO reports_conflict (target_id, first_id, second_id, opened_known, resolved_by_name)
VALUES (%s, %s, %s, %s, '')"""

LEAF_DIGEST: Final = 6  # where `prepare` puts the digest, see its COLUMNS


@dataclass(frozen=True, slots=True)
class Judged:
    """A report that goes in: as sent, what it is judged by, its figures, its moment and its marks."""

    report_id: int
    new: NewReport
    facts: Facts
    reading: Reading
    known: int
    marks: tuple[str, ...]
    proxy: bool
    digest: str


def take_in(cursor: Hand, new: NewReport, *, by: Actor, arrival: Arrival, group: UUID | None = None) -> Receipt:
    """Take a report in within the caller's transaction. Raises as `go_on`."""
    new = as_asked(new)
    return go_on(cursor, new, ask_target(cursor, new), by=by, arrival=arrival, group=group, clocks={})


def as_asked(new: NewReport) -> NewReport:
    """An item's report is kept at the measure that counts, and moves all of its task."""
    return new if new.item is None or not new.measure else replace(new, measure="")


def go_on(
    cursor: Hand,
    new: NewReport,
    asked: Asked,
    *,
    by: Actor,
    arrival: Arrival,
    group: UUID | None,
    clocks: dict[int, int],
) -> Receipt:
    """Take in a report that was asked about. Nothing is written before all is judged.

    `clocks` holds, by campaign, the last moment given out since it was asked. Raises UuidTaken, and the refusals of
    `open_target`, `judge` and `meet`.
    """
    opening = open_target(cursor, new, by, asked)
    facts = opening.facts
    check_number(new.value, facts)
    new = replace(new, place=facts.place_code, measure=facts.measure_code)
    digest = digest_of(new)
    if opening.earlier_id is not None:
        return _same_again(new, digest)
    last_known = max(facts.last_known, clocks.get(facts.campaign_id, 0))
    known = clocks[facts.campaign_id] = arrival.known(last_known, replay_at=facts.replay_at)
    judge(new, facts, known, by)
    files = check_files(new.evidence)
    reading = read_tally(cursor, new, opening) if new.item is None else read_item(cursor, new, opening)
    proxy = is_proxy(new, facts, by)
    differs = (CONFLICT,) if reading.meeting.conflict_id is not None else ()
    marks = (*reading.marks, *marks_of_entry(new, facts, known, proxy=proxy), *differs)
    judged = Judged(opening.fresh_id, new, facts, reading, known, marks, proxy, digest)
    leaf = prepare(event_of(judged, by), by=by, at=known, place=facts.place_code, group=group)
    clock = (ADVANCE_CLOCK, [known, facts.campaign_id])
    closed, opened = _settle(cursor, judged)
    cursor.write([(INSERT_REPORT, row_of(judged, by)), (INSERT_SQL, leaf), clock, *_links(judged), *closed])
    cursor.write(opened)
    attach(judged.report_id, new.evidence, known, new.source)
    return replace(receipt_of(judged, leaf[LEAF_DIGEST].hex()), files=files)


def digest_of(new: NewReport) -> str:
    """SHA-256 of what was claimed: not by whom, nor when it came in, nor its files, which may follow."""
    return content_digest(content_of(new))


def content_of(new: NewReport) -> dict[str, object]:
    """What was claimed, as its digest takes it."""
    return {
        "uuid": str(new.uuid),
        "campaign": new.campaign,
        "place": new.place,
        "task": new.task,
        "measure": new.measure,
        "effective_on": new.effective_on.isoformat(),
        "entered_as": new.entered_as,
        "entered_value": None if new.value is None else round(float(new.value), DECIMALS),
        "base": None if new.base is None else str(new.base),
        "supersedes": sorted(str(uuid) for uuid in new.supersedes),
        "item": None if new.item is None else str(new.item),
        "stage": new.stage,
        "note": new.note,
        "entered_for": new.entered_for,
    }


def _same_again(new: NewReport, digest: str) -> Receipt:
    receipt = find_receipt(new.uuid)
    if receipt.digest != digest:
        raise UuidTaken(report=new.uuid)
    return replace(receipt, is_new=False)


def row_of(judged: Judged, by: Actor) -> tuple[str | int | float | bool | None, ...]:
    """Values of the report's row, in the order of `INSERT_REPORT`."""
    new, facts, reading = judged.new, judged.facts, judged.reading
    base = None if new.base is None else new.base.hex
    return (
        judged.report_id, new.uuid.hex, facts.campaign_id, facts.target_id, reading.item_id, judged.known,
        new.effective_on.isoformat(), reading.value, new.entered_as, reading.entered_value, base, new.stage, new.note,
        json.dumps(judged.marks), by.via, new.skew_ms, by.user_id, by.name, new.entered_for, judged.proxy,
        judged.digest, new.source,
    )  # fmt: skip


def _links(judged: Judged) -> list[Write]:
    """What the report supersedes, and what it differs with."""
    report_id, meeting = judged.report_id, judged.reading.meeting
    links: list[Write] = [(INSERT_LINK, [report_id, older]) for older in meeting.superseded]
    if meeting.conflict_id is not None:
        links.append((INSERT_CONFLICT, [judged.facts.target_id, meeting.conflict_id, report_id, judged.known]))
    return links


def _settle(cursor: Hand, judged: Judged) -> tuple[list[Write], list[Write]]:
    """Settle the report's day in each of its series: the periods to close, and then to open."""
    reading, known = judged.reading, judged.known
    older, day = reading.meeting.superseded, judged.new.effective_on.toordinal()
    closed: list[Write] = []
    opened: list[Write] = []
    for key in reading.keys:
        series = reading.series
        if older or key is not reading.keys[0]:
            series = load_series(cursor, key, last_known=judged.facts.last_known, reports=older, days=[day])
        change = series.apply(Claimed(judged.report_id, day, reading.value_in(key), older), known)
        closed += closings(key, change, known)
        opened += openings(key, change, known)
    return closed, opened


def event_of(judged: Judged, by: Actor) -> ReportReceived:
    """The past fact that the log keeps."""
    new, facts, reading = judged.new, judged.facts, judged.reading
    return ReportReceived(
        report=new.uuid,
        campaign=facts.campaign_code,
        task=facts.task_code,
        measure=facts.measure_code,
        item=new.item,
        stage=new.stage,
        effective_on=new.effective_on,
        value=reading.value,
        unit=facts.unit,
        entered_as=new.entered_as,
        entered_value=reading.entered_value,
        base=new.base,
        supersedes=tuple(new.supersedes),
        conflict_with=reading.meeting.conflict_with,
        marks=judged.marks,
        evidence=tuple(dict.fromkeys(attachment.sha256 for attachment in new.evidence)),
        via=by.via,
        is_proxy=judged.proxy,
        digest=judged.digest,
        note=new.note,
        entered_for=new.entered_for,
    )


def receipt_of(judged: Judged, leaf: str) -> Receipt:
    """The answer to a report that went in now."""
    new, facts = judged.new, judged.facts
    return Receipt(
        uuid=new.uuid,
        digest=judged.digest,
        event=leaf,
        known=judged.known,
        known_at=to_moment(judged.known),
        campaign=facts.campaign_code,
        place=facts.place_code,
        task=facts.task_code,
        measure=facts.measure_code,
        value=judged.reading.value,
        unit=facts.unit,
        effective_on=new.effective_on,
        state="waiting",
        marks=judged.marks,
        conflict_with=judged.reading.meeting.conflict_with,
    )
