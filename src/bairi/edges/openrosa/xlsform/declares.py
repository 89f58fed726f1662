"""Where a form says that the parts of a report stand: in the sheet “reports”, else by the names of its questions.

A question in a repeat gives one report for each entry; the column `group` names the repeat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext_lazy as _
from openpyxl.workbook import Workbook

from bairi.edges.openrosa.rules.declared import FIELDS, NEEDED, ONE_OF
from bairi.edges.openrosa.xlsform.generate import REPORTS
from bairi.edges.openrosa.xlsform.sheets import FormSheet, Row, form_sheet, whole_fault
from bairi.ground.tables import CellProblem

LONGEST_GROUP: Final = 32
"""Signs of a repeat's name: it is part of how the log names an entry."""

Where = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Declared:
    """Where the parts of a report stand: `fields` in the whole form, `groups` in each repeat by its path."""

    fields: Where = field(default_factory=dict)
    groups: dict[str, Where] = field(default_factory=dict)

    def of(self, group: str) -> Where:
        """Those of a repeat, or of the whole form for ""."""
        return self.groups.setdefault(group, {}) if group else self.fields


@dataclass(frozen=True, slots=True)
class Spot:
    """A named row of the survey: its number, its path, the paths of the repeats around it, whether it begins one."""

    row: int
    path: str
    repeats: tuple[str, ...]
    is_repeat: bool

    @property
    def name(self) -> str:
        """The name as it stands in its cell."""
        return self.path.rpartition("/")[2]


def declared_in(book: Workbook, survey: FormSheet) -> tuple[Declared, list[CellProblem]]:
    """What the form declares, and what keeps it from saying enough."""
    spots = _spots(survey)
    sheet = form_sheet(book, REPORTS, "field")
    if sheet is None:
        return _by_name(survey, spots)
    declared = Declared()
    faults = [fault for row in sheet.rows if (fault := _read(sheet, row, declared, spots))]
    return declared, faults or list(_lacking(declared, sheet.name))


def _spots(survey: FormSheet) -> list[Spot]:
    spots: list[Spot] = []
    around: list[Spot] = []
    for row in survey.rows:
        kind = row["type"].lower().replace("_", " ").split()
        if kind[:1] == ["end"]:
            del around[-1:]
        elif row["name"]:
            outer = around[-1] if around else Spot(0, "", (), is_repeat=False)
            repeats = (*outer.repeats, outer.path) if outer.is_repeat else outer.repeats
            path = f"{outer.path}/{row['name']}".lstrip("/")
            spots.append(Spot(row.number, path, repeats, is_repeat=kind[:2] == ["begin", "repeat"]))
            if kind[:1] == ["begin"]:
                around.append(spots[-1])
    return spots


def _by_name(survey: FormSheet, spots: Sequence[Spot]) -> tuple[Declared, list[CellProblem]]:
    """The questions called as the parts of a report are; one in a repeat belongs to that repeat."""
    declared, faults = Declared(), []
    for spot in spots:
        if spot.name in FIELDS:
            fault = _wrong_repeat(survey, spot.row, "name", spot.repeats)
            if fault is None:
                declared.of("".join(spot.repeats))[spot.name] = {"question": spot.path}
            else:
                faults.append(fault)
    return declared, faults or list(_lacking(declared, REPORTS))


