"""The month of a village work team: a table, a line, and the same as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bairi.delivery.duties import queries
from bairi.delivery.duties.forms import choices_of
from bairi.delivery.duties.queries import MonthSummary
from bairi.delivery.duties.rules.months import month_before, next_month, read_month
from bairi.delivery.duties.views.frame import Asked, page, read_asked
from bairi.delivery.duties.words import MARKS
from bairi.ground.access import NotVisible
from bairi.ground.tables import CONTENT_TYPES
from bairi.ground.ui.charts import Spark


@require_GET
def duty_month(request: HttpRequest, campaign: str) -> HttpResponse:
    """Days in the village of each member, and the visits of the team."""
    asked = read_asked(request, campaign)
    if asked.place is None:
        return page(request, "duties/duty_month.html", asked, {})
    summary = _summary(request, asked)
    first_on = summary.first_on
    later = next_month(first_on)
    people = [row for row in summary.members if row.member.user_id]
    context: dict[str, Any] = {
        "summary": summary,
        "month": f"{first_on:%Y-%m}",
        "before": f"{month_before(first_on):%Y-%m}" if first_on > asked.campaign.start_on else "",
        "later": f"{later:%Y-%m}" if later <= asked.today else "",
        "rows": [(row, [(mark, MARKS.get(mark, "")) for mark in row.marks]) for row in summary.members],
        "kinds": _named(summary.by_kind),
        "roles": _named(summary.by_role),
        "leave_kinds": [name for _code, name in choices_of(summary.lists.leave_kinds)],
        "spark": Spark(
            [float(count) for count in summary.in_village],
            label=_("How many of the team were in the village, day by day"),
        ),
        "mean": sum(summary.in_village) / len(summary.in_village) if summary.in_village else 0.0,
        "people": len(people),
    }
    return page(request, "duties/duty_month.html", asked, context)


@require_GET
def duty_month_sheet(request: HttpRequest, campaign: str) -> HttpResponse:
    """The month as a workbook."""
    asked = read_asked(request, campaign)
    if asked.place is None:
        raise NotVisible
    summary = _summary(request, asked)
    name = f"{summary.place.name}-{_('duty log')}-{summary.first_on:%Y-%m}.xlsx"
    header = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(
        queries.month_sheet(summary), content_type=CONTENT_TYPES["xlsx"], headers={"Content-Disposition": header}
    )


def _summary(request: HttpRequest, asked: Asked) -> MonthSummary:
    assert asked.place is not None
    queries.require_view(asked.actor, asked.campaign, asked.place)
    first_on = read_month(request.GET.get("month", "")) or asked.today.replace(day=1)
    return queries.month_summary(asked.actor, asked.campaign, asked.place, first_on)


def _named(counted: Any) -> list[tuple[str, int]]:
    return [(choices_of([term])[0][1], count) for term, count in counted]
