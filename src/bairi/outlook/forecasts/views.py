"""The page "How good are our forecasts?"."""

from __future__ import annotations

from math import isnan

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bairi.ground.ui.chart_words import chart_words
from bairi.ground.ui.charts import Bin, Reliability
from bairi.outlook.forecasts import queries
from bairi.plan.pace.calibration import Record


@require_GET
def forecast_quality(request: HttpRequest, campaign: str) -> HttpResponse:
    """The forecasts kept, held against what happened."""
    found = queries.forecast_quality(request.actor, campaign)  # type: ignore[attr-defined]
    context = {
        "campaign": found.campaign,
        "found": found,
        "share": found.within / found.targets if found.targets else None,
        "chart": _diagram(found.deadline) if found.deadline else None,
        "nav_current": "forecast_quality",
    }
    return render(request, "forecasts/forecast_quality.html", context)


def _diagram(made: Record) -> Reliability:
    bins = [
        Bin(band.said, band.share, band.count, band.expected_low / band.count, band.expected_high / band.count)
        for band in made.bins
        if band.count and not isnan(band.share)
    ]
    return Reliability(
        bins=bins,
        title=_("What was forecast, and what came true"),
        desc=_("%(count)d forecasts, Brier score %(brier)s.") % {"count": made.count, "brier": f"{made.brier:.3f}"},
        words=chart_words(),
    )
