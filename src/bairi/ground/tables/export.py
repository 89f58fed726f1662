"""Any table as a file: .xlsx with header and formats, or .csv that a spreadsheet opens right."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bairi.ground.tables.cells_out import format_of, guarded, header_cell, outward, put, read_from
from bairi.ground.tables.schema import Column, Kind

Format = Literal["xlsx", "csv"]
CONTENT_TYPES: dict[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_WIDTHS = {Kind.CODE: 16, Kind.NUMBER: 12, Kind.INTEGER: 10, Kind.SHARE: 10, Kind.DATE: 12, Kind.UUID: 38}
_CSV_BLOCK = 1000


def export(rows: Iterable[Any], columns: Sequence[Column], *, format: Format = "xlsx", title: str = "") -> bytes:  # noqa: A002
    """The table in the active language. `rows`: mappings, or objects with the columns' names as attributes."""
    if format == "csv":
        return b"".join(export_csv(rows, columns))
    book = Workbook(write_only=True)
    write_table(book, rows, columns, title=title, headers=[str(column.label) for column in columns])
    return saved(book)


def export_csv(rows: Iterable[Any], columns: Sequence[Column]) -> Iterator[bytes]:
    """The table as CSV in blocks, for a streaming answer: UTF-8 with the mark that spreadsheets need."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([guarded(str(column.label)) for column in columns])
    for count, row in enumerate(rows, start=1):
        writer.writerow([_csv_cell(outward(read_from(row, column.name), column)) for column in columns])
        if count % _CSV_BLOCK == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _csv_cell(value: Any) -> Any:
    if isinstance(value, str):
        return guarded(value)
    return value.isoformat(sep=" ", timespec="minutes") if hasattr(value, "hour") else value


def write_table(
    book: Workbook, rows: Iterable[Any], columns: Sequence[Column], *, title: str, headers: Sequence[str]
) -> Worksheet:
    """Add a sheet with a frozen header and one row for each of `rows`. The workbook must be write-only."""
    sheet: Worksheet = book.create_sheet(safe_title(title))
    sheet.freeze_panes = "A2"
    for index, (column, header) in enumerate(zip(columns, headers, strict=True), start=1):
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width = column.width or max(_WIDTHS.get(column.kind, 0), min(40, _drawn_width(header) + 4))
        dimension.number_format = format_of(column)
    sheet.append([header_cell(sheet, header) for header in headers])
    cells = [WriteOnlyCell(sheet) for _ in columns]  # each row is written at once, so its cells serve again
    for row in rows:
        for cell, column in zip(cells, columns, strict=True):
            value = outward(read_from(row, column.name), column)
            put(cell, value)
            cell.number_format = format_of(column, value)
        sheet.append(cells)
    return sheet


def safe_title(title: str) -> str:
    """A sheet's name: at most 31 signs, none of those that workbooks forbid."""
    return title.translate(dict.fromkeys(map(ord, "[]:*?/\\"), " ")).strip("' ")[:31] or "Bairi"


def saved(book: Workbook) -> bytes:
    """The workbook as a file's bytes."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _drawn_width(text: str) -> int:
    """Width in Latin letters of the longest line; a Chinese sign takes two."""
    return max((sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) for line in text.split("\n")), default=0)
