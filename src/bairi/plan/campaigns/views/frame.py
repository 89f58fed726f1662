"""What every page of the plan shares: who asks, which campaign, how a refusal comes back into its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bairi.ground.access import Problem
from bairi.ground.ui.pages import actor_of, refuse
from bairi.plan.campaigns.actions import PlanChange
from bairi.plan.campaigns.models import Campaign, CampaignState
from bairi.plan.campaigns.permissions import SET_CALENDAR, SET_RESPONSIBILITIES, SET_TARGETS
from bairi.plan.campaigns.problems import TargetsRefused

T = TypeVar("T")
IN_FORM = {409, 413, 422}
"""Refusals that are shown beside what was typed; the others are a page of their own."""


def attempt(form: forms.Form, act: Callable[[], T], fields: Mapping[str, str] | None = None) -> T | None:
    """What the action gives back; None when it refused, which then stands in the form.

    `fields` names the field of a problem by its code, or of a target's fault by the fault's own field.
    """
    named = fields or {}
    try:
        return act()
    except TargetsRefused as refused:
        for fault in refused.data["faults"]:
            field = named.get(fault["field"], fault["field"])
            form.add_error(field if field in form.fields else None, str(fault["message"]))
        return None
    except Problem as problem:
        if problem.status not in IN_FORM:
            raise
        refuse(form, problem, named)
        return None


def plan_page(
    request: HttpRequest, template: str, campaign: Campaign, context: Mapping[str, Any], *, tab: str, status: int = 200
) -> HttpResponse:
    """A page of the plan; `tab` is the entry of the plan's own navigation."""
    actor = actor_of(request)
    may = {"campaign_code": campaign.code}
    shared = {
        "campaign": campaign,
        "nav_current": "plan",
        "tab": tab,
        "is_closed": campaign.state == CampaignState.CLOSED,
        "may_plan": actor.may(SET_CALENDAR, place_path=campaign.place.path, **may),
        "may_set_targets": actor.may(SET_TARGETS, **may),
        "may_set_responsibilities": actor.may(SET_RESPONSIBILITIES, **may),
    }
    return render(request, template, shared | dict(context), status=status)


def said(request: HttpRequest, change: PlanChange) -> None:
    """Tell what a change of the plan has done."""
    if change.version is None:
        messages.info(request, _("Nothing differs from what stood, so nothing was changed."))
    else:
        words = _("Saved as version %(number)s of the plan.") % {"number": change.version.number}
        messages.success(request, words)
