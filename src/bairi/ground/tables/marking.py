"""The sender's own workbook comes back with the cells marked that need mending."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from bairi.ground.tables.cells import Row
from bairi.ground.tables.cells_out import HEADER_ALIGNMENT, HEADER_FILL, HEADER_FONT, format_of, header_cell, put
from bairi.ground.tables.export import safe_title, saved
from bairi.ground.tables.faults import CellProblem, cell_ref
from bairi.ground.tables.schema import LIST_SHEET, Sheet
from bairi.ground.tables.sources import Book, open_table
from bairi.ground.tables.template import bilingual

AUTHOR = "Bairi"
PROBLEM_FILL = PatternFill("solid", fgColor="FFFFC7CE")
NOTICE_FILL = PatternFill("solid", fgColor="FFFFEB9C")
MOST = 5_000
"""Problems marked and listed; more would not be read."""

WIDTHS = (16, 8, 18, 20, 60, 50)
"""Of the columns of the list."""


def mark_errors(data: bytes, problems: Sequence[CellProblem], *, name: str = "") -> bytes:
    """The same workbook as .xlsx: a fill and a comment on each cell, a first sheet that lists them. Old marks go.

    An .xls or .csv comes back as .xlsx with its values. Raises what `open_table` raises.
    """
    opened = open_table(data, name)
    book = load_workbook(io.BytesIO(data)) if opened.kind == "xlsx" else _copied(opened)
    _unmark(book)
    problems = problems[:MOST]
    by_cell: dict[tuple[str, str], list[CellProblem]] = defaultdict(list)
    for problem in problems:
        by_cell[problem.sheet, problem.ref].append(problem)
    for (sheet, ref), faults in by_cell.items():
        if sheet in book.sheetnames:
            _mark(book[sheet], ref, faults)
    _list(book, problems)
    return saved(book)


def write_refused(sheet: Sheet, rows: Sequence[Row], columns: dict[str, int]) -> bytes:
    """Only the refused rows as a workbook to mend and send again: as they were typed, marked, with a list of faults.

    However many they are, all come back; marked and listed are the first `MOST` faults. `columns` is where each column
    stood in the file (`SheetReading.header.columns`).
    """
    book = Workbook(write_only=True)
    target: Worksheet = book.create_sheet(safe_title(str(sheet.title)))
    target.freeze_panes = "A2"
    shown = [column for column in sheet.columns if column.name in columns]
    at = {column.name: index for index, column in enumerate(shown)}
    for index, column in enumerate(shown, start=1):
        target.column_dimensions[get_column_letter(index)].width = column.width or 18
    target.append([header_cell(target, bilingual(column.label)) for column in shown])
    listed: list[CellProblem] = []
    plain = [WriteOnlyCell(target) for _ in shown]  # each row is written at once, so its cells serve again
    for number, row in enumerate(rows, start=2):
        cells = list(plain)
        if len(listed) < MOST:
            for index, faults in _faults_by_column(row, at).items():
                cells[index] = WriteOnlyCell(target)
                _note(cells[index], faults)
                ref = cell_ref(number, index)
                listed += [replace(fault, sheet=target.title, row=number, ref=ref) for fault in faults]
        for cell, column in zip(cells, shown, strict=True):
            index = columns[column.name]
            value = row.cells[index] if index < len(row.cells) else None
            put(cell, None if value == "" else value)
            cell.number_format = format_of(column, value)
        target.append(cells)
    _append_list(book, listed)
    return saved(book)


def _faults_by_column(row: Row, at: dict[str, int]) -> dict[int, list[CellProblem]]:
    """The row's problems by the column that they stand in; what no column has stands in the first."""
    faults: dict[int, list[CellProblem]] = defaultdict(list)
    for problem in row.problems:
        faults[at.get(problem.column, 0)].append(problem)
    return faults


def _append_list(book: Workbook, problems: Sequence[CellProblem]) -> None:
    """The list of faults as the last sheet of a workbook that is only written."""
    target: Worksheet = book.create_sheet(LIST_SHEET)
    target.freeze_panes = "A2"
    for index, width in enumerate(WIDTHS, start=1):
        target.column_dimensions[get_column_letter(index)].width = width
    target.append([header_cell(target, head) for head in _heads()])
    for problem in problems:
        cells = [WriteOnlyCell(target) for _ in WIDTHS]
        for cell, text in zip(cells, _texts(problem), strict=True):
            put(cell, text)
        target.append(cells)


def _copied(opened: Book) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for raw in opened.sheets:
        target = book.create_sheet(safe_title(raw.name))
        target.sheet_state = "hidden" if raw.hidden else "visible"
        for number, cells in raw.rows():
            for index, value in enumerate(cells, start=raw.offset + 1):
                if value != "":
                    put(target.cell(number, index), value)
        for start, end in raw.merged:
            target.merge_cells(None, start[0] + 1, start[1] + 1, end[0] + 1, end[1] + 1)
    return book


def _unmark(book: Workbook) -> None:
    """Take away what an earlier round marked, so that a mended cell no longer looks wrong."""
    if LIST_SHEET in book.sheetnames:
        book.remove(book[LIST_SHEET])
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and cell.comment and cell.comment.author == AUTHOR:
                    cell.comment = None
                    cell.fill = PatternFill()


def _mark(sheet: Worksheet, ref: str, problems: Iterable[CellProblem]) -> None:
    cell = sheet[ref]
    if isinstance(cell, MergedCell):
        cell = next((sheet.cell(r.min_row, r.min_col) for r in sheet.merged_cells.ranges if ref in r), cell)
    faults = list(problems)
    _note(cell, faults)


def _note(cell: Cell | MergedCell, faults: Sequence[CellProblem]) -> None:
    """Fill the cell and say in a comment what is wrong."""
    cell.fill = PROBLEM_FILL if any(fault.level == "problem" for fault in faults) else NOTICE_FILL
    text = "\n".join(f"{fault.text} {fault.mend_text}".strip() for fault in faults)
    cell.comment = Comment(text, AUTHOR, width=320, height=40 + 28 * len(faults))


def _list(book: Workbook, problems: Sequence[CellProblem]) -> None:
    target = book.create_sheet(LIST_SHEET, 0)
    for index, (head, width) in enumerate(zip(_heads(), WIDTHS, strict=True), start=1):
        cell = target.cell(1, index)
        put(cell, head)
        cell.fill, cell.font, cell.alignment = HEADER_FILL, HEADER_FONT, HEADER_ALIGNMENT
        target.column_dimensions[get_column_letter(index)].width = width
    for number, problem in enumerate(problems, start=2):
        for index, text in enumerate(_texts(problem), start=1):
            put(target.cell(number, index), text)
        if problem.sheet in book.sheetnames:
            link = target.cell(number, 2)
            link.hyperlink = f"#{quote_sheetname(problem.sheet)}!{problem.ref}"
            link.font = Font(underline="single", color="FF0563C1")
        target.cell(number, 5).fill = PROBLEM_FILL if problem.level == "problem" else NOTICE_FILL
    target.freeze_panes = "A2"
    book.active = 0


def _heads() -> tuple[str, ...]:
    return (_("Sheet"), _("Cell"), _("Column"), _("As written"), _("What is wrong"), _("How to mend it"))


def _texts(problem: CellProblem) -> tuple[str, ...]:
    return (problem.sheet, problem.ref, str(problem.label), problem.value, problem.text, problem.mend_text)
