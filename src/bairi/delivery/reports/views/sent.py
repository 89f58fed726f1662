"""What was sent and where it stands; the receipts of what was sent together."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from bairi.delivery.reports import queries
from bairi.delivery.reports.permissions import IMPORT_REPORTS, RECEIVE_REPORT
from bairi.delivery.reports.queries import SentFilter
from bairi.delivery.reports.views.choosing import grouped, number_of, read_asked
from bairi.delivery.reports.views.frame import page
from bairi.delivery.reports.words import STATES
from bairi.ground.access import NotVisible
from bairi.ground.ui.pages import actor_of
from bairi.ground.ui.words import named
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import campaign_for

WHOSE = ("mine", "places")
MOST_RECEIPTS = 300


@require_GET
def sent_reports(request: HttpRequest, campaign: str) -> HttpResponse:
    """Reports by oneself or of one's places, newest first, with what became of each; and who was urged."""
    actor = actor_of(request)
    row = campaign_for(actor, campaign)
    asked = _asked(request, row)
    number = request.GET.get("page", "1")
    found = queries.sent_page(actor, row, asked, number=int(number) if number.isdecimal() and len(number) < 9 else 1)
    context = {
        "asked": asked,
        "found": found,
        "states": list(STATES.items()),
        "places": grouped(queries.sent_places(actor, row)),
        "tasks": [(task.code, named(task)) for task in queries.sent_tasks(actor, row)],
        "sent_back": queries.sent_back_count(actor, row),
        "urgings": queries.urgings_for(actor, row),
        "may_report": actor.may(RECEIVE_REPORT, campaign_code=row.code),
        "has_items": bool(queries.itemised_tasks(actor, row)),
        "may_import": actor.may(IMPORT_REPORTS, campaign_code=row.code),
    }
    return page(request, "reports/sent_reports.html", row, context, current="sent_reports")


def _asked(request: HttpRequest, campaign: Campaign) -> SentFilter:
    """The filter as the address says it; what it does not say is one's own, or for others all that they see."""
    words = read_asked(request, campaign)
    state, whose = request.GET.get("state", ""), request.GET.get("whose", "")
    reports = actor_of(request).may(RECEIVE_REPORT, campaign_code=campaign.code)
    return SentFilter(
        whose=whose if whose in WHOSE else "mine" if reports else "places",
        place=words.place,
        task=words.task,
        state=state if state in STATES else "",
    )


@require_GET
def receipts(request: HttpRequest, campaign: str) -> HttpResponse:
    """What was sent together, each with its number and its hash."""
    row = campaign_for(actor_of(request), campaign)
    numbers = [uuid for text in request.GET.getlist("report")[:MOST_RECEIPTS] if (uuid := number_of(text)) is not None]
    rows = queries.reports_by_number(actor_of(request), row, numbers)
    if not rows:
        raise NotVisible
    return page(request, "reports/receipts.html", row, {"rows": rows}, current="sent_reports")
