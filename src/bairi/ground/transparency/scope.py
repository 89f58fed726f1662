"""Which events an actor sees: the room knows place codes only, so the places room registers how they are found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from bairi.ground.access import Actor

PlaceCodes = Callable[[Actor], QuerySet[Any, Any]]
_place_codes: list[PlaceCodes] = []


def register_place_codes(find: PlaceCodes) -> None:
    """Tell how the codes of an actor's places are found: a queryset of one column, used as a subquery."""
    _place_codes[:] = [find]


def events_q(actor: Actor) -> Q:
    """Rows the actor sees: all with a grant everywhere, otherwise those of the actor's places. Closed by default."""
    if any(not g.place_path and g.task_codes is None and g.campaign_code is None for g in actor.grants):
        return Q()
    if not actor.grants or not _place_codes:
        return Q(pk__in=[])
    return Q(place__in=_place_codes[0](actor))
