"""A workbook to fill in: two-language headers, drop-downs, formats, what is there already, an explaining sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bairi.ground.tables.cells_out import header_cell, put
from bairi.ground.tables.export import safe_title, saved, write_table
from bairi.ground.tables.faults import Words
from bairi.ground.tables.schema import LISTS, READ_ME, Column, Kind, Sheet

READY_ROWS = 5000
"""Rows below the header that get the drop-downs."""

_WRAP = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True)
class Filled:
    """A sheet of the template: its schema, the rows that stand in it already, and drop-downs that come from data."""

    sheet: Sheet
    rows: Iterable[Any] = ()
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)


def write_template(tables: Sequence[Filled], *, title: Words, about: Sequence[Words] = ()) -> bytes:
    """The workbook in the active language, each header also in English (or in Chinese, for an English reader)."""
    book = Workbook(write_only=True)
    _explain(book, tables, str(title), [str(paragraph) for paragraph in about])
    lists: list[tuple[str, ...]] = []
    for table in tables:
        headers = [bilingual(column.label) + (" *" if column.required else "") for column in table.sheet.columns]
        sheet = write_table(book, table.rows, table.sheet.columns, title=str(table.sheet.title), headers=headers)
        for index, column in enumerate(table.sheet.columns, start=1):
            _offer(sheet, index, column, table.lists.get(column.name, ()), lists)
    _write_lists(book, lists)
    return saved(book)


def bilingual(words: Words) -> str:
    """The words in the active language and, below, in the other one.

    >>> bilingual("Place code")
    'Place code'
    """
    own = str(words)
    other = "zh-hans" if (translation.get_language() or "").startswith("en") else "en"
    with translation.override(other):
        second = str(words)
    return own if second == own else f"{own}\n{second}"


def _offer(sheet: Worksheet, index: int, column: Column, offered: Sequence[str], lists: list[tuple[str, ...]]) -> None:
    """The drop-down of a column and the hint that shows when one of its cells is chosen."""
    words = tuple(str(label) for label in column.choices.values()) or tuple(offered)
    if column.kind is Kind.YES_NO:
        words = (_("Yes"), _("No"))
    if not words and not column.help:
        return
    rule = DataValidation(type="list", allow_blank=True) if words else DataValidation(allow_blank=True)
    if words:
        if words not in lists:
            lists.append(words)
        letter = get_column_letter(lists.index(words) + 1)
        rule.formula1 = f"{quote_sheetname(LISTS)}!${letter}$1:${letter}${len(words)}"
        rule.showErrorMessage = bool(column.choices)
        rule.errorTitle, rule.error = str(column.label)[:32], _("Choose from the list.")
    if column.help:
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = str(column.label)[:32], str(column.help)[:255]
    letter = get_column_letter(index)
    rule.add(f"{letter}2:{letter}{READY_ROWS}")
    sheet.data_validations.append(rule)


def _write_lists(book: Workbook, lists: list[tuple[str, ...]]) -> None:
    if not lists:
        return
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    for at in range(max(map(len, lists))):
        cells = [WriteOnlyCell(sheet) for _words in lists]
        for cell, words in zip(cells, lists, strict=True):
            put(cell, words[at] if at < len(words) else None)
        sheet.append(cells)


def _explain(book: Workbook, tables: Sequence[Filled], title: str, about: Sequence[str]) -> None:
    sheet = book.create_sheet(safe_title(str(READ_ME)))
    for index, width in enumerate((18, 24, 10, 44, 24, 50), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.append([_line(sheet, title, Font(bold=True, size=14))])
    for paragraph in about:
        sheet.append([_line(sheet, paragraph)])
    sheet.append([])
    heads = (_("Sheet"), _("Column"), _("Needed"), _("What to write"), _("Example"), _("Explanation"))
    sheet.append([header_cell(sheet, head) for head in heads])
    for table in tables:
        if table.sheet.help:
            sheet.append(_cells(sheet, str(table.sheet.title), "", "", "", "", str(table.sheet.help)))
        for column in table.sheet.columns:
            sheet.append(_explained(sheet, str(table.sheet.title), column))


def _explained(sheet: Worksheet, title: str, column: Column) -> list[Cell]:
    needed = _("Yes") if column.required else ""
    return _cells(sheet, title, bilingual(column.label), needed, _what(column), column.example, str(column.help))


def _cells(sheet: Worksheet, *texts: str) -> list[Cell]:
    cells = [_line(sheet, text) for text in texts]
    for cell in cells:
        cell.alignment = _WRAP
    return cells


def _line(sheet: Worksheet, text: str, font: Font | None = None) -> Cell:
    cell = WriteOnlyCell(sheet)
    put(cell, text)
    if font:
        cell.font = font
    return cell


def _what(column: Column) -> str:
    """What the cells of the column take, in words."""
    if column.choices:
        return _("One of: %(choices)s") % {"choices": " / ".join(str(label) for label in column.choices.values())}
    words: dict[Kind, str] = {
        Kind.TEXT: _("Text"),
        Kind.CODE: _("A code, as text"),
        Kind.NUMBER: _("A number"),
        Kind.INTEGER: _("A whole number"),
        Kind.SHARE: _("A per cent figure such as 50%%") % (),
        Kind.DATE: _("A day such as 2016-03-31"),
        Kind.NAMES: _("One name or several, parted by commas"),
        Kind.YES_NO: _("Yes or no"),
        Kind.UUID: _("Leave empty for something new"),
    }
    return words[column.kind]
