"""Who may read the log of events, and whose events they see.

The room knows place codes only, so the places room registers how an actor's codes are found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Actor, Role, declare

SEE_EVENTS = declare(
    "transparency.see_events",
    _("Read the log of events"),
    [
        Role.COMMANDER, Role.DATA_OFFICER, Role.TOWNSHIP_CLERK, Role.VILLAGE_TEAM, Role.INSPECTOR, Role.ARCHIVIST,
        Role.VIEWER,
    ],
)  # fmt: skip
SEE_PERSONAL_DATA = declare(
    "transparency.see_personal_data",
    _("Read the personal details in the log of events"),
    [Role.COMMANDER, Role.DATA_OFFICER, Role.TOWNSHIP_CLERK, Role.ARCHIVIST],
)
ERASE_PERSONAL_DATA = declare(
    "transparency.erase_personal_data",
    _("Erase personal data from the log of events"),
    [Role.DATA_OFFICER, Role.ARCHIVIST],
)

PlaceCodes = Callable[[Actor], QuerySet[Any, Any]]
_place_codes: list[PlaceCodes] = []


def register_place_codes(find: PlaceCodes) -> None:
    """Tell how the codes of an actor's places are found: a queryset of one column, used as a subquery."""
    _place_codes[:] = [find]


def events_q(actor: Actor) -> Q:
    """Rows the actor sees: all with a grant everywhere, otherwise those of the actor's places. Closed by default.

    An event does not name its task, so a grant over some tasks only opens nothing here.
    """
    grants = tuple(g for g in actor.grants_for(SEE_EVENTS) if g.task_codes is None and g.campaign_code is None)
    if any(not grant.place_path for grant in grants):
        return Q()
    if not grants or not _place_codes:
        return Q(pk__in=[])
    return Q(place__in=_place_codes[0](replace(actor, grants=grants)))
