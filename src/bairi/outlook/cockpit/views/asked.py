"""What a figure page is asked for by its address: day, knowledge, basis, task."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from bairi.delivery.reports.rules import Level
from bairi.ground.ui.asof import AsOf, read_asof
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import campaign_for, day_number, days, today

BASES = {"reported": Level.REPORTED, "confirmed": Level.CONFIRMED, "verified": Level.VERIFIED}


@dataclass(frozen=True, slots=True)
class Asked:
    """The campaign, the day, the basis, and the query that keeps all of them on the next page."""

    campaign: Campaign
    asof: AsOf
    basis: Level
    task: str | None
    query: str

    @property
    def then(self) -> bool:
        """By what was known at the end of the day, rather than by what is known now."""
        return self.asof.known == "then"

    def cockpit(self, place: str, task: str = "") -> str:
        """The address of a place's cockpit on the same day and basis; of one task in it."""
        base = reverse("cockpit_place", kwargs={"campaign": self.campaign.code, "place": place})
        return self._with(base, task)

    def target(self, task: str, place: str) -> str:
        """The address of one target on the same day and basis."""
        names = {"campaign": self.campaign.code, "task": task, "place": place}
        return self._with(reverse("target", kwargs=names), "")

    def _with(self, base: str, task: str) -> str:
        query = "&".join(part for part in (self.query, urlencode({"task": task}) if task else "") if part)
        return f"{base}?{query}" if query else base


def read(request: HttpRequest, code: str) -> Asked:
    """What the address asks for; what it does not say, or says wrongly, is today and the confirmed basis."""
    campaign = campaign_for(actor_of(request), code)
    number = day_number(campaign, today(campaign))
    asof = read_asof(request.GET.dict(), start_on=campaign.start_on, days=days(campaign), today=number)
    kept = {key: request.GET[key] for key in ("day", "known", "basis") if key in request.GET}
    return Asked(
        campaign=campaign,
        asof=asof,
        basis=BASES.get(request.GET.get("basis", ""), Level.CONFIRMED),
        task=request.GET.get("task") or None,
        query=urlencode(kept),
    )
