"""Places over HTTP."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field, StringConstraints

from bairi.ground.access import Actor, visible_to
from bairi.ground.places.models import Place

router = Router(tags=["places"])
Code = Annotated[str, StringConstraints(max_length=24, pattern=r"^[^\x00]*$")]
Level = Annotated[int, Field(ge=0, le=6)]
Limit = Annotated[int, Field(ge=1, le=5000)]


class PlaceOut(Schema):
    """A place as it is now. `level`: 3 county, 4 township, 5 village, 6 village group."""

    code: str
    name: str
    name_en: str
    level: int
    parent: str | None
    lon: float | None
    lat: float | None


@router.get("places", response=list[PlaceOut], operation_id="places", summary="Places you see")
def places(
    request: HttpRequest, below: Code = "", level: Level | None = None, after: Code = "", limit: Limit = 1000
) -> list[PlaceOut]:
    """Living places within your reach, by code; `after` goes on from the last code of the page before."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = visible_to(actor, Place.objects).filter(dissolved_on=None, code__gt=after)
    if below:
        rows = rows.filter(path__startswith=_path(actor, below))
    if level is not None:
        rows = rows.filter(level=level)
    found = rows.select_related("parent").order_by("code")[:limit]
    return [
        PlaceOut(
            code=p.code, name=p.name, name_en=p.name_en, level=p.level, parent=p.parent.code if p.parent else None,
            lon=p.lon, lat=p.lat,
        )
        for p in found
    ]  # fmt: skip


def _path(actor: Actor, code: str) -> str:
    """The path of a place that the actor sees; one that no place has for any other code."""
    return visible_to(actor, Place.objects).filter(code=code).values_list("path", flat=True).first() or "-"
