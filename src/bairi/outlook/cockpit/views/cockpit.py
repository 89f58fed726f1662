"""The cockpit page of a campaign or a place in it, and its table as a file."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from bairi.delivery.reports.permissions import URGE_MISSING
from bairi.ground.access import Actor
from bairi.ground.ui.pages import actor_of
from bairi.ground.ui.words import percent
from bairi.outlook.cockpit.queries.cockpit import Cockpit, asked_by, cockpit_of
from bairi.outlook.cockpit.queries.exceptions import ExceptionRow
from bairi.outlook.cockpit.queries.live import live_cockpit
from bairi.outlook.cockpit.queries.picture import picture
from bairi.outlook.cockpit.views import shown
from bairi.outlook.cockpit.views.asked import Asked, read
from bairi.outlook.cockpit.views.charts import named, ticks, whole_chart
from bairi.outlook.cockpit.views.kept import kept_page
from bairi.outlook.cockpit.views.words import fate_of
from bairi.plan.campaigns.queries import calendar, tasks


@require_GET
def cockpit_page(request: HttpRequest, campaign: str, place: str | None = None) -> HttpResponse:
    """Where a place and all below it stand, what needs a decision, and where."""
    asked = read(request, campaign)
    seen = asked_by(actor_of(request), asked.campaign, place=place, task=asked.task, on=asked.asof.on, then=asked.then)
    if asked.asof.is_past or asked.then:
        page = cockpit_of(picture(seen, asked.basis))
        return render(request, "cockpit/cockpit.html", context(request, page, asked))
    live = live_cockpit(seen, asked.basis)

    def make() -> HttpResponse:
        return render(request, "cockpit/cockpit.html", context(request, live.page, asked))

    return kept_page(request, live.version, make, seconds=live.seconds)


def context(request: HttpRequest, page: Cockpit, asked: Asked) -> dict[str, Any]:
    """What the template gets; see its first line."""
    opened = set(request.GET.get("open", "").split(",")) - {""}
    kept = [(key, value) for key, value in request.GET.items() if key not in {"task", "open", "wall"}]
    return {
        "campaign": page.campaign,
        "page": page,
        "head": page.header,
        "asked": asked,
        "asof": asked.asof,
        "basis": page.header.basis,
        "levels": levels(page),
        "chart": whole_chart(page),
        "ticks": ticks(page),
        "tasks": shown.task_names(page),
        "all_tasks": _all_tasks(request, page, asked),
        "kept": kept,
        "worst": pgettext("list", ", ").join(page.header.worst),
        "goals": [(goal, named(goal.name, goal.name_en)) for goal in page.goals],
        "exceptions": [_shown(actor_of(request), row, asked) for row in page.exceptions],
        "export_url": _export_address(page, asked),
        "lines": line_spans(page),
        "rows": shown.shown_rows(page, asked, opened, _("All tasks")),
        "map": shown.shown_map(page, asked),
        "trail": [(place.name, asked.cockpit(place.code)) for place in page.trail],
        "days_off": len(calendar(page.campaign).off),
        "wall": "wall" in request.GET,
        "nav_current": "cockpit",
    }


def _all_tasks(request: HttpRequest, page: Cockpit, asked: Asked) -> list[tuple[str, str]]:
    """(code, name) of the tasks to choose from: those of the page, or all that the reader sees when it shows one."""
    found = tasks(actor_of(request), page.campaign) if asked.task else page.tasks
    return [(task.code, named(task.name, task.name_en)) for task in found]


def _shown(actor: Actor, row: ExceptionRow, asked: Asked) -> tuple[ExceptionRow, str, str, str, str, str]:
    """The row, its address, what follows in two halves, and the one button: silence is urged, the rest is opened."""
    href = asked.target(row.task_code, row.place_code)
    strong, plain = fate_of(row)
    code = asked.campaign.code
    if row.kind == "silent" and not asked.asof.is_past and actor.may(URGE_MISSING, campaign_code=code):
        urge = f"{reverse('missing_reports', args=[code])}?{urlencode({'place': row.place_code})}"
        return row, href, strong, plain, urge, _("Urge")
    return row, href, strong, plain, href, _("Open")


def _export_address(page: Cockpit, asked: Asked) -> str:
    extra = urlencode({"place": page.root.code} | ({"task": asked.task} if asked.task else {}))
    query = "&".join(part for part in (asked.query, extra) if part)
    return f"{reverse('matrix_table', kwargs={'campaign': page.campaign.code})}?{query}"


def levels(page: Cockpit) -> list[tuple[str, str, str, float | None]]:
    """(level, label, percent, difference to the plan) of the four figures under the bar."""
    head = page.header
    words = {
        "planned": _("Planned"),
        "reported": _("Reported by villages"),
        "confirmed": _("Confirmed by townships"),
        "verified": _("Verified by inspection"),
    }
    figures = {
        "planned": head.planned,
        "reported": head.reported,
        "confirmed": head.confirmed,
        "verified": head.verified,
    }
    return [
        (
            level,
            words[level],
            percent(figure, 1),
            None if level == "planned" or figure is None or head.planned is None else figure - head.planned,
        )
        for level, figure in figures.items()
    ]


def line_spans(page: Cockpit) -> list[tuple[str, int]]:
    """(line, how many of its tasks stand side by side) for the upper head of the matrix."""
    spans: list[tuple[str, int]] = []
    for task in page.tasks:
        name = named(task.line.name, task.line.name_en)
        if spans and spans[-1][0] == name:
            spans[-1] = (name, spans[-1][1] + 1)
        else:
            spans.append((name, 1))
    return spans
