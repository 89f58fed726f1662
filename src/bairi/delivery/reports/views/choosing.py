"""Choosing the place and the target that a page is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from bairi.delivery.reports import queries
from bairi.ground.access import NotVisible
from bairi.ground.places.models import Place
from bairi.ground.ui.pages import actor_of
from bairi.ground.ui.words import named
from bairi.plan.campaigns.models import Campaign

LONGEST_KEY = 18


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address names: a place, a task in it ("" for none), a measure, an item."""

    place: str = ""
    task: str = ""
    measure: str = ""
    item: UUID | None = None


def read_asked(request: HttpRequest, campaign: Campaign) -> Asked:
    """Read `?target=` or `?place=&task=&measure=&item=`. Raises NotVisible for a target outside the scope."""
    key = request.GET.get("target", "")
    if key:
        if not (key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY):
            raise NotVisible
        found = queries.target_named(actor_of(request), campaign, int(key))
        return Asked(found.place.code, found.task.code, found.measure.code)
    return Asked(
        place=_word(request, "place"),
        task=_word(request, "task"),
        measure=_word(request, "measure"),
        item=number_of(_word(request, "item")),
    )


def _word(request: HttpRequest, name: str) -> str:
    """A word of the query; nothing for one that no database takes."""
    word = request.GET.get(name, "").strip()
    return word if word.isprintable() else ""


def number_of(text: str) -> UUID | None:
    """A UUID as it was written; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def choose_place(request: HttpRequest, campaign: Campaign, places: Sequence[Place], code: str) -> Place | None:
    """The place of that code; without one, where the person reported last, else the first; None where there is none.

    Raises NotVisible for a code that is not among the places.
    """
    if code:
        return _found(places, code)
    last = queries.last_place(actor_of(request), campaign)
    return next((place for place in places if place.code == last), places[0] if places else None)


def _found(places: Sequence[Place], code: str) -> Place:
    found = next((place for place in places if place.code == code), None)
    if found is None:
        raise NotVisible
    return found


def grouped(places: Iterable[Place]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(place above, [(code, name)]) for the list to choose from."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for place in places:
        above = named(place.parent) if place.parent is not None else ""
        groups.setdefault(above, []).append((place.code, named(place)))
    return list(groups.items())
