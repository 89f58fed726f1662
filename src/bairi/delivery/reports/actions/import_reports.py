"""A sheet of reports goes in row by row: good rows stay, refused rows come back to be mended and sent again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bairi.delivery.reports.actions.bulk import Bulk, Fate, NotPlain, Taken
from bairi.delivery.reports.actions.many import collector_at_rest
from bairi.delivery.reports.actions.sheet_rows import ReportRows
from bairi.delivery.reports.permissions import IMPORT_REPORTS
from bairi.delivery.reports.rules.readings import ABOVE_TARGET, CONFLICT, FALLING, JUMP
from bairi.delivery.reports.workbook.sheet import REPORTS
from bairi.ground.access import Actor, require
from bairi.ground.tables import CellProblem, Row, SheetReading, open_sheet, write_refused
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import campaign_for

PART: Final = 10_000
"""Rows of one transaction: others' reports wait no longer than these take."""
DOUBTFUL: Final = (ABOVE_TARGET, FALLING, JUMP, CONFLICT)
"""Marks that the sender should look at once more; others say only when and by whom it was entered."""
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class ImportedReports:
    """What became of a sheet, or would become.

    `rows` counts the rows with something in them, `taken` the reports that are new, `again` those that had come in
    before, `refused` the rows left out. `marks` counts the new reports' marks; `doubtful` names the rows with a mark to
    look at. `refused_sheet` holds the refused rows as a workbook to mend.
    """

    campaign: str
    name: str
    sheet: str = ""
    rows: int = 0
    taken: int = 0
    again: int = 0
    refused: int = 0
    marks: Counter[str] = field(default_factory=Counter)
    doubtful: list[tuple[int, str, str, tuple[str, ...]]] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    notices: list[CellProblem] = field(default_factory=list)
    refused_sheet: bytes | None = None


def import_reports(
    *,
    source: bytes | Path,
    name: str = "",
    campaign: str,
    dry_run: bool = False,
    progress: Progress | None = None,
    by: Actor,
    at: datetime,
) -> ImportedReports:
    """Take in the rows of a sheet that can be, each as one report, all under one group id, part by part.

    The number of a report follows from what its row says, unless the row brings one: the same sheet sent twice, or
    again after it broke off, is taken in once. With `dry_run` nothing is kept.

    Raises NotVisible, NotAllowed, and what `tables` raises for a file that holds no such sheet.
    """
    row = campaign_for(by, campaign)
    require(by, IMPORT_REPORTS, campaign_code=row.code)
    work = _Import(source, name, row, replace(by, via="sheet"), at, progress or (lambda _done, _rows: None))
    if not dry_run:
        return work.run(keeps=True)
    try:
        return work.run(keeps=False)
    except NotPlain:
        with transaction.atomic():
            outcome = work.run(keeps=True)
            transaction.set_rollback(True)
        return outcome


class _Import:
    def __init__(
        self, source: bytes | Path, name: str, campaign: Campaign, by: Actor, at: datetime, progress: Progress
    ) -> None:
        self.source, self.name, self.campaign, self.by, self.at = source, name, campaign, by, at
        self.progress = progress

    def run(self, *, keeps: bool) -> ImportedReports:
        period = (self.campaign.start_on, self.campaign.deadline_on)
        reading = open_sheet(self.source, REPORTS, name=self.name, period=period)
        rows = ReportRows(reading, self.campaign, self.by)
        bulk = Bulk(self.campaign, group=uuid4(), by=self.by, at=self.at, keeps=keeps)
        outcome = ImportedReports(self.campaign.code, self.campaign.name, reading.name)
        refused: list[Row] = []
        with collector_at_rest():
            for part in _parts(reading):
                refused += self._take(part, rows, bulk, outcome)
                outcome.rows = reading.count
                self.progress(reading.count, max(reading.raw.height - reading.header.last, reading.count))
        outcome.refused = len(refused)
        outcome.problems, outcome.notices = reading.problems, reading.notices
        if refused:
            outcome.refused_sheet = write_refused(REPORTS, refused, reading.header.columns)
        return outcome

    def _take(self, part: list[Row], rows: ReportRows, bulk: Bulk, outcome: ImportedReports) -> list[Row]:
        """Take in one part; the rows that were refused."""
        made = [(row, report) for row in part if (report := rows.report(row)) is not None]
        fates = bulk.take([report for _row, report in made])
        for (row, _report), fate in zip(made, fates, strict=True):
            self._note(row, fate, rows, outcome)
        refused = [row for row in part if row.problems]
        for row in refused:
            row.values = {}  # what was typed is in its cells; a whole sheet of refused rows must not fill the memory
        return refused

    def _note(self, row: Row, fate: Fate, rows: ReportRows, outcome: ImportedReports) -> None:
        if not isinstance(fate, Taken):
            rows.refuse(row, fate)
        elif fate.is_new:
            outcome.taken += 1
            if fate.marks:
                outcome.marks.update(fate.marks)
                doubts = tuple(mark for mark in fate.marks if mark in DOUBTFUL)
                if doubts:
                    outcome.doubtful.append((row.number, rows.place_name(row["place"]), row["task"], doubts))
        else:
            outcome.again += 1
            if not fate.stands:
                message = _("This came in before and another report has taken its place since. It was not taken again.")
                mend = _("To report it anew, say why in the note.")
                rows.reading.add(row.number, "value", "overtaken", message, mend, level="notice")


def _parts(reading: SheetReading) -> Iterator[list[Row]]:
    rows = iter(reading)
    while part := list(islice(rows, PART)):
        yield part
