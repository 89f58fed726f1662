"""The villages whose duty log an actor reads or writes."""

from __future__ import annotations

from django.db.models import Q

from bairi.delivery.duties.models import DutyDay
from bairi.delivery.duties.permissions import VIEW_DUTIES
from bairi.ground.access import Actor, NotVisible, require, visible_to
from bairi.ground.places.models import Place, PlaceLevel
from bairi.plan.campaigns.models import Campaign


def duty_villages(actor: Actor, campaign: Campaign) -> list[Place]:
    """The villages of the campaign whose duty log the actor may read, by the tree. One query."""
    reach = Q(pk__in=[])
    for grant in actor.grants_for(VIEW_DUTIES):
        if grant.campaign_code in {None, campaign.code}:
            reach |= Q(path__startswith=grant.place_path)
    rows = Place.objects.filter(
        reach, path__startswith=campaign.place.path, level=PlaceLevel.VILLAGE, dissolved_on=None
    )
    return list(rows.select_related("parent").order_by("path"))


def village_for(actor: Actor, campaign: Campaign, code: str) -> Place | None:
    """The village of that code in the campaign and within the actor's places. One query."""
    rows = visible_to(actor, Place.objects).filter(path__startswith=campaign.place.path)
    return rows.filter(code=code, level=PlaceLevel.VILLAGE).first()


def duty_village(actor: Actor, campaign: Campaign, code: str, villages: list[Place]) -> Place | None:
    """The village asked for; with none named, where the actor was last, else the first. None where there is none.

    Raises NotVisible for a code that is none of them. Two queries.
    """
    by_code = {place.code: place for place in villages}
    if code:
        if code not in by_code:
            raise NotVisible
        return by_code[code]
    own = DutyDay.objects.filter(campaign=campaign, person=actor.user_id).order_by("-known")
    last = own.values_list("place__code", flat=True).first() if actor.user_id is not None else None
    return by_code.get(last or "") or next(iter(villages), None)


def require_view(actor: Actor, campaign: Campaign, place: Place | None = None) -> None:
    """Raise NotAllowed for one who may not read the duty log (of that place)."""
    require(actor, VIEW_DUTIES, place_path=None if place is None else place.path, campaign_code=campaign.code)
