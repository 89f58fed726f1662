"""Who has not reported, and urging them; what an inspection found."""

from __future__ import annotations

from collections import defaultdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from bairi.delivery.reports import actions, queries
from bairi.delivery.reports.permissions import IMPORT_REPORTS, URGE_MISSING
from bairi.delivery.reports.views.choosing import read_asked
from bairi.ground.access import Problem
from bairi.ground.ui.pages import actor_of
from bairi.ground.ui.words import is_english
from bairi.plan.campaigns.queries import campaign_for, moment_of


@require_GET
def missing_reports(request: HttpRequest, campaign: str) -> HttpResponse:
    """Places that owe a report, by township, longest silent first."""
    row = campaign_for(actor_of(request), campaign)
    only = read_asked(request, row).place
    found = queries.missing_reports(actor_of(request), row, at=moment_of(row), place=only or None)
    townships: dict[str, list[queries.MissingRow]] = defaultdict(list)
    for missing in found.rows:
        townships[(missing.township_en if is_english() else "") or missing.township].append(missing)
    context = {
        "campaign": row,
        "found": found,
        "townships": sorted(townships.items(), key=lambda item: -len(item[1])),
        "only": only,
        "reports_for": {place.code for place in queries.reporting_places(actor_of(request), row)},
        "may_urge": actor_of(request).may(URGE_MISSING, campaign_code=row.code),
        "may_import": actor_of(request).may(IMPORT_REPORTS, campaign_code=row.code),
        "nav_current": "missing_reports",
    }
    return render(request, "reports/missing_reports.html", context)


@require_POST
def urge_missing(request: HttpRequest, campaign: str) -> HttpResponse:
    """Urge the places that are ticked."""
    row = campaign_for(actor_of(request), campaign)
    places = request.POST.getlist("place")
    try:
        urged = actions.urge_missing(
            campaign=row.code,
            places=places,
            message=request.POST.get("message", "")[:1000],
            by=actor_of(request),
            at=moment_of(row),
        )
    except Problem as problem:
        if problem.status not in {409, 422}:
            raise
        messages.error(request, str(problem))
        return redirect("missing_reports", campaign=campaign)
    count = len(urged)
    messages.success(request, ngettext("%(count)d place urged.", "%(count)d places urged.", count) % {"count": count})
    return redirect("missing_reports", campaign=campaign)


@require_POST
def mark_urging_seen(request: HttpRequest, campaign: str, urging: int) -> HttpResponse:
    """The village has seen it."""
    row = campaign_for(actor_of(request), campaign)
    actions.mark_urging_seen(urging=urging, by=actor_of(request), at=moment_of(row))
    return redirect("sent_reports", campaign=campaign)
