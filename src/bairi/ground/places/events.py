"""What has happened to places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bairi.ground.transparency.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAdded(Event):
    kind: ClassVar[str] = "places.place_added"
    label = _("Place added")
    line = _("%(code)s %(name)s")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "place"
    place: UUID
    code: str
    name: str
    parent: str | None
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChanged(Event):
    """`fields` names what changed: name, name_en, parent, short_name, order, lon, lat, boundary, tile_x, tile_y."""

    kind: ClassVar[str] = "places.place_changed"
    label = _("Place changed")
    line = _("%(code)s %(name)s")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "place"
    place: UUID
    code: str
    name: str
    parent: str | None
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSplit(Event):
    kind: ClassVar[str] = "places.place_split"
    label = _("Place split")
    line = _("%(code)s %(name)s into %(parts)s on %(on)s")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "place"
    place: UUID
    code: str
    name: str
    on: date
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMerged(Event):
    kind: ClassVar[str] = "places.place_merged"
    label = _("Place merged")
    line = _("%(code)s %(name)s into %(into)s on %(on)s")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "place"
    place: UUID
    code: str
    name: str
    on: date
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRecoded(Event):
    kind: ClassVar[str] = "places.place_recoded"
    label = _("Code or name of a place changed")
    line = _("%(code_before)s to %(code)s %(name)s on %(on)s")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "place"
    place: UUID
    code_before: str
    code: str
    name: str
    on: date
