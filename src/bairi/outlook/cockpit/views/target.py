"""The page of one target: its ladder, where its figures come from, who answers."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bairi.delivery.reports.permissions import RECEIVE_REPORT, VERIFY_TARGET
from bairi.delivery.reports.queries import target_history
from bairi.ground.access import NotVisible
from bairi.ground.ui.pages import actor_of
from bairi.outlook.cockpit.queries.target import TargetPage, target_page
from bairi.outlook.cockpit.views.asked import Asked, read
from bairi.outlook.cockpit.views.charts import named, target_chart
from bairi.outlook.cockpit.views.words import driver_sentences, fate, rate
from bairi.plan.campaigns.models import CampaignState


@require_GET
def target(request: HttpRequest, campaign: str, task: str, place: str) -> HttpResponse:
    """One target as of a day, down to the reports and photos behind it."""
    asked, actor = read(request, campaign), actor_of(request)
    look = partial(target_page, actor, campaign, place=place, task=task, on=asked.asof.on, basis=asked.basis)
    try:
        page = look(then=asked.then)
    except NotVisible:
        if not asked.then:
            raise
        return _not_planned_then(request, asked, look(then=False))
    history = target_history(actor, page.campaign, place=place, task=task)
    return render(
        request,
        "cockpit/target.html",
        {
            "campaign": page.campaign,
            "page": page,
            "history": history,
            "asked": asked,
            "asof": asked.asof,
            "basis": page.basis,
            "chart": target_chart(page),
            "task_name": named(page.task.name, page.task.name_en),
            "trail": [(place.name, asked.cockpit(place.code)) for place in page.trail],
            "drivers": driver_sentences(page),
            "fate": fate(page),
            "unit": named(page.row.unit, page.row.unit_en),
            "needed": rate(page.needed),
            "best": rate(page.best_week),
            "lead_actions": _lead_actions(request, page),
            "nav_current": "cockpit",
        },
    )


def _not_planned_then(request: HttpRequest, asked: Asked, page: TargetPage) -> HttpResponse:
    """Of a target that came into the plan later: says so, and leads to what is known now."""
    return render(
        request,
        "cockpit/target_not_planned.html",
        {
            "campaign": page.campaign,
            "page": page,
            "asof": asked.asof,
            "task_name": named(page.task.name, page.task.name_en),
            "trail": [(place.name, asked.cockpit(place.code)) for place in page.trail],
            "now": f"?day={asked.asof.day}",
            "nav_current": "cockpit",
        },
    )


def _lead_actions(request: HttpRequest, page: TargetPage) -> list[tuple[str, str]]:
    """(address, label) of what the reader may do about the target: report on it, enter a finding."""
    row, campaign = page.row, page.campaign
    if campaign.state != CampaignState.RUNNING:
        return []
    ways = (("new_report", RECEIVE_REPORT, _("Report on it")), ("verify_target", VERIFY_TARGET, _("Enter a finding")))
    query = urlencode({"place": row.place_code, "task": row.task_code})
    return [
        (f"{reverse(name, args=[campaign.code])}?{query}", label)
        for name, permission, label in ways
        if actor_of(request).may(
            permission, place_path=row.place_path, task_code=row.task_code, campaign_code=campaign.code
        )
    ]
