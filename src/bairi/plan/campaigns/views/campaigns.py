"""The list of campaigns, and the life of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bairi.ground.access import require
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns import actions, queries
from bairi.plan.campaigns.forms.campaign import CloneForm, CloseForm, CreateCampaignForm, NameForm, first_days
from bairi.plan.campaigns.models import CampaignState
from bairi.plan.campaigns.permissions import CHANGE_CAMPAIGN, CLONE_CAMPAIGN, CLOSE_CAMPAIGN, CREATE_CAMPAIGN
from bairi.plan.campaigns.views.frame import attempt, plan_page

CODE_FIELDS = {
    "campaigns.code_taken": "code",
    "campaigns.bad_code": "code",
    "campaigns.dates_out_of_order": "deadline_on",
}


@require_GET
def campaigns(request: HttpRequest) -> HttpResponse:
    """The campaigns that the actor sees."""
    actor = actor_of(request)
    context = {"rows": queries.campaigns(actor), "may_create": actor.may(CREATE_CAMPAIGN)}
    return render(request, "campaigns/campaigns.html", context)


@require_http_methods(["GET", "POST"])
def create_campaign(request: HttpRequest) -> HttpResponse:
    """A new campaign, a draft."""
    actor = actor_of(request)
    require(actor, CREATE_CAMPAIGN)
    form = CreateCampaignForm(request.POST or None, places=queries.places_for_campaign(actor))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        made = attempt(form, lambda: actions.create_campaign(**facts, by=actor, at=now()), CODE_FIELDS)
        if made is not None:
            messages.success(request, _("The draft is there. Next: its lines and tasks, then the targets."))
            return redirect("plan", campaign=made.code)
    return render(request, "campaigns/create_campaign.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def plan(request: HttpRequest, campaign: str) -> HttpResponse:
    """The plan at a glance: where it stands, what it holds, what it still lacks."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    reach = {"place_path": row.place.path, "campaign_code": row.code}
    context = {
        "days": queries.days(row),
        "day": queries.day_number(row, queries.today(row)),
        "branches": queries.structure(actor, row),
        "goals": queries.goals(row),
        "phases": queries.phases(row),
        "open_requests": len(queries.open_requests(actor, row)),
        "history": queries.plan_history(actor, row, limit=5),
        "missing": queries.missing_before_start(row) if row.state == CampaignState.DRAFT else [],
        "may_clone": actor.may(CLONE_CAMPAIGN, **reach),
        "may_close": actor.may(CLOSE_CAMPAIGN, **reach),
        "may_change": actor.may(CHANGE_CAMPAIGN, **reach),
    }
    return plan_page(request, "campaigns/plan.html", row, context, tab="plan")


@require_http_methods(["GET", "POST"])
def change_campaign(request: HttpRequest, campaign: str) -> HttpResponse:
    """The name of a campaign and where it was taken from."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    require(actor, CHANGE_CAMPAIGN, place_path=row.place.path, campaign_code=row.code)
    form = NameForm(request.POST or None, initial={"name": row.name, "name_en": row.name_en, "source": row.source})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        if attempt(form, lambda: actions.change_campaign(campaign=campaign, **facts, by=actor, at=now())):
            messages.success(request, _("Saved."))
            return redirect("plan", campaign=campaign)
    context = {"form": form}
    return plan_page(request, "campaigns/change_campaign.html", row, context, tab="plan", status=_status(form))


@require_POST
def start_campaign(request: HttpRequest, campaign: str) -> HttpResponse:
    """Start the draft: what the plan says now is the first baseline."""
    actions.start_campaign(campaign=campaign, by=actor_of(request), at=now())
    messages.success(request, _("The campaign runs. What the plan says now is the first baseline."))
    return redirect("plan", campaign=campaign)


@require_http_methods(["GET", "POST"])
def close_campaign(request: HttpRequest, campaign: str) -> HttpResponse:
    """Close the campaign for good, its name typed."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    require(actor, CLOSE_CAMPAIGN, place_path=row.place.path, campaign_code=row.code)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts, fields = form.cleaned_data, {"campaigns.name_not_typed": "typed_name"}
        if attempt(form, lambda: actions.close_campaign(campaign=campaign, **facts, by=actor, at=now()), fields):
            messages.success(request, _("The campaign is closed. Everything in it stays readable."))
            return redirect("plan", campaign=campaign)
    context = {"form": form}
    return plan_page(request, "campaigns/close_campaign.html", row, context, tab="plan", status=_status(form))


@require_http_methods(["GET", "POST"])
def clone_campaign(request: HttpRequest, campaign: str) -> HttpResponse:
    """The next battle, made after this one."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    require(actor, CLONE_CAMPAIGN, place_path=row.place.path, campaign_code=row.code)
    form = CloneForm(request.POST or None, initial=first_days(row, localdate()))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        made = attempt(
            form, lambda: actions.clone_campaign(campaign=campaign, **facts, by=actor, at=now()), CODE_FIELDS
        )
        if made is not None:
            messages.success(request, _("The next campaign is drafted. Look it over, then start it."))
            return redirect("plan", campaign=made.code)
    context = {"form": form}
    return plan_page(request, "campaigns/clone_campaign.html", row, context, tab="plan", status=_status(form))


def _status(form: NameForm | CloseForm | CloneForm) -> int:
    return 422 if form.errors else 200
