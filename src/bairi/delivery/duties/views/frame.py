"""What the pages of the duty log share: who asks, about which village, on which day or month."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bairi.delivery.duties import queries
from bairi.ground.access import Actor
from bairi.ground.places.models import Place
from bairi.ground.ui import pages
from bairi.ground.ui.words import named
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import campaign_for, today

T = TypeVar("T")
FIELDS: Final = {
    "duties.unknown_leave": "where",
    "duties.unknown_presence": "where",
    "duties.whom_missing": "whom",
    "duties.unknown_visit_kind": "kind",
    "duties.unknown_team_role": "team_role",
    "duties.issuer_missing": "issuer",
    "duties.days_out_of_range": "days_a_month",
}
"""The field that a refusal speaks of."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page of the log is about; `place` is None where the reader has no village."""

    actor: Actor
    campaign: Campaign
    place: Place | None
    villages: list[Place]
    today: date


def read_asked(request: HttpRequest, campaign: str, *, place: str | None = None) -> Asked:
    """The campaign and the village asked for. Raises NotVisible, NotAllowed."""
    actor = pages.actor_of(request)
    row = campaign_for(actor, campaign)
    queries.require_view(actor, row)
    villages = queries.duty_villages(actor, row)
    code = _word(request, "place") if place is None else place
    return Asked(actor, row, queries.duty_village(actor, row, code, villages), villages, today(row))


def read_day(request: HttpRequest, asked: Asked) -> date:
    """The day asked for; today for none, for one that cannot be read, and for one outside the campaign so far."""
    try:
        day = date.fromisoformat(_word(request, "on"))
    except ValueError:
        return asked.today
    return day if asked.campaign.start_on <= day <= asked.today else asked.today


def attempt(form: forms.Form, act: Callable[[], T]) -> T | None:
    """What the action gives back; None when it refused, which then stands in the form at its field."""
    return pages.attempt(form, act, FIELDS)


def page(
    request: HttpRequest, template: str, asked: Asked, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the log."""
    shared = {
        "campaign": asked.campaign,
        "nav_current": "duty_day",
        "place": asked.place,
        "place_name": "" if asked.place is None else named(asked.place),
        "villages": grouped(asked.villages),
        "village_count": len(asked.villages),
        "today": asked.today,
    }
    return render(request, template, shared | dict(context), status=status)


def grouped(places: list[Place]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Villages below the names of their townships."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for place in places:
        above = "" if place.parent is None else named(place.parent)
        groups.setdefault(above, []).append((place.code, named(place)))
    return list(groups.items())


def _word(request: HttpRequest, name: str) -> str:
    word = request.GET.get(name, "").strip()
    return word if word.isprintable() else ""
