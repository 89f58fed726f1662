"""The plan as a workbook: taken, sent, its difference seen, then imported."""

from __future__ import annotations

from typing import Any
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

from bairi.ground.access import Actor, require
from bairi.ground.jobs.actions import enqueue
from bairi.ground.jobs.queries import JobState, progress_of
from bairi.ground.tables import CONTENT_TYPES, mark_errors
from bairi.ground.tables.desk import Upload
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns import queries
from bairi.plan.campaigns.forms.workbook import ImportForm, WorkbookForm
from bairi.plan.campaigns.jobs import STEPS, run_workbook
from bairi.plan.campaigns.models import Campaign, CampaignState
from bairi.plan.campaigns.permissions import IMPORT_PLAN
from bairi.plan.campaigns.views.frame import plan_page
from bairi.plan.campaigns.workbook.desk import from_desk, put_on_desk
from bairi.plan.campaigns.workbook.outcome import cells_of

AT_ONCE_BYTES = 300_000
"""Up to this size the difference is worked out while the page is awaited; longer workbooks go to the background."""


@require_http_methods(["GET", "POST"])
def plan_workbook(request: HttpRequest, campaign: str) -> HttpResponse:
    """Take the plan as a workbook, send it back."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    require(actor, IMPORT_PLAN, place_path=row.place.path, campaign_code=row.code)
    return _send(request, actor, row)


@require_http_methods(["GET", "POST"])
def new_plan_workbook(request: HttpRequest) -> HttpResponse:
    """Take the empty workbook, send a plan that brings its own campaign."""
    actor = actor_of(request)
    require(actor, IMPORT_PLAN)
    return _send(request, actor, None)


@require_GET
def plan_template(request: HttpRequest, campaign: str) -> HttpResponse:
    """The workbook filled with the plan as it stands."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    return _file(queries.plan_template(actor, row), f"{row.code}-plan.xlsx")


@require_GET
def new_plan_template(request: HttpRequest) -> HttpResponse:
    """The empty workbook."""
    return _file(queries.plan_template(actor_of(request)), "bairi-plan.xlsx")


@require_GET
def plan_upload(request: HttpRequest, upload: UUID) -> HttpResponse:
    """What a sent workbook would change, or what is wrong with it."""
    found = from_desk(upload, user=actor_of(request).user_id)
    return _upload_page(request, found)


@require_GET
def plan_upload_progress(request: HttpRequest, upload: UUID) -> HttpResponse:
    """How far the work is; once it is over the page loads anew."""
    found = from_desk(upload, user=actor_of(request).user_id)
    if found.outcome is not None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "campaigns/_plan_upload_progress.html", {"upload": found} | _progress(found))


@require_POST
def import_plan(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Import a workbook whose difference has been seen."""
    actor = actor_of(request)
    found = from_desk(upload, user=actor.user_id)
    row = _campaign(actor, found)
    form = ImportForm(request.POST, needs_reason=_needs_reason(row))
    if not form.is_valid():
        return _upload_page(request, found, form=form, status=422)
    facts = form.cleaned_data
    if not _run(found, "campaigns.import_plan", dry_run=False, **facts):
        return redirect("plan_upload", upload=upload)
    outcome = found.outcome or {}
    if outcome.get("state") != "done":
        return _upload_page(request, found, form=form, status=422)
    found.remove()
    return _imported(request, outcome)


@require_GET
def marked_workbook(request: HttpRequest, upload: UUID) -> HttpResponse:
    """The workbook as it was sent, the cells marked that need mending."""
    found = from_desk(upload, user=actor_of(request).user_id)
    marked = mark_errors(found.source.read_bytes(), cells_of(found.outcome or {}), name=found.name)
    return _file(marked, f"{found.name.rpartition('.')[0] or found.name}-{_('marked')}.xlsx")


@require_POST
def remove_plan_upload(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Take the workbook off the desk; nothing of it was imported."""
    found = from_desk(upload, user=actor_of(request).user_id)
    found.remove()
    messages.info(request, _("The workbook was put aside. The plan stands as it was."))
    return redirect(_back(found))


def _send(request: HttpRequest, actor: Actor, row: Campaign | None) -> HttpResponse:
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    if request.method == "POST" and form.is_valid() and actor.user_id is not None:
        file = form.cleaned_data["source"]
        upload = put_on_desk(
            file.read(), user=actor.user_id, name=file.name, language=get_language() or "zh-hans",
            campaign=row.code if row else None, take_out=form.cleaned_data["take_out"],
        )  # fmt: skip
        _run(upload, "campaigns.try_plan", dry_run=True)
        return redirect("plan_upload", upload=upload.key)
    status = 422 if form.errors else 200
    if row is None:
        return render(request, "campaigns/new_plan_workbook.html", {"form": form}, status=status)
    return plan_page(request, "campaigns/plan_workbook.html", row, {"form": form}, tab="workbook", status=status)


def _run(upload: Upload, job: str, *, dry_run: bool, **facts: Any) -> bool:
    """Whether the run is over; a long one goes on in the background."""
    upload.say(None)
    if upload.source.stat().st_size <= AT_ONCE_BYTES:
        run_workbook(upload, dry_run=dry_run, **facts)
        return True
    number = enqueue(job, at=now(), upload=upload.key, user=upload.user, **facts)
    upload.under_way(number)
    return False


def _upload_page(
    request: HttpRequest, found: Upload, *, form: ImportForm | None = None, status: int = 200
) -> HttpResponse:
    outcome = found.outcome
    if outcome is not None and outcome["state"] == "done":
        found.remove()
        return _imported(request, outcome)
    row = _campaign(actor_of(request), found)
    context: dict[str, Any] = {
        "upload": found,
        "outcome": outcome,
        "campaign": row,
        "nav_current": "plan",
        "form": form or ImportForm(needs_reason=_needs_reason(row)),
        "back_url": _back(found),
    }
    if outcome is None:
        context |= _progress(found)
    return render(request, "campaigns/plan_upload.html", context, status=status)


def _progress(found: Upload) -> dict[str, Any]:
    job = progress_of(found.job) if found.job is not None else JobState("waiting", 0, STEPS, "")
    poll = reverse("plan_upload_progress", kwargs={"upload": found.key})
    return {"job": job, "steps": STEPS, "done": min(job.done, STEPS - 1), "poll_url": poll}


def _campaign(actor: Actor, found: Upload) -> Campaign | None:
    return queries.campaign_for(actor, found.about["campaign"]) if found.about["campaign"] else None


def _needs_reason(row: Campaign | None) -> bool:
    return row is not None and row.state == CampaignState.RUNNING


def _back(found: Upload) -> str:
    return (
        reverse("plan_workbook", kwargs={"campaign": found.about["campaign"]})
        if found.about["campaign"]
        else reverse("new_plan_workbook")
    )


def _imported(request: HttpRequest, outcome: dict[str, Any]) -> HttpResponse:
    """To what has been imported: its version where figures changed, else the plan."""
    code, version = outcome["campaign"], outcome["version"]
    messages.success(request, _("The workbook is imported."))
    return redirect("plan_version", campaign=code, number=version) if version else redirect("plan", campaign=code)


def _file(data: bytes, name: str) -> HttpResponse:
    header = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(data, content_type=CONTENT_TYPES["xlsx"], headers={"Content-Disposition": header})
