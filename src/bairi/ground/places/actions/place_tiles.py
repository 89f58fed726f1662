"""Where places stand in the tile map."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from bairi.ground.access import Actor, NotVisible, require, visible_to
from bairi.ground.places.events import PlaceChanged
from bairi.ground.places.models import Place
from bairi.ground.places.permissions import PLACE_TILES
from bairi.ground.transparency.actions import Entry, append_many

Position = tuple[int, int]
_BATCH = 500


@transaction.atomic
def place_tiles(*, positions: Mapping[str, Position], by: Actor, at: datetime) -> int:
    """Set the column and row of places (by code) among those of their own parent. Returns how many changed.

    Raises NotVisible when one of them is not the actor's, NotAllowed.
    """
    codes = sorted(positions)
    found: dict[str, Place] = {}
    for start in range(0, len(codes), _BATCH):
        seen = visible_to(by, Place.objects).filter(code__in=codes[start : start + _BATCH])
        found |= {place.code: place for place in seen.select_related("parent").select_for_update(of=("self",))}
    if len(found) < len(codes):
        raise NotVisible()
    changed = [place for code, place in found.items() if (place.tile_x, place.tile_y) != positions[code]]
    for place in changed:
        require(by, PLACE_TILES, place_path=place.path)
        place.tile_x, place.tile_y = positions[place.code]
    Place.objects.bulk_update(changed, ["tile_x", "tile_y"], batch_size=_BATCH)
    append_many([Entry(_moved(place), place.code) for place in changed], by=by, at=at, group=uuid4())
    return len(changed)


def _moved(place: Place) -> PlaceChanged:
    return PlaceChanged(
        place=place.key,
        code=place.code,
        name=place.name,
        parent=place.parent.code if place.parent else None,
        fields=("tile_x", "tile_y"),
    )