def _read(sheet: FormSheet, row: Row, declared: Declared, spots: Sequence[Spot]) -> CellProblem | None:
    """Take a line of the sheet “reports” into `declared`; what is wrong with it."""
    name, question, constant, group = (row[column] for column in ("field", "question", "constant", "group"))
    if name not in FIELDS:
        return sheet.fault(
            row.number, "field", "field_unknown", _("“%(value)s” is no part of a report."),
            _("Choose one of these: %(fields)s."), fields=", ".join(FIELDS),
        )  # fmt: skip
    if bool(question) == bool(constant):
        return sheet.fault(
            row.number, "question", "one_of_both", _("%(field)s needs either a question or a constant."),
            _("Fill in one of the two cells and empty the other."), field=name,
        )  # fmt: skip
    asked = _asked(spots, question, group) if question else None
    if question and asked is None:
        return sheet.fault(
            row.number, "question", "question_unknown", _("The sheet survey has no question called “%(value)s”."),
            _("Write the name as it stands there in the column name."),
        )  # fmt: skip
    repeat = next((spot for spot in spots if spot.is_repeat and spot.name == group), None)
    wrong = _wrong_group(sheet, row, repeat, asked) if group else None
    if wrong is None and not group and asked is not None and asked.repeats:
        wrong = _not_in(sheet, row, asked.repeats[-1])
    if wrong is not None:
        return wrong
    path = repeat.path if repeat else ""
    if name in declared.of(path) or name in declared.fields or (not path and _in_a_group(declared, name)):
        return sheet.fault(
            row.number,
            "field",
            "field_twice",
            _("“%(value)s” stands twice in this sheet."),
            _("Delete one of the rows."),
        )
    declared.of(path)[name] = {"question": asked.path} if asked else {"constant": constant}
    return None


def _asked(spots: Sequence[Spot], question: str, group: str) -> Spot | None:
    """The question that is meant, in the repeat `group` where two are called so; a path may say which."""
    end = "/" + question.strip("/")
    fitting = [spot for spot in spots if f"/{spot.path}".endswith(end) or end.endswith(f"/{spot.path}")]
    inside = [spot for spot in fitting if [path.rpartition("/")[2] for path in spot.repeats] == [group] * bool(group)]
    return next(iter([*inside, *fitting]), None)


def _in_a_group(declared: Declared, name: str) -> bool:
    return any(name in where for where in declared.groups.values())


def _wrong_group(sheet: FormSheet, row: Row, group: Spot | None, asked: Spot | None) -> CellProblem | None:
    if group is None:
        return sheet.fault(
            row.number, "group", "group_unknown", _("The sheet survey has no repeat called “%(value)s”."),
            _("Write the name of a row of the type begin_repeat, or empty the cell."),
        )  # fmt: skip
    if wrong := _wrong_repeat(sheet, row.number, "group", (*group.repeats, group.path)):
        return wrong
    if asked is not None and asked.repeats != (group.path,):
        return sheet.fault(
            row.number, "group", "not_in_group",
            _("The question %(question)s does not stand in the repeat “%(value)s”."),
            _("Write the repeat that it stands in; leave the cell empty for a question outside all repeats."),
            question=asked.path,
        )  # fmt: skip
    return None


def _wrong_repeat(sheet: FormSheet, number: int, column: str, repeats: tuple[str, ...]) -> CellProblem | None:
    if len(repeats) > 1:
        return sheet.fault(
            number, column, "group_nested", _("“%(value)s” stands in a repeat within a repeat."),
            _("Move the repeat out of the other one, so that each of its entries is a report."),
        )  # fmt: skip
    if any(len(path.rpartition("/")[2]) > LONGEST_GROUP for path in repeats):
        return sheet.fault(
            number, column, "group_long", _("The name of the repeat is longer than %(limit)s signs."),
            _("Give the repeat a shorter name in the sheet survey."), limit=LONGEST_GROUP,
        )  # fmt: skip
    return None


def _not_in(sheet: FormSheet, row: Row, repeat: str) -> CellProblem:
    return sheet.fault(
        row.number, "group", "question_repeated",
            _("The question is asked once for each entry of the repeat %(repeat)s."),
        _("Write %(repeat)s into the column group."), repeat=repeat.rpartition("/")[2],
    )  # fmt: skip


def _lacking(declared: Declared, sheet: str) -> Iterator[CellProblem]:
    """The parts that every report needs and that stand nowhere; for each repeat, with those of the whole form."""
    for group in declared.groups or [""]:
        names = declared.fields.keys() | declared.groups.get(group, {}).keys()
        lacking = [name for name in NEEDED if name not in names]
        if not any(name in names for name in ONE_OF):
            lacking.append(" / ".join(ONE_OF))
        if lacking:
            yield whole_fault(
                sheet,
                "fields_missing",
                _("The form does not say where these parts of a report stand: %(fields)s."),
                _("Add a row for each to the sheet “reports”: field, and question or constant."),
                fields=", ".join(lacking) + (f" ({group})" if group else ""),
            )
