"""Finds the sheets of a file: one long table to stream, or a workbook read whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from bairi.ground.tables.cells import Row
from bairi.ground.tables.faults import CellProblem
from bairi.ground.tables.headers import Header, find_header
from bairi.ground.tables.problems import ColumnsMissing, SheetMissing
from bairi.ground.tables.reading import MAX_ROWS, SheetReading
from bairi.ground.tables.rules.dates import Period
from bairi.ground.tables.rules.words import fold
from bairi.ground.tables.schema import Sheet
from bairi.ground.tables.sources import Book, RawSheet, open_table


def open_sheet(
    source: bytes | Path, sheet: Sheet, *, name: str = "", period: Period | None = None, limit: int = MAX_ROWS
) -> SheetReading:
    """The best sheet of the file for this schema, ready to iterate: for long tables.

    Raises SheetMissing, ColumnsMissing, and what `open_table` raises.
    """
    book = open_table(source, name)
    found = _best(book, sheet, book.sheets)
    if found is None:
        raise SheetMissing(file=book.name, sheet=str(sheet.title), columns=_labels(sheet, None))
    reading = SheetReading(found[0], sheet, found[1], period, limit)
    if reading.missing:
        raise ColumnsMissing(sheet=found[0].name, columns=_labels(sheet, reading.missing), row=found[1].last)
    return reading


def _labels(sheet: Sheet, names: list[str] | None) -> str:
    wanted = [c for c in sheet.columns if (c.required if names is None else c.name in names)]
    return ", ".join(str(column.label) for column in wanted)


def _best(book: Book, sheet: Sheet, among: Sequence[RawSheet]) -> tuple[RawSheet, Header] | None:
    """By title first, then by how many columns its header has; a visible sheet before a hidden one."""
    titles = {fold(title) for title in sheet.titles()}
    found: list[tuple[tuple[bool, bool, int], RawSheet, Header]] = []
    for raw in among:
        header = find_header(raw, sheet)
        if header:
            titled = any(title in fold(raw.name) for title in titles)
            found.append(((titled, not raw.hidden, len(header.columns)), raw, header))
    best = max(found, key=lambda item: item[0], default=None)
    return best[1:] if best else None


@dataclass
class Reading:
    """A workbook read whole: rows by the sheet's schema name; everything wrong, everything doubtful."""

    book: Book
    rows: dict[str, list[Row]] = field(default_factory=dict)
    sheets: dict[str, SheetReading] = field(default_factory=dict)
    file_problems: list[CellProblem] = field(default_factory=list)

    @property
    def problems(self) -> list[CellProblem]:
        """All that is refused, sheet by sheet."""
        return self.file_problems + [problem for sheet in self.sheets.values() for problem in sheet.problems]

    @property
    def notices(self) -> list[CellProblem]:
        """All that goes in with a mark, sheet by sheet."""
        return [notice for sheet in self.sheets.values() for notice in sheet.notices]


def read_workbook(
    source: bytes | Path, sheets: Sequence[Sheet], *, name: str = "", period: Period | None = None
) -> Reading:
    """Every declared sheet that the file has. A sheet that must be there and is not is a problem of the reading.

    Raises SheetMissing when the file has none of them, and what `open_table` raises.
    """
    reading = Reading(open_table(source, name))
    left = list(reading.book.sheets)
    for sheet in sheets:
        found = _best(reading.book, sheet, _candidates(sheet, sheets, left))
        if found:
            left.remove(found[0])
            reading.sheets[sheet.name] = SheetReading(found[0], sheet, found[1], period, MAX_ROWS)
    if not reading.sheets:
        raise SheetMissing(file=reading.book.name, sheet=str(sheets[0].title), columns=_labels(sheets[0], None))
    for sheet in sheets:
        _read_into(reading, sheet)
    return reading


def _candidates(sheet: Sheet, sheets: Sequence[Sheet], left: list[RawSheet]) -> list[RawSheet]:
    """Sheets titled for this schema; otherwise those titled for no schema at all."""
    own = {fold(title) for title in sheet.titles()}
    titled = [raw for raw in left if any(title in fold(raw.name) for title in own)]
    if titled:
        return titled
    every = {fold(title) for other in sheets for title in other.titles()}
    return [raw for raw in left if not any(title in fold(raw.name) for title in every)]


def _read_into(reading: Reading, sheet: Sheet) -> None:
    found = reading.sheets.get(sheet.name)
    if found is None:
        if sheet.required:
            reading.file_problems.append(_sheet_missing(sheet))
        return
    for missing in found.missing:
        found.add(found.header.last, found.first.column.name, "column_missing", column=sheet.column(missing).label)
    reading.rows[sheet.name] = [] if found.missing else list(found)


def _sheet_missing(sheet: Sheet) -> CellProblem:
    return CellProblem(
        str(sheet.title), 1, "", sheet.title, "A1", "", "sheet_missing",
        _("The sheet “%(sheet)s” is missing or has none of its columns."), _("Copy it from the template."),
    )  # fmt: skip
