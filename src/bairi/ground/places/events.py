"""What has happened to places."""

from __future__ import annotations

from dataclasses import dataclass
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
