"""What a table of places adds and changes: gathered whole, every fault with its row, then written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Actor, require, visible_to
from bairi.ground.places.actions.geometry import Geometry
from bairi.ground.places.models import Place, PlaceVersion
from bairi.ground.places.permissions import IMPORT_PLACES
from bairi.ground.places.rules import PlaceSetting, codes_above, level_of, short_name

ALWAYS = date(1900, 1, 1)
_OWN = ("name", "name_en", "short_name", "lon", "lat", "boundary", "parent")
_DATED = {"name", "name_en", "parent"}
_BATCH = 500


@dataclass(slots=True)
class PlaceChange:
    """A place that is added (`fields` empty) or changed: field → before and after."""

    place: Place
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row (index from 0) that cannot stand, in which column, and the sentence that says why."""

    row: int
    column: str
    code: str
    message: str | Promise
    value: str

    def __str__(self) -> str:
        return str(self.message) % {"value": self.value}


class PlacePlan:
    """Takes rows in any order; `faults` must be empty before `write`."""

    def __init__(self, by: Actor, rows: Sequence[PlaceSetting], valid_on: date) -> None:
        self.by, self.valid_on = by, valid_on
        self._wanted = {row.code: row for row in rows}
        self._known = _places({*self._wanted, *(code for row in rows for code in above(row))})
        seen = visible_to(by, Place.objects).filter(pk__in=[place.pk for place in self._known.values()])
        self._seen = set(seen.values_list("code", flat=True))
        self.added: list[PlaceChange] = []
        self.changed: dict[str, PlaceChange] = {}
        self.unchanged = 0
        self.faults: list[RowFault] = []
        taken: set[str] = set()
        for index in sorted(range(len(rows)), key=lambda i: self._depth(rows[i])):
            if rows[index].code in taken:
                self._fault(
                    index, "code", "place_twice", _("The place “%(value)s” stands in two rows."), rows[index].code
                )
            elif rows[index].code in self._known:
                self._change(index, rows[index], self._known[rows[index].code])
            else:
                self._add(index, rows[index])
            taken.add(rows[index].code)
        self.faults.sort(key=lambda fault: fault.row)

    def _depth(self, row: PlaceSetting, seen: frozenset[str] = frozenset()) -> int:
        """How many rows of the table stand above this one."""
        up = next((self._wanted[code] for code in above(row) if code in self._wanted), None)
        return 0 if up is None or up.code in seen else 1 + self._depth(up, seen | {row.code})

    def _fault(self, row: int, column: str, code: str, message: str | Promise, value: str) -> None:
        self.faults.append(RowFault(row, column, code, message, value))

    def _parent(self, index: int, row: PlaceSetting) -> Place | None:
        parent = next((self._known[code] for code in above(row) if code in self._known), None)
        if row.parent and (parent is None or parent.code == row.code):
            message = _("There is no place with the code “%(value)s” to stand above this one. Add its row.")
            self._fault(index, "parent", "parent_unknown", message, row.parent)
        return parent

    def _add(self, index: int, row: PlaceSetting) -> None:
        level = row.level if row.level is not None else level_of(row.code)
        parent = self._parent(index, row)
        if level is None:
            message = _("The code “%(value)s” does not tell the level of the place. Fill in the column Level.")
            self._fault(index, "level", "level_unknown", message, row.code)
            return
        require(self.by, IMPORT_PLACES, place_path=_path_of(parent))
        place = Place(
            code=row.code, name=row.name, name_en=row.name_en, short_name=row.short_name or short_name(row.name),
            level=level, parent=parent, path=f"new/{row.code}", lon=row.lon, lat=row.lat,
        )  # fmt: skip
        self._known[row.code] = place
        self._seen.add(row.code)
        self.added.append(PlaceChange(place))

    def _change(self, index: int, row: PlaceSetting, place: Place) -> None:
        if row.code not in self._seen:
            message = _("The place “%(value)s” is not one of yours. Leave its row out.")
            self._fault(index, "code", "place_not_yours", message, row.code)
            return
        require(self.by, IMPORT_PLACES, place_path=place.path)
        new = {"name": row.name, "name_en": row.name_en or place.name_en,
               "short_name": row.short_name or place.short_name or short_name(row.name),
               "lon": place.lon if row.lon is None else row.lon,
               "lat": place.lat if row.lat is None else row.lat}  # fmt: skip
        change = PlaceChange(place, _set(place, new))
        parent = self._parent(index, row) if row.parent else None
        if parent is not None and parent.code != (place.parent.code if place.parent else None):
            change.fields["parent"] = (place.parent.code if place.parent else None, parent.code)
            place.parent = parent
        if change.fields:
            self.changed[row.code] = change
        else:
            self.unchanged += 1

    def draw(self, geometry: Mapping[str, Geometry]) -> list[str]:
        """Points and boundaries onto the places. Returns the codes that no place of the actor has."""
        others = _places(code for code in geometry if code not in self._known)
        seen = visible_to(self.by, Place.objects).filter(pk__in=[place.pk for place in others.values()])
        mine = {place.code: place for place in seen.select_related("parent")}
        self._seen |= set(mine)
        self._known |= mine
        for code in [code for code in geometry if code in self._seen]:
            place, shape = self._known[code], geometry[code]
            new = {"lon": shape.lon, "lat": shape.lat, "boundary": shape.boundary or place.boundary}
            fields = _set(place, new)
            if fields and place.pk is not None:
                require(self.by, IMPORT_PLACES, place_path=place.path)
                self.changed.setdefault(code, PlaceChange(place)).fields.update(fields)
        return sorted(code for code in geometry if code not in self._seen)

    def write(self) -> None:
        """New places level by level, each with its first version; changed ones with a new version from `valid_on`."""
        by_depth: dict[int, list[Place]] = {}
        for change in self.added:
            by_depth.setdefault(_depth(change.place), []).append(change.place)
        for depth in sorted(by_depth):
            for place in by_depth[depth]:
                place.parent = place.parent  # its key is known by now
            Place.objects.bulk_create(by_depth[depth], batch_size=_BATCH)
        versions = [_version(change.place, ALWAYS) for change in self.added]
        PlaceVersion.objects.bulk_create(versions, batch_size=_BATCH)
        for change in self.changed.values():
            change.place.parent = change.place.parent
        Place.objects.bulk_update([change.place for change in self.changed.values()], _OWN, batch_size=_BATCH)
        for change in self.changed.values():
            if change.fields.keys() & _DATED:
                self._new_version(change.place)

    def _new_version(self, place: Place) -> None:
        last = PlaceVersion.objects.filter(place=place).order_by("valid_from").last()
        if last is not None and last.valid_from < self.valid_on:
            new = _version(place, self.valid_on)
            new.valid_to, last.valid_to = last.valid_to, self.valid_on
            last.save(update_fields=["valid_to"])
        else:  # the version began on that day or later: it is corrected, nothing lies between
            new = last or _version(place, ALWAYS)
            new.name, new.name_en, new.parent = place.name, place.name_en, place.parent
        new.save()


def above(row: PlaceSetting) -> list[str]:
    """Codes of the places that may stand above the row's place, the nearest first."""
    return [row.parent] if row.parent else codes_above(row.code)


def _set(place: Place, new: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    fields = {name: (getattr(place, name), value) for name, value in new.items() if getattr(place, name) != value}
    for name, value in new.items():
        setattr(place, name, value)
    return fields


def _places(codes: Iterable[str]) -> dict[str, Place]:
    wanted = sorted(set(codes))
    found: dict[str, Place] = {}
    for start in range(0, len(wanted), _BATCH):
        rows = Place.objects.filter(code__in=wanted[start : start + _BATCH]).select_related("parent")
        found |= {place.code: place for place in rows}
    return found


def _path_of(place: Place | None) -> str:
    """The path of the nearest place that is there already; "" for the root."""
    while place is not None and place.path.startswith("new/"):
        place = place.parent
    return "" if place is None else place.path


def _depth(place: Place) -> int:
    return 0 if place.parent is None else 1 + _depth(place.parent)


def _version(place: Place, valid_from: date) -> PlaceVersion:
    return PlaceVersion(
        place=place, code=place.code, name=place.name, name_en=place.name_en, parent=place.parent, valid_from=valid_from
    )
