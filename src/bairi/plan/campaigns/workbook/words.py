"""The difference in words: what an object is called, what its fields are called, what their values say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bairi.ground.tables import Kind
from bairi.ground.ui.words import quantity
from bairi.plan.campaigns.models import ResponsibilityKind
from bairi.plan.campaigns.rules.trajectories import points_of
from bairi.plan.campaigns.rules.whole_plan import FieldChange, PlanChangeLine, WholePlan
from bairi.plan.campaigns.workbook.sheets_targets import SHEET_OF, TRAJECTORIES


@dataclass(frozen=True, slots=True)
class Names:
    """Names by code: of lines, tasks, measures (by task and code), places, and the unit of each measure."""

    lines: Mapping[str, str]
    tasks: Mapping[str, str]
    measures: Mapping[tuple[str, str], str]
    units: Mapping[tuple[str, str], str]
    places: Mapping[str, str]


def names_of(before: WholePlan, after: WholePlan, places: Mapping[str, str]) -> Names:
    """The names that the plan uses, the new ones before the old."""
    measures = {**before.section("measures"), **after.section("measures")}
    return Names(
        {key: row.name for key, row in {**before.section("lines"), **after.section("lines")}.items()},
        {key: row.name for key, row in {**before.section("tasks"), **after.section("tasks")}.items()},
        {key: row.name for key, row in measures.items()},
        {key: row.unit for key, row in measures.items()},
        places,
    )


def label_of(line: PlanChangeLine, names: Names) -> str:
    """What the object is called, for a reader of the plan."""
    row = line.after if line.after is not None else line.before
    parts: list[str]
    if line.section == "days_off":
        parts = [row.day.isoformat()]
    elif line.section == "measures":
        parts = [names.tasks.get(line.key[0], line.key[0]), row.name]
    elif line.section == "targets":
        parts = _target(line, names)
    elif line.section == "milestones":
        kind, code, name = line.key
        parts = [(names.tasks if kind == "task" else names.lines).get(code, code), name]
    elif line.section == "answers":
        task = names.tasks.get(row.task or "", "")
        who = row.organisation or row.person or row.user or row.post
        parts = [names.places.get(row.place, row.place), task, str(ResponsibilityKind(row.kind).label), who]
    else:
        parts = [row.name]
    return " · ".join(filter(None, parts))


def _target(line: PlanChangeLine, names: Names) -> list[str]:
    task, measure, place = line.key
    parts = [names.places.get(place, place), names.tasks.get(task, task), names.measures.get((task, measure), measure)]
    if line.kind == "added":
        parts.append(f"{quantity(line.after.must)} {names.units.get((task, measure), '')}")
    return parts


def field_label(section: str, name: str) -> str:
    """The header of the column that holds the field."""
    for column in SHEET_OF[section].columns:
        if column.name == name:
            return str(column.label)
    return _("Order") if name == "order" else name


def value_words(section: str, change: FieldChange) -> tuple[str, str]:
    """The value before and after, as a reader of the plan says them."""
    return _said(section, change.name, change.before), _said(section, change.name, change.after)


def _said(section: str, name: str, value: Any) -> str:
    if value is None or value in ("", (), [], {}):
        return pgettext("value", "none")
    column = next((c for c in SHEET_OF[section].columns if c.name == name), None)
    if name == "trajectory":
        points = "，".join(f"{day.isoformat()} {share * 100:g} %" for day, share in points_of(value))
        return f"{TRAJECTORIES[value['kind']]} {points}".strip()
    if column is not None and value in column.choices:
        return str(column.choices[value])
    if column is not None and column.kind is Kind.SHARE:
        return f"{value * 100:.4g} %"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return str(quantity(value))
    if isinstance(value, (tuple, list)):
        return "、".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)
