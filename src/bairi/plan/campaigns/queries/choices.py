"""What the plan's forms offer to choose from."""

from __future__ import annotations

from bairi.ground.access import Actor, visible_to
from bairi.ground.organisations.models import Organisation
from bairi.ground.places.models import Place, PlaceLevel
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.permissions import CREATE_CAMPAIGN


def places_for_campaign(actor: Actor) -> list[tuple[str, str]]:
    """Codes and names of the places for which the actor may create a campaign, townships and above. One query."""
    rows = visible_to(actor, Place.objects).filter(level__lte=PlaceLevel.TOWNSHIP, dissolved_on=None)
    rows = rows.order_by("level", "order", "code")
    return [
        (place.code, f"{place.name} {place.code}")
        for place in rows[:500]
        if actor.may(CREATE_CAMPAIGN, place_path=place.path)
    ]


def units_for(campaign: Campaign) -> list[tuple[str, str]]:
    """Codes and names of the units that stand in the campaign's place and below. One query."""
    rows = Organisation.objects.filter(dissolved_on=None, place__path__startswith=campaign.place.path)
    return list(rows.order_by("kind", "code").values_list("code", "name"))


def places_below(actor: Actor, campaign: Campaign, under: str, depth: int = 1) -> list[Place]:
    """The places of the campaign `depth` levels below a path that the actor sees, in order. One query."""
    rows = visible_to(actor, Place.objects).filter(path__startswith=under, dissolved_on=None).order_by("order", "code")
    steps = under.count("/")
    return [place for place in rows if 0 < place.path.count("/") - steps <= depth and place.pk != campaign.place_id]


def place_in(actor: Actor, campaign: Campaign, code: str) -> Place | None:
    """A place of the campaign by code, None when there is none that the actor sees. One query."""
    rows = visible_to(actor, Place.objects).filter(path__startswith=campaign.place.path)
    return rows.filter(code=code).first()


def top_place(actor: Actor, campaign: Campaign) -> Place:
    """The topmost place of the campaign that the actor sees: its own place, or the actor's township or village."""
    rows = visible_to(actor, Place.objects).filter(path__startswith=campaign.place.path, dissolved_on=None)
    return rows.order_by("level", "order", "code").first() or campaign.place


def path_to(actor: Actor, campaign: Campaign, place: Place) -> list[Place]:
    """The places from the topmost one that the actor sees down to above `place`. One query."""
    keys = [int(key) for key in place.path.rstrip("/").split("/")[:-1]]
    rows = visible_to(actor, Place.objects).filter(pk__in=keys, path__startswith=campaign.place.path)
    return list(rows.order_by("level"))
