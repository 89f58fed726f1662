"""The plan's history, and the requests to change it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns import actions, queries
from bairi.plan.campaigns.forms.targets import DecisionForm
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.views.frame import attempt, plan_page

PAGE = 30
DIFFERENCES = 200


@require_GET
def plan_history(request: HttpRequest, campaign: str) -> HttpResponse:
    """Every version of the plan, newest first."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    before = _number(request.GET.get("before", ""))
    lines = queries.plan_history(actor, row, before=before, limit=PAGE + 1)
    older = lines[PAGE - 1].number if len(lines) > PAGE else None
    context = {"lines": lines[:PAGE], "older": older}
    return plan_page(request, "campaigns/plan_history.html", row, context, tab="history")


@require_GET
def plan_version(request: HttpRequest, campaign: str, number: int) -> HttpResponse:
    """One version with everything that it changed."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    start = _number(request.GET.get("from", "")) or 0
    line = queries.plan_version(actor, row, number, offset=start, limit=DIFFERENCES)
    following = start + DIFFERENCES if line.targets > start + DIFFERENCES else None
    context = {"line": line, "start": start, "following": following}
    return plan_page(request, "campaigns/plan_version.html", row, context, tab="history")


@require_GET
def change_requests(request: HttpRequest, campaign: str) -> HttpResponse:
    """Requests to be decided, then those decided."""
    return _requests_page(request, queries.campaign_for(actor_of(request), campaign))


@require_POST
def decide_change(request: HttpRequest, campaign: str, change: int) -> HttpResponse:
    """Grant or refuse a request (`decision` is granted or refused)."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    form, granted = DecisionForm(request.POST, prefix=str(change)), request.POST.get("decision") == "granted"
    if form.is_valid():
        act = {"campaign": campaign, "request": change, "granted": granted, "note": form.cleaned_data["note"]}
        fields = {"campaigns.reason_needed": "note"}
        if attempt(form, lambda: actions.decide_change(**act, by=actor, at=now()), fields):
            messages.success(request, _("Granted: the target has changed.") if granted else _("Refused."))
            return redirect("change_requests", campaign=campaign)
    return _requests_page(request, row, change=change, form=form, status=422)


def _requests_page(
    request: HttpRequest, row: Campaign, *, change: int = 0, form: DecisionForm | None = None, status: int = 200
) -> HttpResponse:
    found = queries.change_requests(actor_of(request), row)
    rows = [(r, form if form is not None and r.pk == change else DecisionForm(prefix=str(r.pk))) for r in found]
    context = {
        "open": [(r, f) for r, f in rows if r.granted is None],
        "decided": [r for r, _form in rows if r.granted is not None],
    }
    return plan_page(request, "campaigns/change_requests.html", row, context, tab="requests", status=status)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
