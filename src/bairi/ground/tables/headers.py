"""Finds the header row of a sheet: wherever it stands, over one row or two merged ones, in Chinese or English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bairi.ground.tables.rules.words import fold
from bairi.ground.tables.schema import Sheet
from bairi.ground.tables.sources import Cells, RawSheet, Span

SEARCHED = 30
"""A header stands within the first rows of its sheet."""

_BRACKETS = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]")
_PARTS = re.compile(r"[\n/|｜／]+")


@dataclass
class Header:
    """Where the columns are: name → index within the row's cells. `last` is the header's last row, from 1."""

    first: int
    last: int
    columns: dict[str, int] = field(default_factory=dict)
    unknown: list[tuple[int, str]] = field(default_factory=list)
    twice: list[tuple[int, str]] = field(default_factory=list)


def find_header(raw: RawSheet, sheet: Sheet) -> Header | None:
    """The best header of the sheet for these columns; None when fewer than half of the required ones are found."""
    top = [cells for (_, cells) in _first(raw.rows(), SEARCHED)]
    words = _vocabulary(sheet)
    best: Header | None = None
    for at in range(len(top)):
        for candidate in (_one_row(top, at, words), _two_rows(top, at, words, raw.merged, raw.offset)):
            if candidate and (best is None or len(candidate.columns) > len(best.columns)):
                best = candidate
    return best if best and _enough(best, raw, sheet) else None


def _first(rows: Iterable[tuple[int, Cells]], count: int) -> Iterable[tuple[int, Cells]]:
    for number, cells in rows:
        if number > count:
            return
        yield number, cells


def _vocabulary(sheet: Sheet) -> dict[str, str]:
    """Folded title → column name; the titles of all columns come before any alias."""
    words: dict[str, str] = {}
    for column in sheet.columns:
        for title in column.titles():
            words.setdefault(fold(title), column.name)
    return words


def _enough(header: Header, raw: RawSheet, sheet: Sheet) -> bool:
    required = [column.name for column in sheet.columns if column.required]
    found = sum(name in header.columns for name in required)
    return found * 2 >= len(required) and (
        len(header.columns) > 1 or len(sheet.columns) == 1 or (len(required) == 1 and is_called(raw, sheet))
    )


def is_called(raw: RawSheet, sheet: Sheet) -> bool:
    """Whether the sheet bears the declared title, in any language."""
    return fold(raw.name) in {fold(title) for title in sheet.titles()}


def _one_row(top: Sequence[Cells], at: int, words: dict[str, str]) -> Header | None:
    header = Header(at + 1, at + 1)
    for index, cell in enumerate(top[at]):
        _place(header, index, _names(_text(cell)), _text(cell), words)
    return header if header.columns else None


def _two_rows(
    top: Sequence[Cells], at: int, words: dict[str, str], merged: Iterable[Span], offset: int
) -> Header | None:
    if at + 1 >= len(top):
        return None
    header = Header(at + 1, at + 2)
    above = _spread(top[at], top[at + 1], at, merged, offset)
    for index, upper in enumerate(above):
        lower = _text(top[at + 1][index]) if index < len(top[at + 1]) else ""
        text = f"{upper} {lower}".strip()
        names = [fold(text)] if upper and lower else []
        _place(header, index, [*names, *_names(lower), *([] if lower else _names(upper))], text, words)
    return header if header.columns else None


def _spread(upper: Cells, lower: Cells, at: int, merged: Iterable[Span], offset: int) -> list[str]:
    """The upper row with each merged cell's text over all its columns; without merges, over the gap to its right."""
    texts = [_text(cell) for cell in upper]
    spans = [(start[1] - offset, end[1] - offset) for start, end in merged if start[0] == at and end[1] > start[1]]
    for left, right in spans:
        for index in range(max(left, 0), min(right + 1, len(texts))):
            texts[index] = texts[max(left, 0)]
    if not spans:
        for index in range(1, len(texts)):
            if not texts[index] and index < len(lower) and _text(lower[index]):
                texts[index] = texts[index - 1]
    return texts


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else "" if cell is None else str(cell)


def _names(text: str) -> list[str]:
    """What the cell may be called, folded: all of it, without brackets, each line or part."""
    if not text:
        return []
    parts = [text, _BRACKETS.sub("", text), *_PARTS.split(text), *_PARTS.split(_BRACKETS.sub("", text))]
    return [name for name in dict.fromkeys(fold(part) for part in parts) if name]


def _place(header: Header, index: int, names: list[str], text: str, words: dict[str, str]) -> None:
    column = next((words[name] for name in names if name in words), None)
    if column is None:
        if names:
            header.unknown.append((index, text))
    elif column in header.columns:
        header.twice.append((index, text))
    else:
        header.columns[column] = index
