"""One report: its receipt, what became of it, what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bairi.delivery.reports import actions, queries
from bairi.delivery.reports.forms.desk import TakeBackForm
from bairi.delivery.reports.forms.report import FilesForm
from bairi.delivery.reports.models import RulingKind
from bairi.delivery.reports.permissions import DISMISS_FINDING, RECEIVE_REPORT, WITHDRAW_REPORT
from bairi.delivery.reports.queries import ReportDetail
from bairi.delivery.reports.views.frame import attempt, page
from bairi.delivery.reports.views.uploads import keep_files
from bairi.ground.access import NotVisible, require
from bairi.ground.transparency.permissions import SEE_EVENTS
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns.models import Campaign, Target
from bairi.plan.campaigns.queries import campaign_for, moment_of

SHAPES = {
    RulingKind.CONFIRMED: "done",
    RulingKind.SENT_BACK: "late",
    RulingKind.WITHDRAWN: "no_target",
    RulingKind.CONFIRMATION_REVOKED: "at_risk",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a report: when, its shape, in words, by whom, why; `other` is a report it names."""

    at: datetime
    shape: str
    text: str
    by: str
    reason: str = ""
    other: UUID | None = None
    verification: UUID | None = None


def detail_for(request: HttpRequest, campaign: Campaign, uuid: UUID) -> ReportDetail:
    """The report with all behind it. Raises UnknownReport, NotVisible for one of another campaign."""
    detail = queries.report_detail(actor_of(request), uuid)
    if detail.row.campaign != campaign.code:
        raise NotVisible
    return detail


@require_GET
def report(request: HttpRequest, campaign: str, uuid: UUID) -> HttpResponse:
    """The receipt and the history of one report."""
    row = campaign_for(actor_of(request), campaign)
    return _report_page(request, row, detail_for(request, row, uuid), FilesForm())


def _report_page(
    request: HttpRequest, campaign: Campaign, detail: ReportDetail, files: forms.Form, *, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "detail": detail,
        "row": detail.row,
        "steps": _steps(detail),
        "powers": queries.report_powers(actor, detail.row),
        "receipt": queries.receipt_of(actor, detail.row.uuid),
        "leaf": queries.leaf_of(detail.row.uuid),
        "may_prove": actor.may(SEE_EVENTS),
        "files": files,
        "findings": queries.findings_of(actor, [detail.row.id]).get(detail.row.id, []),
        "may_dismiss": actor.may(DISMISS_FINDING, campaign_code=campaign.code),
    }
    return page(request, "reports/report.html", campaign, context, current="sent_reports", status=status)


def _steps(detail: ReportDetail) -> list[Step]:
    """What happened, oldest first."""
    row = detail.row
    steps = [Step(row.known_at, "unrated", _("Received"), row.entered_by_name)]
    steps += [Step(r.at, SHAPES[r.kind], str(r.kind.label), r.by_name, r.reason) for r in detail.rulings]
    steps += [
        Step(other.known_at, "unrated", _("Corrected by a new report"), other.entered_by_name, other=other.uuid)
        for other in detail.corrected_by
    ]
    steps += [
        Step(
            found.known_at,
            "no_target" if found.is_withdrawn else "done",
            _("Finding taken back") if found.is_withdrawn else _("Verified by inspection"),
            found.by_name,
            found.withdrawn_reason or found.basis,
            verification=found.uuid,
        )
        for found in detail.findings
    ]
    return sorted(steps, key=attrgetter("at"))


@require_POST
def add_evidence(request: HttpRequest, campaign: str, uuid: UUID) -> HttpResponse:
    """Photos and papers that follow."""
    row = campaign_for(actor_of(request), campaign)
    detail = detail_for(request, row, uuid)
    _require_at(request, RECEIVE_REPORT, detail)
    form = FilesForm(request.POST, request.FILES)
    found = keep_files(request, form, row) if form.is_valid() else []
    if found:
        attempt(
            form,
            lambda: actions.add_evidence(uuid=uuid, evidence=found, by=actor_of(request), at=moment_of(row)),
        )
    if form.errors:
        return _report_page(request, row, detail_for(request, row, uuid), form, status=422)
    messages.success(request, _("The evidence is added."))
    return redirect("report", campaign=campaign, uuid=uuid)


@require_http_methods(["GET", "POST"])
def withdraw_report(request: HttpRequest, campaign: str, uuid: UUID) -> HttpResponse:
    """Ask for the reason, then take the report back."""
    row = campaign_for(actor_of(request), campaign)
    detail = detail_for(request, row, uuid)
    _require_at(request, WITHDRAW_REPORT, detail)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]

        def withdraw() -> bool:
            actions.withdraw_report(uuid=uuid, reason=reason, by=actor_of(request), at=moment_of(row))
            return True

        if attempt(form, withdraw):
            messages.success(request, _("The report is withdrawn. What it had replaced stands again."))
            return redirect("report", campaign=campaign, uuid=uuid)
    context = {"row": detail.row, "form": form}
    status = 422 if form.errors else 200
    return page(request, "reports/withdraw_report.html", row, context, current="sent_reports", status=status)


def _require_at(request: HttpRequest, permission: str, detail: ReportDetail) -> None:
    target = Target.objects.select_related("place", "task", "campaign").get(pk=detail.row.target_id)
    require(
        actor_of(request),
        permission,
        place_path=target.place.path,
        task_code=target.task.code,
        campaign_code=target.campaign.code,
    )
