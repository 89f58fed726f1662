"""One target's plan page: trajectory, versions, who answers, its form and the request to change it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bairi.ground.access import Actor
from bairi.ground.ui.charts import Milestone, Trajectory
from bairi.ground.ui.pages import actor_of
from bairi.ground.ui.words import quantity
from bairi.plan.campaigns import actions, queries
from bairi.plan.campaigns.actions import PlanChange
from bairi.plan.campaigns.forms.targets import ChangeRequestForm, PointFormSet, TargetForm, day_rows, trajectory_of
from bairi.plan.campaigns.models import Campaign, CampaignState, Target
from bairi.plan.campaigns.permissions import ASK_FOR_CHANGE, SET_TARGETS
from bairi.plan.campaigns.queries import TargetPlan
from bairi.plan.campaigns.rules.settings import TargetSetting
from bairi.plan.campaigns.rules.trajectories import points_of
from bairi.plan.campaigns.views.frame import attempt, plan_page, said

FIELD_OF = {"trajectory": "shape", "campaigns.reason_needed": "reason"}


@require_http_methods(["GET", "POST"])
def plan_target(request: HttpRequest, campaign: str, task: str, place: str) -> HttpResponse:
    """The plan of one target; the measure that counts unless `?measure=` names another. A POST changes it."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    target = queries.target_for(actor, row, task=task, place=place, measure=request.GET.get("measure", ""))
    if request.method != "POST":
        return _page(request, row, target)
    form, points = TargetForm(request.POST), PointFormSet(request.POST, prefix="point")
    if form.is_valid() and points.is_valid():
        change = _change(actor, row, target, form, points)
        if change is not None:
            said(request, change)
            return redirect(_address(row, target))
    return _page(request, row, target, status=422, form=form, points=points)


@require_POST
def ask_for_change(request: HttpRequest, campaign: str, task: str, place: str) -> HttpResponse:
    """Ask the level above to move the bar."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    target = queries.target_for(actor, row, task=task, place=place, measure=request.GET.get("measure", ""))
    form = ChangeRequestForm(request.POST, prefix="ask")
    if form.is_valid():
        facts = form.facts()
        act: dict[str, Any] = {"campaign": campaign, "target": target.pk, "by": actor, "at": now()}
        if attempt(form, lambda: actions.ask_for_change(**facts, **act), FIELD_OF):
            messages.success(request, _("Asked. The level above decides, and you will find the decision here."))
            return redirect(_address(row, target))
    return _page(request, row, target, status=422, ask=form)


def _change(actor: Actor, row: Campaign, target: Target, form: TargetForm, points: Any) -> PlanChange | None:
    facts = form.cleaned_data
    setting = TargetSetting(
        target.place.code, target.task.code, facts["must"], target.measure.code, facts["reserve"] or 0.0,
        facts["baseline"] or 0.0, facts["start_on"], facts["due_on"], trajectory_of(facts["shape"], points),
    )  # fmt: skip
    act: dict[str, Any] = {"campaign": row.code, "rows": [setting], "by": actor, "at": now()}
    said_by = {"reason": facts["reason"], "approved_by": facts["approved_by"]}
    return attempt(form, lambda: actions.set_targets(**act, **said_by), FIELD_OF)


def _address(row: Campaign, target: Target) -> str:
    where = {"campaign": row.code, "task": target.task.code, "place": target.place.code}
    return reverse("plan_target", kwargs=where) + f"?measure={target.measure.code}"


def _page(request: HttpRequest, row: Campaign, target: Target, *, status: int = 200, **forms: Any) -> HttpResponse:
    actor, plan = actor_of(request), queries.target_plan(row, target)
    reach = {"place_path": target.place.path, "task_code": target.task.code, "campaign_code": row.code}
    is_open = row.state != CampaignState.CLOSED
    context = {
        "target": target,
        "plan": plan,
        "chart": _chart(row, target, plan),
        "history": queries.plan_history(actor, row, target=target),
        "answers": queries.who_answers(row, target.place, target.task),
        "requests": queries.change_requests(actor, row, target=target),
        "measures": queries.measures_of(actor, row, target.task.code),
        "may_set": is_open and actor.may(SET_TARGETS, **reach),
        "may_ask": is_open and not plan.removed and actor.may(ASK_FOR_CHANGE, **reach),
        "address": _address(row, target),
        "is_running": row.state == CampaignState.RUNNING,
        "form": TargetForm(initial=_start(plan)),
        "points": PointFormSet(initial=day_rows(points_of(plan.now.trajectory)), prefix="point"),
        "ask": ChangeRequestForm(
            initial={"must": plan.now.must, "reserve": plan.now.reserve, "due_on": plan.now.due_on}, prefix="ask"
        ),
    } | forms
    return plan_page(request, "campaigns/plan_target.html", row, context, tab="targets", status=status)


def _start(plan: TargetPlan) -> dict[str, Any]:
    names = ("must", "reserve", "baseline", "start_on", "due_on")
    return {name: getattr(plan.now, name) for name in names} | {"shape": plan.now.trajectory.get("kind", "linear")}


def _chart(row: Campaign, target: Target, plan: TargetPlan) -> Trajectory:
    """The current plan, with the first baseline beside it once the bar has moved."""
    data = {"place": target.place.name, "task": target.task.name}
    desc = _("Planned to rise from %(baseline)s to %(must)s %(unit)s.") % {
        "baseline": quantity(plan.now.baseline), "must": quantity(plan.now.must), "unit": target.measure.unit,
    }  # fmt: skip
    return Trajectory(
        days=queries.days(row),
        today=float(queries.day_number(row, queries.today(row))),
        title=_("Planned course of %(task)s in %(place)s") % data,
        desc=desc,
        plan=plan.plan,
        baseline=plan.baseline if plan.has_moved else (),
        milestones=[Milestone(day, value) for day, value in plan.milestones],
        top=max(plan.now.must, plan.first.must, 1.0),
        percent=False,
        width=400.0,
        height=190.0,
    )
