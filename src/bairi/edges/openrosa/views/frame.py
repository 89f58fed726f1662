"""What the pages of ODK share: who asks, the campaign, the tabs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.edges.openrosa import queries
from bairi.edges.openrosa.permissions import PUBLISH_FORM, TAKE_IN_SUBMISSION
from bairi.ground.access import Actor
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns.models import Campaign


def may_in(actor: Actor, permission: str, campaign: Campaign) -> bool:
    """Whether the actor may do this anywhere in the campaign."""
    return any(grant.campaign_code in {None, campaign.code} for grant in actor.grants_for(permission))


def page(
    request: HttpRequest, template: str, campaign: Campaign, context: Mapping[str, Any], *, tab: str, status: int = 200
) -> HttpResponse:
    """A page of ODK; `tab` is the entry of its own navigation."""
    actor = actor_of(request)
    shared = {
        "campaign": campaign,
        "nav_current": "odk",
        "tab": tab,
        "may_report": may_in(actor, RECEIVE_REPORT, campaign),
        "may_publish": actor.may(PUBLISH_FORM, place_path=campaign.place.path, campaign_code=campaign.code),
        "may_decide": may_in(actor, TAKE_IN_SUBMISSION, campaign),
        "waiting": queries.count_waiting(actor, campaign),
    }
    return render(request, template, shared | dict(context), status=status)
