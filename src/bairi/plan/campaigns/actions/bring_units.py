"""The units that a plan workbook brings: departments, townships, teams that lead or support its tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bairi.ground.access import Actor, Problem
from bairi.ground.organisations.actions import add_organisation, change_organisation
from bairi.ground.organisations.models import Organisation, OrganisationKind
from bairi.ground.places.rules import short_code
from bairi.ground.tables import Reading, Row
from bairi.ground.tables.rules.words import fold
from bairi.plan.campaigns.models import Campaign


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit that is added or changed."""

    kind: Literal["added", "changed"]
    code: str
    name: str


def bring_units(reading: Reading, campaign: Campaign, by: Actor, at: datetime) -> list[UnitChange]:
    """Add and change the units of the workbook; one that it does not name stays. A refusal becomes a cell's problem."""
    standing = {
        unit.code: unit
        for unit in Organisation.objects.filter(place__path__startswith=campaign.place.path, dissolved_on=None)
    }
    by_name = {fold(unit.name): unit for unit in standing.values()}
    found: list[UnitChange] = []
    for row in reading.rows.get("units", []):
        if row.problems:
            continue
        unit = standing.get(row["code"]) if row["code"] else by_name.get(fold(row["name"]))
        try:
            change = _add(row, campaign, by, at) if unit is None else _change(row, unit, by, at)
        except Problem as problem:
            sheet = reading.sheets["units"]
            column = "place" if problem.status == 404 else "code"
            sheet.add(row.number, column, problem.code, problem.message, **problem.data)
            continue
        if change is not None:
            found.append(change)
    return found


def _add(row: Row, campaign: Campaign, by: Actor, at: datetime) -> UnitChange:
    place = short_code(row["place"]) if row["place"] else campaign.place.code
    code = row["code"] or _free_code(place)
    unit = add_organisation(
        code=code, name=row["name"], kind=row["kind"] or OrganisationKind.DEPARTMENT, place=place,
        name_en=row["name_en"] or "", phone=row["phone"] or "", by=by, at=at,
    )  # fmt: skip
    return UnitChange("added", unit.code, unit.name)


def _change(row: Row, unit: Organisation, by: Actor, at: datetime) -> UnitChange | None:
    new = {name: row[name] or getattr(unit, name) for name in ("name", "kind", "name_en", "phone")}
    if all(getattr(unit, name) == value for name, value in new.items()):
        return None
    change_organisation(organisation=unit.code, **new, by=by, at=at)
    return UnitChange("changed", unit.code, new["name"])


def _free_code(place: str) -> str:
    taken = set(Organisation.objects.filter(code__startswith=f"{place}-").values_list("code", flat=True))
    number = len(taken) + 1
    while f"{place}-{number}" in taken:
        number += 1
    return f"{place}-{number}"
