"""A value as a cell: numbers stay numbers, days days, and no text can be taken for a formula."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from openpyxl.cell import Cell, MergedCell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from bairi.ground.tables.schema import Column, Kind

LONGEST = 32_767
"""Signs that a cell of a workbook holds."""

HEADER_FILL = PatternFill("solid", fgColor="FF1F4E79")
HEADER_FONT = Font(bold=True, color="FFFFFFFF")
HEADER_ALIGNMENT = Alignment(horizontal="center", vertical="center", wrap_text=True)
_FORMATS = {Kind.CODE: "@", Kind.UUID: "@", Kind.DATE: "yyyy-mm-dd", Kind.SHARE: "0.##%", Kind.NUMBER: "#,##0.###"}
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FIGURE = re.compile(r"[+-]?\d+(?:\.\d+)?")


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula. A plain negative number is none."""
    return (text.startswith(_DANGEROUS) or text.lstrip().startswith(_DANGEROUS)) and not _FIGURE.fullmatch(text)


def guarded(text: str) -> str:
    """The text for a CSV file, with an apostrophe before what could be taken for a formula.

    >>> guarded("=1+1"), guarded("-5"), guarded("安南村")
    ("'=1+1", '-5', '安南村')
    """
    return f"'{text}" if is_dangerous(text) or (text.startswith("'") and is_dangerous(text[1:])) else text


def outward(value: Any, column: Column) -> Any:
    """The value as the column shows it: str, int, float, date, datetime without zone, or None for an empty cell."""
    if value is None or value == "":
        return None
    if column.choices and value in column.choices:
        return str(column.choices[value])
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, (tuple, list, set, frozenset)):
        return "、".join(str(item) for item in value)
    return str(value) if isinstance(value, (Promise, UUID)) or column.kind is Kind.CODE else value


def read_from(row: Any, name: str) -> Any:
    """The row's value of that name, whether the row is a mapping or an object."""
    return row.get(name) if isinstance(row, Mapping) else getattr(row, name)


def put(cell: Cell | MergedCell, value: Any) -> None:
    """Write the value into the cell; text stays text whatever it begins with."""
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST]
        cell.value = value
        cell.data_type = "s"
        cell.quotePrefix = is_dangerous(value)
    else:
        cell.value = value


def format_of(column: Column, value: Any = None) -> str:
    """The number format of the column's cells."""
    if isinstance(value, datetime):
        return "yyyy-mm-dd hh:mm"
    return "yyyy-mm-dd" if isinstance(value, date) else _FORMATS.get(column.kind, "General")


def header_cell(sheet: Worksheet, text: str) -> Cell:
    """A cell of the header row."""
    cell = WriteOnlyCell(sheet)
    put(cell, text)
    cell.fill, cell.font, cell.alignment = HEADER_FILL, HEADER_FONT, HEADER_ALIGNMENT
    return cell
