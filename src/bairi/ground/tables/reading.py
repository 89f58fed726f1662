"""A sheet read row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bairi.ground.tables.cells import Place, Row, RowReader, places_of
from bairi.ground.tables.faults import SENTENCES, CellProblem, Level, Words, cell_ref
from bairi.ground.tables.headers import Header
from bairi.ground.tables.rules.dates import Period
from bairi.ground.tables.rules.words import fold
from bairi.ground.tables.schema import Sheet
from bairi.ground.tables.sources import RawSheet

MAX_ROWS = 200_000
_TOTALS = frozenset(
    {"合计", "总计", "小计", "共计", "累计", "合計", "總計", "小計", "共計", "total", "subtotal", "sum"}
)
_NOTES = (
    "注", "備註", "备注", "说明", "說明", "填表",
    "填报人", "填報人", "审核", "審核", "制表", "製表", "单位负责人", "負責人",
    "联系电话", "note", "remark", "explanation",
)  # fmt: skip
_LONG_NOTE = 16


class SheetReading:
    """One sheet being read. Iterate once for the rows; `problems` and `notices` fill as the rows pass.

    Rows with problems come too (`row.problems`); empty rows, ready rows left blank, repeated rows, totals and notes do
    not, the last three leave a notice.
    """

    def __init__(self, raw: RawSheet, sheet: Sheet, header: Header, period: Period | None, limit: int) -> None:
        self.raw, self.sheet, self.header, self._limit = raw, sheet, header, limit
        self.marks = raw.marks()
        self.problems: list[CellProblem] = []
        self.notices: list[CellProblem] = []
        self.count = 0
        places = places_of(header.columns, sheet.columns, period)
        names = [c.name for c in sheet.columns if not c.is_shown_only]
        self._reader = RowReader(raw.name, places, names, raw.offset, self.marks.faults)
        self._seen: dict[tuple[Any, ...], int] = {}
        self._keys: dict[tuple[Any, ...], int] = {}
        self._wide = {start[0] + 1 for start, end in raw.merged if end[1] > start[1]}
        self._blank = [header.columns[name] for name in sheet.blank_without if name in header.columns]
        self._note_header()

    @property
    def name(self) -> str:
        """The sheet's name in the file."""
        return self.raw.name

    @property
    def missing(self) -> list[str]:
        """Names of required columns that the header lacks."""
        return [c.name for c in self.sheet.columns if c.required and c.name not in self.header.columns]

    def __iter__(self) -> Iterator[Row]:
        last, hidden = self.header.last, self.marks.hidden
        for number, cells in self.raw.rows():
            if number <= last or cells.count("") == len(cells):
                continue
            if number - last > self._limit:
                self.add(number, self.first.column.name, "sheet_cut", limit=self._limit)
                return
            if self._is_total(cells):
                self._notice(number, "total_row")
                continue
            if self._blank and self._is_blank(number, cells):
                continue
            row = self._reader.read(number, cells)
            if row.problems and self._is_note(number, cells):
                if not all(str(cell).strip() == "" for cell in cells):
                    self._notice(number, "note_row")
                continue
            if hidden and number in hidden:
                row.hidden = True
                row.notices.append(self._notice_of(number, "hidden_row"))
            if self._is_new(row):
                yield self._counted(row)

    @property
    def first(self) -> Place:
        """The leftmost declared column of the file."""
        return self._reader.places[0]

    def add(
        self, number: int, column: str, code: str, /, message: Words = "", mend: Words = "", *,
        level: Level = "problem", **data: Any,
    ) -> CellProblem:  # fmt: skip
        """Record what the caller found wrong with a cell. Without `message`: the catalogue's sentence."""
        if not message:
            message, mend = SENTENCES[code]
        problem = self._reader.place_problem(number, column, code, message, mend, level=level, **data)
        (self.problems if level == "problem" else self.notices).append(problem)
        return problem

    def _counted(self, row: Row) -> Row:
        self.count += 1
        if row.problems:
            self.problems.extend(row.problems)
        if row.notices:
            self.notices.extend(row.notices)
        return row

    def _is_total(self, cells: list[Any]) -> bool:
        text = cells[0]
        if text == "":
            text = next(cell for cell in cells if cell != "")
        return type(text) is str and len(text) <= _LONG_NOTE and not text.isdecimal() and fold(text) in _TOTALS

    def _is_blank(self, number: int, cells: list[Any]) -> bool:
        for index in self._blank:
            cell = cells[index] if index < len(cells) else ""
            filled = cell != "" and not (type(cell) is str and cell.isspace())
            if filled or (number, index + self.raw.offset) in self.marks.faults:
                return False
        return True

    def _is_note(self, number: int, cells: list[Any]) -> bool:
        filled = [cell for cell in cells if cell != "" and not str(cell).isspace()]
        if not filled:
            return not any(row == number for row, _ in self.marks.faults)
        text = filled[0]
        if not isinstance(text, str):
            return False
        long = len(filled) == 1 and (len(text) >= _LONG_NOTE or number in self._wide)
        return long or fold(text).startswith(_NOTES)

    def _is_new(self, row: Row) -> bool:
        if row.problems:
            return True
        content = tuple(row.values.values())
        first = self._seen.setdefault(content, row.number)
        if first != row.number:
            self._notice(row.number, "duplicate_row", first=first)
            return False
        if self.sheet.key:
            first = self._keys.setdefault(tuple(row.values[name] for name in self.sheet.key), row.number)
            if first != row.number:
                place = next(p for p in self._reader.places if p.column.name in self.sheet.key)
                row.problems.append(self._reader.problem(row.number, place, "contradicting_row", first=first))
        return True

    def _notice_of(self, number: int, code: str, **data: Any) -> CellProblem:
        return self._reader.problem(number, self.first, code, level="notice", **data)

    def _notice(self, number: int, code: str, **data: Any) -> None:
        self.notices.append(self._notice_of(number, code, **data))

    def _note_header(self) -> None:
        for code, places in (("column_unknown", self.header.unknown), ("column_twice", self.header.twice)):
            message, mend = SENTENCES[code]
            for index, text in places:
                ref = cell_ref(self.header.last, index + self.raw.offset)
                self.notices.append(
                    CellProblem(self.name, self.header.last, "", text, ref, text, code, message, mend, "notice")
                )
