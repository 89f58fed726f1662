"""The township's queue: what waits for confirmation, village by village, and the reports that differ."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from bairi.delivery.reports import actions, queries
from bairi.delivery.reports.forms.queue import ReasonForm, ResolveForm, chosen_reports
from bairi.delivery.reports.permissions import DISMISS_FINDING, RESOLVE_CONFLICT
from bairi.delivery.reports.words import mark_words
from bairi.ground.access import Problem, require
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import campaign_for, moment_of


@require_GET
def confirmation_queue(request: HttpRequest, campaign: str) -> HttpResponse:
    """Everything that the reader may confirm."""
    return _queue(request, campaign_for(actor_of(request), campaign))


def _queue(request: HttpRequest, campaign: Campaign, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    villages = queries.confirmation_queue(actor, campaign, place=request.GET.get("place") or None)
    found = queries.findings_of(actor, [row.report.id for village in villages for row in village.rows])
    shown = [
        (
            village,
            [
                (
                    row,
                    [mark_words(mark) for mark in row.report.marks],
                    [line for line in found.get(row.report.id, ()) if line.is_open],
                )
                for row in village.rows
            ],
        )
        for village in villages
    ]
    context = {
        "campaign": campaign,
        "villages": shown,
        "waiting": sum(len(village.rows) for village in villages),
        "conflicts": queries.open_conflicts(actor, campaign),
        "may_dismiss": actor.may(DISMISS_FINDING, campaign_code=campaign.code),
        "may_resolve": actor.may(RESOLVE_CONFLICT, campaign_code=campaign.code),
        "nav_current": "confirmation_queue",
    }
    return render(request, "reports/confirmation_queue.html", context, status=status)


@require_POST
def confirm_reports(request: HttpRequest, campaign: str) -> HttpResponse:
    """Confirm what is ticked; what could not be confirmed is said with its reason."""
    row = campaign_for(actor_of(request), campaign)
    uuids = chosen_reports(request.POST.getlist("report"))
    try:
        outcome = actions.confirm_reports(uuids=uuids, by=actor_of(request), at=moment_of(row))
    except Problem as problem:
        if problem.status not in {409, 422}:
            raise
        messages.error(request, str(problem))
        return _back(request, campaign)
    count = len(outcome.done)
    messages.success(
        request, ngettext("%(count)d report confirmed.", "%(count)d reports confirmed.", count) % {"count": count}
    )
    for _uuid, refusal in outcome.refused:
        messages.warning(request, str(refusal))
    return _back(request, campaign)


def _back(request: HttpRequest, campaign: str) -> HttpResponse:
    """To the report from whose page the form came, else to the queue."""
    for uuid in chosen_reports([request.POST.get("back", "")]):
        return redirect("report", campaign=campaign, uuid=uuid)
    return redirect("confirmation_queue", campaign=campaign)


@require_POST
def send_back_report(request: HttpRequest, campaign: str, uuid: UUID) -> HttpResponse:
    """Send one back with a reason that the village sees."""
    return _with_reason(request, campaign, uuid, actions.send_back_report, _("The report is sent back."))


@require_POST
def revoke_confirmation(request: HttpRequest, campaign: str, uuid: UUID) -> HttpResponse:
    """Take a confirmation back."""
    return _with_reason(request, campaign, uuid, actions.revoke_confirmation, _("The confirmation is taken back."))


def _with_reason(request: HttpRequest, campaign: str, uuid: UUID, act: Callable[..., None], said: str) -> HttpResponse:
    row = campaign_for(actor_of(request), campaign)
    form = ReasonForm(request.POST)
    try:
        act(uuid=uuid, reason=form.text, by=actor_of(request), at=moment_of(row))
        messages.success(request, said)
    except Problem as problem:
        if problem.status not in {409, 422}:
            raise
        messages.error(request, str(problem))
    return _back(request, campaign)


@require_GET
def open_conflict(request: HttpRequest, campaign: str, conflict: int) -> HttpResponse:
    """Two reports side by side, and the field for what both should have said."""
    return _conflict(request, campaign, conflict, ResolveForm(initial={"uuid": uuid4()}))


def _conflict(request: HttpRequest, campaign: str, conflict: int, form: ResolveForm, status: int = 200) -> HttpResponse:
    row = campaign_for(actor_of(request), campaign)
    found = queries.conflict_for(actor_of(request), row, conflict)
    require(actor_of(request), RESOLVE_CONFLICT, campaign_code=row.code)
    if found is None:
        messages.info(request, _("These two reports are reconciled already."))
        return redirect("confirmation_queue", campaign=campaign)
    context = {"campaign": row, "conflict": found, "form": form, "nav_current": "confirmation_queue"}
    return render(request, "reports/open_conflict.html", context, status=status)


@require_POST
def resolve_conflict(request: HttpRequest, campaign: str, conflict: int) -> HttpResponse:
    """Take in the report that supersedes both."""
    row = campaign_for(actor_of(request), campaign)
    form = ResolveForm(request.POST)
    found = queries.conflict_for(actor_of(request), row, conflict)
    if found is None or not form.is_valid():
        return _conflict(request, campaign, conflict, form, status=422)
    first = found.first
    new = actions.NewReport(
        uuid=form.cleaned_data["uuid"],
        campaign=row.code,
        place=first.place_code,
        task=first.task_code,
        measure=first.measure_code,
        effective_on=max(first.effective_on, found.second.effective_on),
        value=form.cleaned_data["value"],
        note=form.cleaned_data["note"],
    )
    try:
        actions.resolve_conflict(conflict=conflict, new=new, by=actor_of(request), at=moment_of(row))
    except Problem as problem:
        if problem.status not in {409, 422}:
            raise
        form.add_error("value", str(problem))
        return _conflict(request, campaign, conflict, form, status=422)
    messages.success(request, _("The two reports are reconciled."))
    return redirect("confirmation_queue", campaign=campaign)
