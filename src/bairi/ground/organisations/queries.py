"""Units, who belongs to them, and which villages they are paired with."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from bairi.ground.access import Actor, NotVisible, visible_to
from bairi.ground.organisations.models import Membership, Organisation, OrganisationKind, Pairing
from bairi.ground.places.models import Place, PlaceLevel


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in the list; `head` is who leads it, empty where no one is entered."""

    code: str
    name: str
    kind: str
    place: str
    phone: str
    head: str
    members: int
    villages: int
    dissolved: bool


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit with its posts and pairings, those that last first."""

    unit: Organisation
    members: list[Membership]
    pairings: list[Pairing]


@dataclass(frozen=True, slots=True)
class VillagePairings:
    """A village with the units that are paired with it now."""

    village: Place
    township: str
    pairings: list[Pairing]


def organisations(actor: Actor, *, kind: str = "", asked: str = "", dissolved: bool = False) -> list[UnitRow]:
    """The units within the actor's places, by kind and code. Two queries."""
    rows = visible_to(actor, Organisation.objects.select_related("place")).filter(dissolved_on__isnull=not dissolved)
    if kind in OrganisationKind.values:
        rows = rows.filter(kind=kind)
    if asked:
        rows = rows.filter(Q(name__icontains=asked) | Q(code__icontains=asked))
    rows = rows.annotate(
        member_count=Count("memberships", filter=Q(memberships__until_on=None), distinct=True),
        village_count=Count("pairings", filter=Q(pairings__until_on=None), distinct=True),
    ).order_by("kind", "code")
    found = list(rows)
    heads = dict(
        Membership.objects.filter(organisation__in=[row.pk for row in found], is_head=True, until_on=None)
        .order_by("since_on", "pk")
        .values_list("organisation_id", "user__name")
    )
    return [
        UnitRow(
            row.code, row.name, str(OrganisationKind(row.kind).label), row.place.name, row.phone,
            heads.get(row.pk, ""), row.member_count, row.village_count, row.dissolved_on is not None,
        )
        for row in found
    ]  # fmt: skip


def organisation_for(actor: Actor, code: str) -> Organisation:
    """The unit of that code. Raises NotVisible. One query."""
    unit = visible_to(actor, Organisation.objects.select_related("place")).filter(code=code).first()
    if unit is None:
        raise NotVisible()
    return unit


def unit_page(actor: Actor, code: str) -> UnitPage:
    """A unit with its people and villages. Raises NotVisible. Three queries."""
    unit = organisation_for(actor, code)
    members = Membership.objects.filter(organisation=unit).select_related("user")
    pairings = Pairing.objects.filter(organisation=unit).select_related("place__parent")
    return UnitPage(
        unit,
        sorted(members, key=lambda row: (row.until_on is not None, not row.is_head, row.since_on, row.pk)),
        sorted(pairings, key=lambda row: (row.until_on is not None, row.place.order, row.place.code)),
    )


def village_pairings(actor: Actor, *, unpaired: bool = False) -> list[VillagePairings]:
    """Every village within the actor's places with its paired units; with `unpaired`, those without. Two queries."""
    villages = visible_to(actor, Place.objects.select_related("parent")).filter(
        level=PlaceLevel.VILLAGE, dissolved_on=None
    )
    by_village: dict[int, list[Pairing]] = {}
    rows = visible_to(actor, Pairing.objects.select_related("organisation")).filter(until_on=None)
    for pairing in rows.order_by("since_on", "pk"):
        by_village.setdefault(pairing.place_id, []).append(pairing)
    found = [
        VillagePairings(place, place.parent.name if place.parent else "", by_village.get(place.pk, []))
        for place in villages.order_by("parent__order", "parent__code", "order", "code")
    ]
    return [row for row in found if not row.pairings] if unpaired else found


def places_for_unit(actor: Actor) -> list[tuple[str, str]]:
    """Codes and names of the places that a unit may belong to: villages and above. One query."""
    rows = visible_to(actor, Place.objects).filter(level__lte=PlaceLevel.VILLAGE, dissolved_on=None)
    ordered = rows.order_by("level", "order", "code").values_list("code", "name")
    return [(code, f"{name} {code}") for code, name in ordered[:2000]]


def units_to_pair(actor: Actor) -> list[tuple[str, str]]:
    """Codes and names of the units that stand. One query."""
    rows = visible_to(actor, Organisation.objects).filter(dissolved_on=None).order_by("kind", "code")
    return list(rows.values_list("code", "name"))


def villages_to_pair(actor: Actor) -> list[tuple[str, str]]:
    """Codes and names of the villages within the actor's places. One query."""
    rows = visible_to(actor, Place.objects.select_related("parent")).filter(level=PlaceLevel.VILLAGE, dissolved_on=None)
    return [
        (place.code, f"{place.parent.name if place.parent else ''} {place.name}".strip())
        for place in rows.order_by("parent__order", "parent__code", "order", "code")[:5000]
    ]
