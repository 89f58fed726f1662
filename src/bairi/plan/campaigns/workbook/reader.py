"""From the rows of the workbook to a whole plan: names become codes, blanks what stands, faults cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from bairi.ground.tables import Kind, Reading, Row, SheetReading
from bairi.ground.tables.rules.words import fold
from bairi.plan.campaigns.rules.codes import is_code
from bairi.plan.campaigns.rules.whole_plan import Key, WholePlan

Words = dict[str, str]
"""Folded code or name → code."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the workbook may name beyond itself: place code → name, folded name or code of a unit → code, user names."""

    places: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    users: frozenset[str] = frozenset()


class Reader:
    """What the readers of all sheets share. `origins`: where each object of the plan stands in the workbook."""

    def __init__(self, reading: Reading, present: WholePlan, known: Known) -> None:
        self.reading, self.present, self.known = reading, present, known
        self.origins: dict[tuple[str, Key], tuple[SheetReading, Row]] = {}

    def rows(self, sheet: str) -> Iterator[tuple[SheetReading, Row]]:
        """The sound rows of a sheet."""
        for row in self.reading.rows.get(sheet, []):
            if not row.problems:
                yield self.reading.sheets[sheet], row

    def pick(self, where: SheetReading, row: Row, name: str, old: Any, default: Any, *, clears: bool = False) -> Any:
        """The cell; where it is blank: nothing for a text that was emptied, else what stands, else the default."""
        value = row[name]
        if value is not None:
            return value
        if name in where.header.columns and (clears or where.sheet.column(name).kind is Kind.TEXT):
            return default
        return default if old is None else getattr(old, name)

    def keep(self, section: str, key: Key, where: SheetReading, row: Row, found: dict[Key, Any], value: Any) -> None:
        """Take the value in; a second row about the same object is refused."""
        if key in found:
            first = self.origins[section, key][1].number
            where.add(row.number, where.sheet.columns[0].name, "contradicting_row", first=first)
            return
        found[key] = value
        self.origins[section, key] = (where, row)

    def code(self, where: SheetReading, row: Row, names: Mapping[str, str], taken: set[str], stem: str) -> str | None:
        """The row's code: its own, that of what bears the name already (`names`), or the next free one."""
        code: str | None = row["code"] or names.get(fold(row["name"]))
        if code is None:
            number = 1
            while f"{stem}{number}" in taken:
                number += 1
            code = f"{stem}{number}"
        if not is_code(code):
            message = _("The code “%(value)s” will not do: use 1 to 32 Latin letters, digits, - or _.")
            where.add(row.number, "code", "bad_code", message, value=code)
            return None
        taken.add(code)
        return code

    def refer(self, where: SheetReading, row: Row, column: str, words: Mapping[str, str], said: str = "") -> str | None:
        """The code that a cell names by code or name; a problem where nothing is called so."""
        text = said or row[column]
        found = words.get(fold(text))
        if found is None:
            message = _("Nothing in the plan is called “%(value)s”.")
            where.add(row.number, column, "unknown_name", message, _("Add it to its own sheet, or mend the name."),
                      value=text)  # fmt: skip
        return found

    def unit(self, where: SheetReading, row: Row, column: str, said: str) -> str | None:
        """The code of a unit named by code or name."""
        found = self.known.units.get(fold(said))
        if found is None:
            message = _("There is no unit called “%(value)s”.")
            where.add(
                row.number, column, "unknown_unit", message, _("Add the unit first, or mend the name."), value=said
            )
        return found

    def place(self, where: SheetReading, row: Row) -> str | None:
        """The code of a place of the campaign; a name that does not fit the code is marked."""
        from_sheet: str = row["place"]
        name = self.known.places.get(from_sheet)
        if name is None:
            message = _("No place of this campaign within your places has the code “%(value)s”.")
            where.add(row.number, "place", "unknown_place", message, _("Compare it with the list of places."),
                      value=from_sheet)  # fmt: skip
            return None
        said = row.values.get("place_name")
        if said and fold(said) not in fold(name) and not _alike(said, name):
            message = _("“%(value)s” is called “%(name)s” in the list of places. The code was followed.")
            where.add(row.number, "place_name", "name_differs", message, _("Check that the code is right."),
                      level="notice", value=said, name=name)  # fmt: skip
        return from_sheet


def _alike(said: str, name: str) -> bool:
    """安南村 and 安南村民委员会: the first two signs agree."""
    return fold(said)[:2] == fold(name)[:2]


def words_of(items: Iterable[tuple[str, str]]) -> Words:
    """Folded names and codes → code; a code goes before a name."""
    pairs = list(items)
    return {fold(name): code for code, name in pairs} | {fold(code): code for code, _name in pairs}


def in_order(codes: Sequence[str], standing: Mapping[str, int]) -> dict[str, int]:
    """The order of each code: what stands while the sequence is the same, counted anew once it is not.

    >>> in_order(["a", "b", "c"], {"a": 10, "b": 20}), in_order(["b", "a"], {"a": 10, "b": 20})
    ({'a': 10, 'b': 20, 'c': 21}, {'b': 0, 'a': 1})
    """
    old = [code for code in codes if code in standing]
    if list(codes[: len(old)]) == sorted(old, key=lambda code: (standing[code], code)):
        last = max((standing[code] for code in old), default=-1)
        return {code: standing.get(code, last + 1 + at - len(old)) for at, code in enumerate(codes)}
    return {code: at for at, code in enumerate(codes)}


def dates_of(plan: WholePlan) -> tuple[date, date] | None:
    """First day and deadline of the plan's campaign."""
    head = next(iter(plan.section("campaign").values()), None)
    return None if head is None else (head.start_on, head.deadline_on)
