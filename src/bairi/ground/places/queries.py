"""The tree of places as a person sees it, as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bairi.ground.access import Actor, NotVisible, visible_to
from bairi.ground.places.models import Place, PlaceLevel, PlaceSuccession, PlaceVersion


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A place as it was called on the day, and where it stood in the tree. `code_now` leads to its page."""

    key: str
    code: str
    code_now: str
    name: str
    level: int
    depth: int
    below: int
    dissolved: bool


@dataclass(frozen=True, slots=True)
class Succession:
    """A split or a merger: who took over from whom, when, with which share of the whole."""

    code: str
    name: str
    on: date
    share: float


@dataclass(frozen=True, slots=True)
class PlaceHistory:
    """A place with its dated codes, newest first, what lies above and below it now, and its splits and mergers."""

    place: Place
    above: list[Place]
    children: list[Place]
    versions: list[PlaceVersion]
    came_from: list[Succession]
    went_to: list[Succession]


def place_tree(actor: Actor, *, on: date, under: str = "", deep: bool = True) -> list[TreeRow]:
    """The places that stood on the day, in the order of the tree. Without `deep`, townships and above.

    `under` is the code of a place: it and what lay below it. One query.
    """
    rows = visible_to(actor, PlaceVersion.objects).filter(valid_from__lte=on, valid_to__gt=on)
    found = rows.select_related("place").order_by("place__order", "code")
    children: dict[int | None, list[PlaceVersion]] = {}
    here = {row.place_id for row in found}
    for row in found:
        children.setdefault(row.parent_id if row.parent_id in here else None, []).append(row)
    roots = [row for row in found if row.code == under] if under else children.get(None, [])
    shown: list[TreeRow] = []
    for root in roots:
        _walk(root, 0, children, shown, PlaceLevel.GROUP if deep else PlaceLevel.TOWNSHIP)
    return shown


def _walk(
    row: PlaceVersion, depth: int, children: dict[int | None, list[PlaceVersion]], shown: list[TreeRow], to_level: int
) -> None:
    below = children.get(row.place_id, [])
    place = row.place
    shown.append(
        TreeRow(
            str(place.key),
            row.code,
            place.code,
            row.name,
            place.level,
            depth,
            len(below),
            place.dissolved_on is not None,
        )
    )
    for child in below:
        if child.place.level <= to_level:
            _walk(child, depth + 1, children, shown, to_level)


def place_by_code(actor: Actor, code: str) -> Place:
    """The place that bears the code now, or bore it last. Raises NotVisible. One query, two for an earlier code."""
    place = visible_to(actor, Place.objects.select_related("parent")).filter(code=code).first()
    if place is None:
        version = visible_to(actor, PlaceVersion.objects).filter(code=code).order_by("-valid_to").first()
        if version is None:
            raise NotVisible()
        place = Place.objects.select_related("parent").get(pk=version.place_id)
    return place


def place_history(actor: Actor, code: str) -> PlaceHistory:
    """A place with its history. Raises NotVisible. Six queries."""
    place = place_by_code(actor, code)
    keys = [int(key) for key in place.path.rstrip("/").split("/")[:-1]]
    return PlaceHistory(
        place=place,
        above=list(visible_to(actor, Place.objects).filter(pk__in=keys).order_by("level")),
        children=list(Place.objects.filter(parent=place, dissolved_on=None).order_by("order", "code")),
        versions=list(PlaceVersion.objects.filter(place=place).select_related("parent").order_by("-valid_from")),
        came_from=[
            Succession(row.before.code, row.before.name, row.on, row.share)
            for row in PlaceSuccession.objects.filter(after=place).select_related("before").order_by("on", "pk")
        ],
        went_to=[
            Succession(row.after.code, row.after.name, row.on, row.share)
            for row in PlaceSuccession.objects.filter(before=place).select_related("after").order_by("on", "pk")
        ],
    )


def brothers(actor: Actor, place: Place) -> list[Place]:
    """The places directly under the same one, itself left out: what it can be merged with. One query."""
    rows = visible_to(actor, Place.objects).filter(parent=place.parent_id, dissolved_on=None)
    return list(rows.exclude(pk=place.pk).order_by("order", "code"))
