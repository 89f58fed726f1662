"""Reports as a workbook: taken, sent, looked through, then taken in; what was refused comes back."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bairi.delivery.reports import queries
from bairi.delivery.reports.forms.workbook import ReportSheetForm
from bairi.delivery.reports.permissions import IMPORT_REPORTS
from bairi.delivery.reports.views.choosing import grouped, read_asked
from bairi.delivery.reports.views.frame import page
from bairi.delivery.reports.workbook.running import DESK, IMPORT_SHEET, TRY_SHEET, run_sheet
from bairi.ground.access import NotVisible, require
from bairi.ground.jobs.actions import enqueue
from bairi.ground.jobs.queries import JobState, progress_of
from bairi.ground.tables import CONTENT_TYPES
from bairi.ground.tables.desk import Upload, from_desk, put_on_desk
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns.models import Campaign, CampaignState
from bairi.plan.campaigns.queries import campaign_for, today

AT_ONCE_BYTES: Final = 200_000
"""Up to this size the sheet is worked through while the page is awaited; longer ones go to the background."""
CURRENT: Final = "sent_reports"


@require_http_methods(["GET", "POST"])
def import_reports(request: HttpRequest, campaign: str) -> HttpResponse:
    """Take the workbook to report with, send it back."""
    actor = actor_of(request)
    row = campaign_for(actor, campaign)
    require(actor, IMPORT_REPORTS, campaign_code=row.code)
    form = ReportSheetForm(request.POST, request.FILES) if request.method == "POST" else ReportSheetForm()
    if request.method == "POST" and form.is_valid() and actor.user_id is not None:
        file = form.cleaned_data["source"]
        upload = put_on_desk(
            DESK, file.read(), user=actor.user_id, name=file.name, language=get_language() or "zh-hans",
            about={"campaign": row.code},
        )  # fmt: skip
        _run(upload, TRY_SHEET, dry_run=True)
        return redirect("report_sheet", campaign=row.code, sheet=upload.key)
    context = {
        "form": form,
        "places": grouped(queries.reporting_places(actor, row)),
        "place": read_asked(request, row).place,
        "is_running": row.state == CampaignState.RUNNING,
    }
    return page(
        request, "reports/import_reports.html", row, context, current=CURRENT, status=422 if form.errors else 200
    )


@require_GET
def report_template(request: HttpRequest, campaign: str) -> HttpResponse:
    """The workbook with a row for each target, of all places or of one and those below."""
    actor = actor_of(request)
    row = campaign_for(actor, campaign)
    place = read_asked(request, row).place or None
    data = queries.report_template(actor, row, place=place, on=today(row))
    return workbook_answer(data, f"{row.code}-{place or _('reports')}.xlsx")


@require_GET
def report_sheet(request: HttpRequest, campaign: str, sheet: UUID) -> HttpResponse:
    """What a sent sheet would do, or has done."""
    row, found = _found(request, campaign, sheet)
    context: dict[str, Any] = {"upload": found, "outcome": found.outcome, "has_answer": found.answer is not None}
    if found.outcome is None:
        context |= _progress(found, row)
    return page(request, "reports/report_sheet.html", row, context, current=CURRENT)


@require_GET
def report_sheet_progress(request: HttpRequest, campaign: str, sheet: UUID) -> HttpResponse:
    """How far the work is; once it is over the page loads anew."""
    row, found = _found(request, campaign, sheet)
    if found.outcome is not None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "reports/_report_sheet_progress.html", {"upload": found} | _progress(found, row))


@require_POST
def take_in_sheet(request: HttpRequest, campaign: str, sheet: UUID) -> HttpResponse:
    """Take in the rows that are in order."""
    row, found = _found(request, campaign, sheet)
    if (found.outcome or {}).get("state") == "sound":
        _run(found, IMPORT_SHEET, dry_run=False)
    return redirect("report_sheet", campaign=row.code, sheet=found.key)


@require_GET
def refused_rows(request: HttpRequest, campaign: str, sheet: UUID) -> HttpResponse:
    """The rows that were refused, as a workbook to mend and send again."""
    _row, found = _found(request, campaign, sheet)
    data = found.answer
    if data is None:
        raise NotVisible
    return workbook_answer(data, f"{found.name.rpartition('.')[0] or found.name}-{_('to mend')}.xlsx")


@require_POST
def remove_report_sheet(request: HttpRequest, campaign: str, sheet: UUID) -> HttpResponse:
    """Take the sheet off the desk; reports that went in stay."""
    row, found = _found(request, campaign, sheet)
    found.remove()
    messages.info(request, _("The sheet was put aside."))
    return redirect("import_reports", campaign=row.code)


def _found(request: HttpRequest, campaign: str, sheet: UUID) -> tuple[Campaign, Upload]:
    actor = actor_of(request)
    row = campaign_for(actor, campaign)
    found = from_desk(DESK, sheet, user=actor.user_id)
    if found.about["campaign"] != row.code:
        raise NotVisible
    return row, found


def _run(upload: Upload, job: str, *, dry_run: bool) -> None:
    """Work through the sheet; a long one goes on in the background."""
    upload.say(None)
    if upload.source.stat().st_size <= AT_ONCE_BYTES:
        run_sheet(upload, dry_run=dry_run)
    else:
        upload.under_way(enqueue(job, at=now(), sheet=upload.key, user=upload.user))


def _progress(found: Upload, row: Campaign) -> dict[str, Any]:
    job = progress_of(found.job) if found.job is not None else JobState("waiting", 0, 0, "")
    poll = reverse("report_sheet_progress", kwargs={"campaign": row.code, "sheet": found.key})
    total = max(job.total, 1)
    return {"job": job, "total": total, "done": min(job.done, total - 1), "poll_url": poll}


def workbook_answer(data: bytes, name: str) -> HttpResponse:
    """A workbook to be saved under that name."""
    header = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(data, content_type=CONTENT_TYPES["xlsx"], headers={"Content-Disposition": header})
