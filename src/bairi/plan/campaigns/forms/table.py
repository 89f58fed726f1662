"""The table of targets as it was typed: one row a place, two figures a row, faults at their cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from bairi.ground.ui.forms import Fault
from bairi.plan.campaigns.forms.fields import plain, read_quantity
from bairi.plan.campaigns.queries import SumRow
from bairi.plan.campaigns.rules.settings import ShareSetting, TargetSetting
from bairi.plan.campaigns.rules.sums import Node, sums_below


@dataclass(slots=True)
class Cell:
    """One figure: its field, what stands in it, what is wrong with it."""

    name: str
    text: str
    fault: str = ""


@dataclass(slots=True)
class TableRow:
    row: SumRow
    must: Cell
    reserve: Cell
    editable: bool
    below: float | None
    excess: float | None

    @property
    def cells(self) -> tuple[Cell, Cell]:
        """The two figures, in the order of the columns."""
        return self.must, self.reserve

    @property
    def excess_share(self) -> float | None:
        """The excess as a share of the place's own total as typed."""
        own = _number(self.must.text)
        return None if self.excess is None or not own else self.excess / own


@dataclass(slots=True)
class TargetTable:
    """Rows with the figures as typed, sums worked out from them, and the changes that they ask for."""

    rows: list[TableRow]
    changed: dict[str, tuple[float | None, float | None]] = field(default_factory=dict)

    @property
    def faults(self) -> list[Fault]:
        """Every fault with the cell to go to."""
        return [
            Fault(cell.name, row.row.place_name, cell.fault) for row in self.rows for cell in row.cells if cell.fault
        ]

    def targets(self, task: str, measure: str) -> list[TargetSetting]:
        """The changed rows as targets; a figure taken away takes the target out of the plan."""
        return [
            TargetSetting(place, task, must, measure, reserve=reserve, removed=must is None)
            for place, (must, reserve) in self.changed.items()
        ]

    def shares(self) -> list[ShareSetting]:
        """The changed rows as parts of the total above."""
        return [ShareSetting(place, must or 0.0, reserve) for place, (must, reserve) in self.changed.items()]

    def take_faults(self, faults: Sequence[Mapping[str, Any]]) -> list[str]:
        """Put the action's faults at their cells; those without one come back."""
        by_place = {row.row.place_code: row for row in self.rows}
        homeless = []
        for fault in faults:
            row = by_place.get(fault["place"])
            if row is None:
                homeless.append(str(fault["message"]))
            else:
                cell = row.reserve if fault["field"] == "reserve" else row.must
                cell.fault = str(fault["message"])
        return homeless


def target_table(rows: Iterable[SumRow], given: Mapping[str, str] | None, *, may_edit: frozenset[str]) -> TargetTable:
    """The table, from what stands or from what was typed (`given`); `may_edit` holds the codes of places to change."""
    table = TargetTable([])
    for row in rows:
        editable = row.place_code in may_edit
        typed = given if editable else None
        must = _cell(f"must-{row.place_code}", row.must, typed)
        reserve = _cell(f"reserve-{row.place_code}", row.reserve or None, typed)
        table.rows.append(TableRow(row, must, reserve, editable, row.below, row.excess))
        if typed is not None:
            _read(table, table.rows[-1])
    if given is not None:
        _sum_again(table)
    return table


def _cell(name: str, value: float | None, given: Mapping[str, str] | None) -> Cell:
    stands = "" if value is None else plain(value)
    return Cell(name, stands if given is None else given.get(name, stands).strip())


def _read(table: TargetTable, line: TableRow) -> None:
    must, reserve = _typed(line.must), _typed(line.reserve)
    if line.must.fault or line.reserve.fault:
        return
    if must != line.row.must or (reserve or 0.0) != (line.row.reserve or 0.0):
        table.changed[line.row.place_code] = (must, reserve or 0.0)


def _typed(cell: Cell) -> float | None:
    if not cell.text:
        return None
    try:
        return read_quantity(cell.text)
    except ValidationError as error:
        cell.fault = " ".join(error.messages)
        return None


def _number(text: str) -> float | None:
    try:
        return read_quantity(text) if text else None
    except ValidationError:
        return None


def _sum_again(table: TargetTable) -> None:
    """Sums from the figures as typed, so that they can be checked before anything is saved."""
    nodes = [Node(line.row.place_path, line.row.level, _number(line.must.text)) for line in table.rows]
    sums = sums_below(nodes)
    for line, node in zip(table.rows, nodes, strict=True):
        found = sums[line.row.place_path]
        line.below, line.excess = found.below, found.excess(node.must)
