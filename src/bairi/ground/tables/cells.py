"""Reads the cells of one row by the rules of its columns: values, problems and notices together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from bairi.ground.tables.faults import SENTENCES, CellProblem, Level, Words, cell_ref
from bairi.ground.tables.rules import Doubt, Refused
from bairi.ground.tables.rules.answers import shown
from bairi.ground.tables.rules.dates import Period
from bairi.ground.tables.schema import Column, Kind

_REMEMBERED = 20_000
Reader = Callable[[Any], Any]


@dataclass(slots=True)
class Row:
    """A row: `number` as in Excel, a value or None for every declared column, what is wrong, what is doubtful."""

    number: int
    values: dict[str, Any]
    problems: list[CellProblem] = field(default_factory=list)
    notices: list[CellProblem] = field(default_factory=list)
    hidden: bool = False
    cells: list[Any] = field(default_factory=list)

    def __getitem__(self, column: str) -> Any:
        return self.values[column]


@dataclass(frozen=True, slots=True)
class Place:
    """A declared column at its index in the file's rows."""

    column: Column
    index: int
    read: Reader


def places_of(columns: Mapping[str, int], declared: tuple[Column, ...], period: Period | None) -> list[Place]:
    """The columns that the header has, each with its rule, in the file's order."""
    read = [c for c in declared if c.name in columns and not c.is_shown_only]
    found = [Place(c, columns[c.name], _limited(c, c.reader(period))) for c in read]
    return sorted(found, key=lambda place: place.index)


def _limited(column: Column, read: Reader) -> Reader:
    low, high = column.minimum, column.maximum
    if low is None and high is None:
        return read

    def limited(raw: Any) -> Any:
        value = read(raw)
        plain = value.value if isinstance(value, Doubt) else value
        if low is not None and plain < low:
            raise Refused("too_small", value=shown(raw), limit=low)
        if high is not None and plain > high:
            raise Refused("too_large", value=shown(raw), limit=high)
        return value

    return limited


class RowReader:
    """Turns raw cells into Rows of one sheet."""

    def __init__(
        self, sheet: str, places: list[Place], names: list[str], offset: int, faults: dict[tuple[int, int], str]
    ) -> None:
        self.sheet, self.places, self.offset, self.faults = sheet, places, offset, faults
        self._plan: list[tuple[str, int, dict[Any, Any], Place]] = [(p.column.name, p.index, {}, p) for p in places]
        self._empty: dict[str, Any] = dict.fromkeys(names)
        self._at = {place.column.name: place for place in places}

    def read(self, number: int, cells: list[Any]) -> Row:
        """The row; problems and notices stand on it. Most cells of a column come again and again; each is read once."""
        values = self._empty.copy()
        row = Row(number, values, cells=cells)
        width = len(cells)
        for name, index, memory, place in self._plan:
            raw = cells[index] if index < width else ""
            value = memory.get(raw)
            if value is None or raw is True or raw is False:  # True would be found as 1
                value = self._fresh(row, place, raw, memory)
                if value is None:
                    continue
            if type(value) is Doubt:
                row.notices.append(self.problem(number, place, value.code, level="notice", **value.data))
                value = value.value
            values[name] = value
        return row

    def _fresh(self, row: Row, place: Place, raw: Any, memory: dict[Any, Any]) -> Any:
        """The value by the column's rule; None, with a problem where one is due, for an empty or a refused cell."""
        if raw == "":
            if place.column.required or self.faults:
                self._missing(row, place)
            return None
        try:
            value = place.read(raw)
        except Refused as refused:
            value = ""
            if not str(raw).isspace():
                row.problems.append(self.problem(row.number, place, refused.code, **refused.data))
                return None
        if value in ("", ()):
            self._missing(row, place)
            return None
        if len(memory) < _REMEMBERED:
            memory[raw] = value
        return value

    def _missing(self, row: Row, place: Place) -> None:
        error = self.faults.get((row.number, place.index + self.offset))
        if error is not None:
            code = "cell_error" if error else "formula_without_value"
            row.problems.append(self.problem(row.number, place, code, value=error))
        elif place.column.required:
            row.problems.append(self.problem(row.number, place, "required"))

    def problem(self, number: int, place: Place, code: str, /, *, level: Level = "problem", **data: Any) -> CellProblem:
        """A problem with one of the catalogue's sentences."""
        message, mend = SENTENCES[code]
        if place.column.kind is Kind.CHOICE and code == "not_a_choice":
            data["choices"] = Choices(place.column)
        return self.place_problem(number, place.column.name, code, message, mend, level=level, **data)

    def place_problem(
        self, number: int, column: str, code: str, /, message: Words, mend: Words, *, level: Level, **data: Any
    ) -> CellProblem:
        """A problem with the caller's own sentence; a column that the file lacks points at the row's first cell."""
        place = self._at.get(column) or self.places[0]
        return CellProblem(
            sheet=self.sheet, row=number, column=column, label=place.column.label,
            ref=cell_ref(number, place.index + self.offset), value=str(data.pop("value", "")), code=code,
            message=message, mend=mend, level=level, data=data,
        )  # fmt: skip


class Choices:
    """The labels of a column's choices, in the language of whoever reads the sentence."""

    def __init__(self, column: Column) -> None:
        self._labels: list[str | Promise] = list(column.choices.values())

    def __str__(self) -> str:
        return ", ".join(str(label) for label in self._labels)
