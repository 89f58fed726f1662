"""A whole village on one page: a line for each target, good lines go in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bairi.delivery.reports import queries
from bairi.delivery.reports.forms.report import MOST_LINES, SheetForm, open_lines
from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.delivery.reports.queries import EntryTarget
from bairi.delivery.reports.views.choosing import choose_place, grouped, read_asked
from bairi.delivery.reports.views.frame import page
from bairi.delivery.reports.views.receiving import ShownLine, Tried, shown, to_receipts, try_lines
from bairi.ground.access import Actor, require
from bairi.ground.places.models import Place, PlaceLevel
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import campaign_for, today


@require_http_methods(["GET", "POST"])
def enter_sheet(request: HttpRequest, campaign: str) -> HttpResponse:
    """The sheet of a village with its groups; refused cells come back with the reason beside them."""
    actor = actor_of(request)
    row = campaign_for(actor, campaign)
    require(actor, RECEIVE_REPORT, campaign_code=row.code)
    places = _villages(actor, row, queries.reporting_places(actor, row))
    place = choose_place(request, row, places, read_asked(request, row).place)
    if place is None:
        return _sheet(request, row, places, None, None)
    entries = _entries(actor, row, place)
    others = queries.enters_for_others(actor, row, place)
    if request.method != "POST":
        form = SheetForm(initial={"effective_on": today(row)}, for_others=others)
        return _sheet(request, row, places, place, shown(form, open_lines(entries).lines))
    tried = _try(request, row, SheetForm(request.POST, for_others=others), entries)
    if tried.is_clean:
        return to_receipts(request, row, tried.receipts)
    _say(request, len(tried.receipts))
    return _sheet(request, row, places, place, tried, status=422)


def _villages(actor: Actor, campaign: Campaign, places: list[Place]) -> list[Place]:
    """The places to choose from, and the villages above their groups."""
    found = {place.pk: place for place in places}
    for place in places:
        above = place.parent
        if above is None or above.pk in found or above.level != PlaceLevel.VILLAGE:
            continue
        if actor.may(RECEIVE_REPORT, place_path=above.path, campaign_code=campaign.code):
            found[above.pk] = above
    return sorted(found.values(), key=lambda place: place.path)


def _entries(actor: Actor, campaign: Campaign, place: Place) -> list[EntryTarget]:
    """Every target of the place; of a village also those of its groups."""
    return queries.entry_form(actor, campaign, place=place, below=place.level >= PlaceLevel.VILLAGE)


def _try(request: HttpRequest, campaign: Campaign, form: SheetForm, entries: list[EntryTarget]) -> Tried:
    opened = open_lines(entries, request.POST)
    if form.is_valid() and not opened.filled:
        form.add_error(None, _("Nothing is filled in. Enter at least one figure; lines left empty report nothing."))
    if form.errors:
        return shown(form, opened.lines)
    return try_lines(request, campaign, form, opened.lines)


def _say(request: HttpRequest, count: int) -> None:
    if count:
        said = ngettext(
            "%(count)d report received; the lines marked below are not in yet.",
            "%(count)d reports received; the lines marked below are not in yet.",
            count,
        )
        messages.warning(request, said % {"count": count})


def _sheet(
    request: HttpRequest,
    campaign: Campaign,
    places: list[Place],
    place: Place | None,
    tried: Tried | None,
    *,
    status: int = 200,
) -> HttpResponse:
    parts: dict[str, list[ShownLine]] = {}
    for line in tried.lines if tried else ():
        parts.setdefault(line.form.entry.target.place_code, []).append(line)
    context = {
        "places": grouped(places),
        "count": len(places),
        "place": place,
        "form": tried.shared if tried else None,
        "faults": tried.faults if tried else (),
        "parts": list(parts.values()),
        "is_cut": tried is not None and len(tried.lines) == MOST_LINES,
    }
    return page(request, "reports/enter_sheet.html", campaign, context, current="new_report", status=status)
