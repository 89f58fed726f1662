"""A new report on one target, and the correction of one that is in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairi.delivery.reports import queries
from bairi.delivery.reports.forms.report import Opened, ReportForm, open_lines
from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.delivery.reports.problems import NoTarget
from bairi.delivery.reports.queries import EntryTarget, ReportDetail
from bairi.delivery.reports.templatetags.report_words import plain
from bairi.delivery.reports.views.choosing import Asked, choose_place, grouped, read_asked
from bairi.delivery.reports.views.frame import page
from bairi.delivery.reports.views.receiving import Tried, shown, to_receipts, try_lines
from bairi.delivery.reports.views.report import detail_for
from bairi.delivery.reports.views.uploads import keep_files, kept_files
from bairi.ground.access import NotVisible, require
from bairi.ground.places.models import Place
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import campaign_for, today


@require_http_methods(["GET", "POST"])
def new_report(request: HttpRequest, campaign: str) -> HttpResponse:
    """Choose what to report on; then the form made from the target, and its receipt."""
    row = campaign_for(actor_of(request), campaign)
    require(actor_of(request), RECEIVE_REPORT, campaign_code=row.code)
    asked = read_asked(request, row)
    places = queries.reporting_places(actor_of(request), row)
    place = choose_place(request, row, places, asked.place)
    entries = [] if place is None else queries.entry_form(actor_of(request), row, place=place, task=asked.task)
    if place is None or not asked.task or (entries and entries[0].is_itemised and asked.item is None):
        return _choose(request, row, places, place, entries)
    chosen = [entry for entry in entries if not entry.is_itemised or entry.item(asked.item)]
    if not chosen:
        raise NotVisible
    return _report_on(request, row, place, chosen, asked)


def _choose(
    request: HttpRequest, campaign: Campaign, places: list[Place], place: Place | None, entries: list[EntryTarget]
) -> HttpResponse:
    tasks: dict[str, list[EntryTarget]] = {}
    for entry in entries:
        tasks.setdefault(entry.target.task_code, []).append(entry)
    context = {
        "places": grouped(places),
        "count": len(places),
        "place": place,
        "tasks": list(tasks.values()),
        "urgings": queries.urgings_for(actor_of(request), campaign),
        "sent_back": queries.sent_back_count(actor_of(request), campaign),
    }
    return page(request, "reports/new_report.html", campaign, context, current="new_report")


def _report_on(
    request: HttpRequest, campaign: Campaign, place: Place, entries: list[EntryTarget], asked: Asked
) -> HttpResponse:
    options = {
        "for_others": queries.enters_for_others(actor_of(request), campaign, place),
        "by_item": entries[0].is_itemised,
    }
    if request.method != "POST":
        form = ReportForm(initial={"effective_on": today(campaign)}, **options)
        return _form_page(request, campaign, place, shown(form, open_lines(entries, item=asked.item).lines))
    form = ReportForm(request.POST.copy(), request.FILES, **options)
    tried = _try(request, campaign, form, open_lines(entries, request.POST, item=asked.item))
    if tried.is_clean:
        return to_receipts(request, campaign, tried.receipts)
    return _form_page(request, campaign, place, tried, status=422)


def _try(
    request: HttpRequest, campaign: Campaign, form: ReportForm, opened: Opened, *, corrects: UUID | None = None
) -> Tried:
    """Files are stored first and stay, whatever becomes of the figures."""
    sound = form.is_valid()
    files = keep_files(request, form, campaign)
    if not opened.filled:
        for line in opened.lines[:1]:
            form.add_error(None, _("Nothing is filled in for %(what)s. Enter the figure, 0 if there is none.")
                           % {"what": line.entry.task_name})  # fmt: skip
    if not sound or form.errors:
        return shown(form, opened.lines)
    return try_lines(request, campaign, form, opened.lines, files, corrects=corrects)


def _form_page(
    request: HttpRequest, campaign: Campaign, place: Place, tried: Tried, *, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {
        "form": tried.shared,
        "tried": tried,
        "faults": tried.faults,
        "place": place,
        "entry": tried.lines[0].form.entry,
        "kept": kept_files(request, str(tried.shared.data.get("kept", ""))),
    }
    return page(request, "reports/report_form.html", campaign, context | extra, current="new_report", status=status)


@require_http_methods(["GET", "POST"])
def correct_report(request: HttpRequest, campaign: str, uuid: UUID) -> HttpResponse:
    """The form again, with what was said; the answer is a new report that supersedes the old one."""
    row = campaign_for(actor_of(request), campaign)
    detail = detail_for(request, row, uuid)
    entry, place = _entry_of(request, row, detail)
    if detail.row.superseded_by is not None and request.method != "POST":
        messages.info(request, _("That report was corrected already. This is the one that stands."))
        return redirect("report", campaign=campaign, uuid=detail.row.superseded_by)
    if detail.row.state == "withdrawn":
        messages.error(request, _("That report was withdrawn. Report anew."))
        return redirect("report", campaign=campaign, uuid=uuid)
    options = {
        "for_others": queries.enters_for_others(actor_of(request), row, place),
        "by_item": entry.is_itemised,
        "totals": True,
    }
    if request.method != "POST":
        old = detail.row
        initial = {"effective_on": old.effective_on, "note": old.note, "entered_for": old.entered_for}
        opened = open_lines([entry], item=old.item_key)
        for line in opened.lines:
            line.initial = {**line.initial, "value": plain(old.value), "stage": old.stage}
        return _form_page(request, row, place, shown(ReportForm(initial=initial, **options), opened.lines), old=old)
    form = ReportForm(request.POST.copy(), request.FILES, **options)
    opened = open_lines([entry], request.POST, item=detail.row.item_key)
    tried = _try(request, row, form, opened, corrects=uuid)
    if tried.is_clean:
        return to_receipts(request, row, tried.receipts)
    return _form_page(request, row, place, tried, status=422, old=detail.row)


def _entry_of(request: HttpRequest, campaign: Campaign, detail: ReportDetail) -> tuple[EntryTarget, Place]:
    """The target of a report, to be reported on again. Raises NotAllowed, NoTarget."""
    old = detail.row
    place = Place.objects.get(code=old.place_code)
    require(
        actor_of(request),
        RECEIVE_REPORT,
        place_path=place.path,
        task_code=old.task_code,
        campaign_code=campaign.code,
    )
    entries = queries.entry_form(actor_of(request), campaign, place=place, task=old.task_code)
    for entry in entries:
        if entry.item(old.item_key) if old.item_key else entry.target.target_id == old.target_id:
            return entry, place
    raise NoTarget(place=old.place_name, task=old.task_name)
