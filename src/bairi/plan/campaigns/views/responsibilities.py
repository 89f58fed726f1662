"""Who answers for what, place by place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairi.ground.access import NotVisible, Problem
from bairi.ground.places.models import Place, PlaceLevel
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns import actions, queries
from bairi.plan.campaigns.forms.responsibilities import ResponsibilityFormSet
from bairi.plan.campaigns.models import Campaign, CampaignState, Responsibility, Task
from bairi.plan.campaigns.permissions import SET_RESPONSIBILITIES
from bairi.plan.campaigns.views.frame import IN_FORM, plan_page


@require_http_methods(["GET", "POST"])
def set_responsibilities(request: HttpRequest, campaign: str) -> HttpResponse:
    """Those who answer in one place (`?in=`), by its own entries and by those above."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    code = request.GET.get("in", "")
    place = queries.place_in(actor, row, code) if code else queries.top_place(actor, row)
    if place is None:
        raise NotVisible()
    tasks = queries.tasks(actor, row)
    choices = {"tasks": tasks, "units": queries.units_for(row)}
    if request.method != "POST":
        return _page(request, row, place, tasks, _forms(row, place, tasks, choices))
    entries = ResponsibilityFormSet(request.POST, prefix="answer", form_kwargs=choices)
    faults: list[str] = []
    if entries.is_valid():
        rows = [setting for entry in entries if (setting := entry.setting(place.code)) is not None]
        try:
            changed = actions.set_responsibilities(
                campaign=campaign, rows=rows, places=[place.code], by=actor, at=now()
            )
        except Problem as problem:
            if problem.status not in IN_FORM:
                raise
            faults = [str(problem)]
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing differs from what stood."))
            return redirect(reverse("set_responsibilities", kwargs={"campaign": campaign}) + f"?in={place.code}")
    return _page(request, row, place, tasks, entries, faults, status=422)


def _forms(row: Campaign, place: Place, tasks: Iterable[Task], choices: dict[str, Any]) -> Any:
    initial = [_start(entry) for entry in queries.responsibilities_in(row, place, tasks)]
    return ResponsibilityFormSet(initial=initial, prefix="answer", form_kwargs=choices)


def _start(entry: Responsibility) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "task": entry.task.code if entry.task else "",
        "organisation": entry.organisation.code if entry.organisation else "",
        "user": entry.user.username if entry.user else "",
        "person": entry.person,
        "post": entry.post,
        "phone": entry.phone,
        "source": entry.source,
    }


def _page(
    request: HttpRequest,
    row: Campaign,
    place: Place,
    tasks: list[Task],
    entries: forms.BaseFormSet[Any],
    faults: Iterable[str] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    actor = actor_of(request)
    answers = queries.answer_index(row, place_path=place.path)
    below = queries.places_below(actor, row, place.path) if place.level < PlaceLevel.GROUP else []
    context = {
        "place": place,
        "above": queries.path_to(actor, row, place),
        "below": [(child, answers.who(child.path, None).first) for child in below],
        "by_task": [(task, answers.who(place.path, task.code)) for task in tasks],
        "entries": entries,
        "faults": list(faults),
        "may_set": row.state != CampaignState.CLOSED
        and actor.may(SET_RESPONSIBILITIES, place_path=place.path, campaign_code=row.code),
    }
    return plan_page(request, "campaigns/set_responsibilities.html", row, context, tab="answers", status=status)
