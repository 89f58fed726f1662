"""The search of the frame: places and targets by name or code, within what a person may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from bairi.ground.access import Actor, visible_to
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign, CampaignState, Target, Task

LIMIT: Final = 40
LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place within a campaign. `within` names the places above it, the nearest last."""

    name: str
    within: str
    code: str
    campaign: str
    campaign_name: str


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """A task's target in a place."""

    task: str
    task_code: str
    place: str
    place_code: str
    campaign: str
    campaign_name: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, at most LIMIT of each kind; `more` says that there is more."""

    places: list[FoundPlace]
    targets: list[FoundTarget]
    more: bool


def search(actor: Actor, text: str, *, campaign: str = "", english: bool = False) -> Found:
    """Places and targets in which every word of `text` occurs; in one campaign when its code is given.

    Three queries. An empty text finds nothing.
    """
    words = text[:LONGEST].split()
    if not words:
        return Found([], [], False)
    campaigns = list(visible_to(actor, Campaign.objects).select_related("place"))
    campaigns = sorted(
        (c for c in campaigns if campaign in {"", c.code}), key=lambda c: c.state != CampaignState.RUNNING
    )
    places = _places(actor, words, campaigns, english)
    targets = _targets(actor, words, campaigns, english)
    more = len(places) > LIMIT or len(targets) > LIMIT
    return Found(places[:LIMIT], targets[:LIMIT], more)


def _places(actor: Actor, words: list[str], campaigns: list[Campaign], english: bool) -> list[FoundPlace]:
    rows = visible_to(actor, Place.objects).filter(dissolved_on=None).select_related("parent", "parent__parent")
    for word in words:
        rows = rows.filter(_place_named(word, ""))
    found = []
    for place in rows.order_by("level", "code")[: LIMIT + 1]:
        holder = next((c for c in campaigns if place.path.startswith(c.place.path)), None)
        if holder:
            name = _name(place, english)
            found.append(FoundPlace(name, _within(place, english), place.code, holder.code, _name(holder, english)))
    return found


def _place_named(word: str, prefix: str) -> Q:
    named = Q(**{f"{prefix}name__icontains": word}) | Q(**{f"{prefix}name_en__icontains": word})
    return named | Q(**{f"{prefix}code__startswith": word}) if word.isdigit() else named


def _within(place: Place, english: bool) -> str:
    above = [place.parent.parent, place.parent] if place.parent else []
    return " · ".join(_name(higher, english) for higher in above if higher)


def _targets(actor: Actor, words: list[str], campaigns: list[Campaign], english: bool) -> list[FoundTarget]:
    rows = visible_to(actor, Target.objects).filter(measure__counts=True, campaign__in=campaigns)
    for word in words:
        in_task = Q(task__name__icontains=word) | Q(task__name_en__icontains=word)
        rows = rows.filter(in_task | _place_named(word, "place__"))
    rows = rows.select_related("task", "place", "campaign").order_by("campaign", "task__order", "place__code")
    return [
        FoundTarget(
            task=_name(row.task, english),
            task_code=row.task.code,
            place=_name(row.place, english),
            place_code=row.place.code,
            campaign=row.campaign.code,
            campaign_name=_name(row.campaign, english),
        )
        for row in rows[: LIMIT + 1]
    ]


def _name(thing: Place | Campaign | Task, english: bool) -> str:
    return (thing.name_en if english else "") or thing.name
