"""Calendar and phases, reporting, thresholds, photos."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bairi.ground.access import Actor, require
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns import actions, queries
from bairi.plan.campaigns.actions.limits import THRESHOLDS
from bairi.plan.campaigns.forms.campaign import (
    CalendarForm,
    EvidenceLimitsForm,
    PhaseFormSet,
    PhotoSizeForm,
    ReportingForm,
    ThresholdsForm,
    is_running,
)
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.permissions import (
    SET_CALENDAR,
    SET_EVIDENCE_LIMITS,
    SET_PHOTO_SIZE,
    SET_REPORTING,
    SET_THRESHOLDS,
)
from bairi.plan.campaigns.rules.evidence_limits import EvidenceLimits
from bairi.plan.campaigns.views.frame import attempt, plan_page, said

REPORTING = ("rhythm", "cut_off_hour", "silent_after_days", "jump_share", "burden_ceiling")
FIELDS = {
    "campaigns.dates_out_of_order": "deadline_on",
    "campaigns.reason_needed": "reason",
    "campaigns.thresholds_out_of_order": "late_below",
}


@require_http_methods(["GET", "POST"])
def set_calendar(request: HttpRequest, campaign: str) -> HttpResponse:
    """Dates, days off, phases; reporting and thresholds have forms of their own on the same page."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    if request.method != "POST":
        return _page(request, row)
    require(actor, SET_CALENDAR, place_path=row.place.path, campaign_code=row.code)
    form = CalendarForm(request.POST, campaign=row)
    phases = PhaseFormSet(request.POST, prefix="phase")
    if form.is_valid() and phases.is_valid():
        facts = form.cleaned_data
        settings = [setting for phase in phases if (setting := phase.setting) is not None]
        change = attempt(
            form,
            lambda: actions.set_calendar(campaign=campaign, phases=settings, **facts, by=actor, at=now()),
            FIELDS,
        )
        if change is not None:
            messages.success(request, _("The calendar is saved."))
            return redirect("set_calendar", campaign=campaign)
    return _page(request, row, status=422, form=form, phases=phases)


@require_POST
def set_reporting(request: HttpRequest, campaign: str) -> HttpResponse:
    """Rhythm, cut-off, limits, robots."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    require(actor, SET_REPORTING, place_path=row.place.path, campaign_code=row.code)
    form = ReportingForm(request.POST)
    if form.is_valid():
        facts = form.cleaned_data | {"robots": form.cleaned_data["robots"].splitlines()}
        if attempt(form, lambda: actions.set_reporting(campaign=campaign, **facts, by=actor, at=now())):
            messages.success(request, _("Saved."))
            return redirect("set_calendar", campaign=campaign)
    return _page(request, row, status=422, reporting=form)


@require_POST
def set_thresholds(request: HttpRequest, campaign: str) -> HttpResponse:
    """Where the lines between the states lie."""
    form = ThresholdsForm(request.POST)
    return _change(request, campaign, SET_THRESHOLDS, actions.set_thresholds, thresholds=form)


@require_POST
def set_photo_size(request: HttpRequest, campaign: str) -> HttpResponse:
    """How large the photos are that phones send."""
    form = PhotoSizeForm(request.POST)
    return _change(request, campaign, SET_PHOTO_SIZE, actions.set_photo_size, photos=form)


@require_POST
def set_evidence_limits(request: HttpRequest, campaign: str) -> HttpResponse:
    """From where on evidence is looked at again."""

    def act(*, campaign: str, reason: str, by: Actor, at: datetime, **limits: Any) -> actions.PlanChange:
        found = EvidenceLimits.of(limits)
        return actions.set_evidence_limits(campaign=campaign, limits=found, reason=reason, by=by, at=at)

    form = EvidenceLimitsForm(request.POST)
    return _change(request, campaign, SET_EVIDENCE_LIMITS, act, evidence=form)


def _change(
    request: HttpRequest, campaign: str, permission: str, act: Callable[..., actions.PlanChange], **shown: forms.Form
) -> HttpResponse:
    """One of the page's forms goes in by its action; what it refuses stands beside what was typed."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    require(actor, permission, place_path=row.place.path, campaign_code=row.code)
    (form,) = shown.values()
    if form.is_valid():
        facts = form.cleaned_data
        change = attempt(form, lambda: act(campaign=campaign, **facts, by=actor, at=now()), FIELDS)
        if change is not None:
            said(request, change)
            return redirect("set_calendar", campaign=campaign)
    return _page(request, row, status=422, **shown)


def _page(request: HttpRequest, row: Campaign, *, status: int = 200, **forms: Any) -> HttpResponse:
    calendar = {name: getattr(row, name) for name in ("start_on", "deadline_on", "weekly_off", "days_off")}
    reporting = {name: getattr(row, name) for name in REPORTING} | {"robots": "\n".join(row.robots)}
    phases = [
        {name: getattr(phase, name) for name in ("name", "name_en", "start_on", "end_on", "rhythm")}
        for phase in queries.phases(row)
    ]
    context = {
        "form": CalendarForm(initial=calendar, campaign=row),
        "phases": PhaseFormSet(initial=phases, prefix="phase"),
        "reporting": ReportingForm(initial=reporting),
        "thresholds": ThresholdsForm(initial={name: getattr(row, name) for name in THRESHOLDS}),
        "photos": PhotoSizeForm(initial={"photo_px": row.photo_px}),
        "evidence": EvidenceLimitsForm(initial=EvidenceLimits.of(row.evidence_limits).as_dict()),
        "may_set_evidence_limits": actor_of(request).may(
            SET_EVIDENCE_LIMITS, place_path=row.place.path, campaign_code=row.code
        ),
        "days": queries.days(row),
        "working_days": _working_days(row),
        "is_running": is_running(row),
    } | forms
    return plan_page(request, "campaigns/set_calendar.html", row, context, tab="calendar", status=status)


def _working_days(row: Campaign) -> int:
    days = queries.calendar(row)
    return int(days.between(row.start_on.toordinal() - 1, row.deadline_on.toordinal()))
