"""The page of one target: its ladder, where its figures come from, who answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bairi.delivery.reports.queries import target_history
from bairi.outlook.cockpit.queries.target import target_page
from bairi.outlook.cockpit.views.asked import actor_of, read
from bairi.outlook.cockpit.views.charts import named, target_chart
from bairi.outlook.cockpit.views.words import driver_sentences, fate, rate


@require_GET
def target(request: HttpRequest, campaign: str, task: str, place: str) -> HttpResponse:
    """One target as of a day, down to the reports and photos behind it."""
    asked, actor = read(request, campaign), actor_of(request)
    page = target_page(actor, campaign, place=place, task=task, on=asked.asof.on, then=asked.then, basis=asked.basis)
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
            "nav_current": "cockpit",
        },
    )
