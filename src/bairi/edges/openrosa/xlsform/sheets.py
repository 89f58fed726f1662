"""A form's workbook as it is checked: each sheet with its header and the rows below, and faults that name the cell."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from bairi.ground.tables import CellProblem, FileTooLarge, FileUnreadable, open_table

MAX_MB = 5
MAX_ROWS, MAX_COLUMNS = 5_000, 200
HEADER_ROWS = 100
"""The converter looks no further for the header."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row under its header: number from 1, texts by the header's words in lower case."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet: in which row its header stands, which column (from 0) holds what, and the filled rows below."""

    name: str
    header_row: int
    columns: Mapping[str, int]
    rows: tuple[Row, ...]

    def fault(self, row: int, column: str, code: str, message: Any, mend: Any = "", **data: Any) -> CellProblem:
        """What is wrong with a cell; with the header's where the column is not there."""
        wanted = column.lower()
        found = wanted if wanted in self.columns else _nearest(wanted, self.columns)
        index = self.columns.get(found, 0)
        cells = next((r.cells for r in self.rows if r.number == row), {})
        return CellProblem(
            sheet=self.name, row=row, column=column, label=column, ref=f"{get_column_letter(index + 1)}{row}",
            value=cells.get(found, "")[:80], code=code, message=message, mend=mend, data=data,
        )  # fmt: skip


def whole_fault(sheet: str, code: str, message: str | Promise, mend: str | Promise = "", **data: Any) -> CellProblem:
    """What is wrong with a sheet as a whole, said at its first cell."""
    return CellProblem(
        sheet=sheet, row=1, column="", label=sheet, ref="A1", value="", code=code, message=message, mend=mend, data=data
    )


def open_form(data: bytes, name: str) -> Workbook:
    """The workbook that somebody sent, to be read only.

    Raises FileEmpty, FileTooLarge, FileLocked, FileIsWebPage, FileUnreadable.
    """
    if len(data) > MAX_MB << 20:
        raise FileTooLarge(file=name, limit=MAX_MB)
    if open_table(data, name).kind != "xlsx":
        raise FileUnreadable(file=name)
    try:
        return load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception:  # noqa: BLE001 - the reader raises whatever a broken workbook leads it to
        raise FileUnreadable(file=name) from None


def form_sheet(book: Workbook, name: str, wanted: str) -> FormSheet | None:
    """The sheet of that name; its header is the first row that holds `wanted`. None where either is missing."""
    title = next((t for t in book.sheetnames if t.strip().lower() == name), None)
    if title is None:
        return None
    rows: Any = book[title].iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
    columns: dict[str, int] = {}
    header_row, filled = 0, []
    for number, values in enumerate(rows, start=1):
        texts = [_text(value) for value in values]
        if not columns:
            if number > HEADER_ROWS:
                break
            if wanted in {text.lower() for text in texts}:
                header_row = number
                columns = {text.lower(): index for index, text in enumerate(texts) if text}
            continue
        cells = {column: texts[index] for column, index in columns.items() if index < len(texts) and texts[index]}
        if cells:
            filled.append(Row(number, cells))
    return FormSheet(title, header_row, columns, tuple(filled)) if columns else None


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _nearest(column: str, columns: Mapping[str, int]) -> str:
    """The column that a word stands for: `label` for `label::English (en)`, `calculation` for `calculate`."""
    return next((c for c in columns if c.startswith((f"{column}::", column[:6]))), column)
