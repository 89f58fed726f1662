"""Places from a table of codes, groups below villages, points and boundaries from GeoJSON."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate

from bairi.ground.access import Actor
from bairi.ground.places.actions.geometry import Geometry, read_geojson
from bairi.ground.places.actions.place_plan import PlaceChange, PlacePlan, RowFault
from bairi.ground.places.actions.tree import refresh_tree
from bairi.ground.places.events import PlaceAdded, PlaceChanged
from bairi.ground.places.models import Place
from bairi.ground.places.problems import PlacesRefused
from bairi.ground.places.rules import PlaceSetting
from bairi.ground.places.sheet import PLACES, place_setting
from bairi.ground.tables import CellProblem, open_sheet
from bairi.ground.transparency.actions import Entry, append_many


@dataclass(frozen=True, slots=True)
class PlaceImport:
    """What an import of places did, or would do. `unknown` are codes of the geometry that no place has."""

    added: list[PlaceChange]
    changed: list[PlaceChange]
    unchanged: int
    unknown: list[str]
    notices: list[CellProblem]


@transaction.atomic
def import_places(
    *,
    rows: Sequence[PlaceSetting],
    geometry: Mapping[str, Geometry] | None = None,
    valid_on: date | None = None,
    by: Actor,
    at: datetime,
) -> PlaceImport:
    """Add and change places by code, all or nothing, one event each; a place that is not named stays as it is.

    A name or parent that changes does so from `valid_on` (default: the day of `at`) and the earlier one is kept; a new
    place was always there. Raises PlacesRefused with every faulty row, NotAllowed outside the actor's places.
    """
    plan = PlacePlan(by, rows, valid_on or localdate(at))
    if plan.faults:
        raise _refused(plan.faults)
    return _write(plan, geometry or {}, by, at)


def import_places_file(
    *,
    source: bytes | Path,
    name: str = "",
    geojson: bytes | Path | None = None,
    valid_on: date | None = None,
    dry_run: bool = False,
    by: Actor,
    at: datetime,
) -> PlaceImport:
    """Import a table of places (.csv, .xlsx, .xls; columns code and name, others optional), all or nothing.

    With `dry_run` nothing is kept. Raises PlacesRefused with every cell, GeometryUnreadable, and what `tables` raises.
    """
    reading = open_sheet(source, PLACES, name=name)
    read = list(reading)
    geometry = read_geojson(geojson) if geojson is not None else {}
    with transaction.atomic():
        plan = PlacePlan(by, [place_setting(row) for row in read if not row.problems], valid_on or localdate(at))
        good = [row for row in read if not row.problems]
        for fault in plan.faults:
            reading.add(good[fault.row].number, fault.column, fault.code, fault.message, value=fault.value)
        if reading.problems:
            found = sorted(reading.problems, key=lambda problem: problem.row)
            raise PlacesRefused(count=len(found), first=str(found[0]), problems=[p.as_dict() for p in found])
        result = _write(plan, geometry, by, at)
        if dry_run:
            transaction.set_rollback(True)
    return PlaceImport(result.added, result.changed, result.unchanged, result.unknown, reading.notices)


def _refused(faults: Sequence[RowFault]) -> PlacesRefused:
    problems = [{"row": f.row, "column": f.column, "code": f.code, "message": str(f)} for f in faults]
    return PlacesRefused(count=len(faults), first=str(faults[0]), problems=problems)


def _write(plan: PlacePlan, geometry: Mapping[str, Geometry], by: Actor, at: datetime) -> PlaceImport:
    unknown = plan.draw(geometry)
    plan.write()
    changed = list(plan.changed.values())
    events = [Entry(_added(change.place), change.place.code) for change in plan.added]
    events += [Entry(_changed(change), change.place.code) for change in changed]
    append_many(events, by=by, at=at, group=uuid.uuid4())
    if plan.added or any("parent" in change.fields for change in changed):
        refresh_tree()
    return PlaceImport(plan.added, changed, plan.unchanged, unknown, [])


def _parent(place: Place) -> str | None:
    return place.parent.code if place.parent else None


def _added(place: Place) -> PlaceAdded:
    return PlaceAdded(place=place.key, code=place.code, name=place.name, parent=_parent(place), level=place.level)


def _changed(change: PlaceChange) -> PlaceChanged:
    place = change.place
    fields = tuple(sorted(change.fields))
    return PlaceChanged(place=place.key, code=place.code, name=place.name, parent=_parent(place), fields=fields)
