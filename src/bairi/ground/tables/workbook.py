"""Finds the sheets of a file: one long table to stream, or a workbook read whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from bairi.ground.tables.cells import Row
from bairi.ground.tables.faults import CellProblem
from bairi.ground.tables.headers import Header, find_header, is_called
from bairi.ground.tables.problems import ColumnsMissing, SheetMissing
from bairi.ground.tables.reading import MAX_ROWS, SheetReading
from bairi.ground.tables.rules.dates import Period
from bairi.ground.tables.rules.words import fold
from bairi.ground.tables.schema import LIST_SHEET, LISTS, READ_ME, Sheet, in_every_language
from bairi.ground.tables.sources import Book, RawSheet, open_table


def open_sheet(
    source: bytes | Path, sheet: Sheet, *, name: str = "", period: Period | None = None, limit: int = MAX_ROWS
) -> SheetReading:
    """The best sheet of the file for this schema, ready to iterate: for long tables.

    Raises SheetMissing, ColumnsMissing, and what `open_table` raises.
    """
    book = open_table(source, name)
    found = [
        ((_likeness(raw, sheet), not raw.hidden, len(header.columns)), raw, header)
        for raw in book.sheets
        if raw.name != LIST_SHEET and (header := find_header(raw, sheet)) is not None
    ]
    if not found:
        raise SheetMissing(file=book.name, sheet=str(sheet.title), columns=_labels(sheet, None))
    _, raw, header = max(found, key=lambda item: item[0])
    reading = SheetReading(raw, sheet, header, period, limit)
    if reading.missing:
        raise ColumnsMissing(sheet=raw.name, columns=_labels(sheet, reading.missing), row=header.last)
    return reading


def _labels(sheet: Sheet, names: list[str] | None) -> str:
    wanted = [c for c in sheet.columns if (c.required if names is None else c.name in names)]
    return ", ".join(str(column.label) for column in wanted)


Fit = tuple[int, bool, int]
"""How well a sheet fits a schema: likeness of the title, visible, columns found."""


def _fit(raw: RawSheet, sheet: Sheet) -> tuple[Fit, Header] | None:
    """None where the sheet is ours (explanation, lists) or lacks the header; one of no title needs a whole header."""
    if fold(raw.name) in {fold(name) for name in (*in_every_language(READ_ME), LIST_SHEET, LISTS)}:
        return None
    header = find_header(raw, sheet)
    likeness = _likeness(raw, sheet)
    if header is None or (not likeness and any(c.required and c.name not in header.columns for c in sheet.columns)):
        return None
    return (likeness, not raw.hidden, len(header.columns)), header


def _likeness(raw: RawSheet, sheet: Sheet) -> int:
    """2 when the sheet is called as declared, 1 when its name holds that title (附件1 目标任务), 0 otherwise."""
    if is_called(raw, sheet):
        return 2
    return int(any(fold(title) in fold(raw.name) for title in sheet.titles()))


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
    fits = [(fit, raw, sheet) for sheet in sheets for raw in reading.book.sheets if (fit := _fit(raw, sheet))]
    taken: set[str] = set()
    for (_rank, header), raw, sheet in sorted(fits, key=lambda item: item[0][0], reverse=True):
        if sheet.name not in reading.sheets and raw.name not in taken:
            taken.add(raw.name)
            reading.sheets[sheet.name] = SheetReading(raw, sheet, header, period, MAX_ROWS)
    if not reading.sheets:
        raise SheetMissing(file=reading.book.name, sheet=str(sheets[0].title), columns=_labels(sheets[0], None))
    for sheet in sheets:
        _read_into(reading, sheet)
    return reading


def _read_into(reading: Reading, sheet: Sheet) -> None:
    found = reading.sheets.get(sheet.name)
    if found is None:
        called = next((raw for raw in reading.book.sheets if is_called(raw, sheet) and any(raw.rows())), None)
        if called is not None:
            reading.file_problems.append(_header_missing(called.name, sheet))
        elif sheet.required:
            reading.file_problems.append(_sheet_missing(sheet))
        return
    for missing in found.missing:
        found.add(found.header.last, found.first.column.name, "column_missing", column=sheet.column(missing).label)
    reading.rows[sheet.name] = [] if found.missing else list(found)


def _header_missing(name: str, sheet: Sheet) -> CellProblem:
    return CellProblem(
        name, 1, "", sheet.title, "A1", "", "header_missing",
        _("The header row was not found in this sheet. It needs: %(columns)s."), _("Copy it from the template."),
        data={"columns": _labels(sheet, None)},
    )  # fmt: skip


def _sheet_missing(sheet: Sheet) -> CellProblem:
    return CellProblem(
        str(sheet.title), 1, "", sheet.title, "A1", "", "sheet_missing",
        _("The sheet “%(sheet)s” is missing or has none of its columns."), _("Copy it from the template."),
    )  # fmt: skip
