"""Milestones of a task, set by hand or back from the deadline (倒排工期)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from bairi.ground.access import NotVisible, require
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns import actions, queries
from bairi.plan.campaigns.forms.campaign import is_running
from bairi.plan.campaigns.forms.targets import BackwardForm, MilestoneFormSet, MilestonesForm, StageFormSet
from bairi.plan.campaigns.models import Campaign, CampaignState, Task
from bairi.plan.campaigns.permissions import SET_MILESTONES
from bairi.plan.campaigns.rules.trajectories import set_back
from bairi.plan.campaigns.views.frame import attempt, plan_page, said

FIELDS = {"campaigns.reason_needed": "reason"}


@require_http_methods(["GET", "POST"])
def set_milestones(request: HttpRequest, campaign: str, task: str) -> HttpResponse:
    """The milestones of a task. `intent=backward` works them out from stages and saves nothing."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    found = next((t for t in queries.tasks(actor, row) if t.code == task), None)
    if found is None:
        raise NotVisible()
    if request.method != "POST":
        return _page(request, row, found)
    reach = {"place_path": row.place.path, "task_code": task, "campaign_code": row.code}
    require(actor, SET_MILESTONES, **reach)
    if request.POST.get("intent") == "backward":
        return _backward(request, row, found)
    form, stones = MilestonesForm(request.POST), MilestoneFormSet(request.POST, prefix="stone")
    if form.is_valid() and stones.is_valid():
        act = {
            "campaign": campaign, "task": task, "by": actor, "at": now(), **form.cleaned_data,
            "milestones": [setting for stone in stones if (setting := stone.setting()) is not None],
        }  # fmt: skip
        change = attempt(form, lambda: actions.set_milestones(**act), FIELDS)
        if change is not None:
            said(request, change)
            return redirect("set_milestones", campaign=campaign, task=task)
    return _page(request, row, found, status=422, form=form, stones=stones)


def _backward(request: HttpRequest, row: Campaign, task: Task) -> HttpResponse:
    """Milestones from stages of work, put into the form above, not saved."""
    due, stages = BackwardForm(request.POST, prefix="due"), StageFormSet(request.POST, prefix="stage")
    if not (due.is_valid() and stages.is_valid()) or not _stages(stages):
        return _page(request, row, task, status=422, due=due, stages=stages)
    names, steps = zip(*_stages(stages), strict=True)
    start, points = set_back(due.cleaned_data["due_on"], steps, queries.calendar(row))
    rows = [{"name": name, "due_on": day, "share": share} for name, (day, share) in zip(names, points, strict=True)]
    return _page(
        request, row, task, due=due, stages=stages, stones=MilestoneFormSet(initial=rows, prefix="stone"),
        preview=_preview(row, start),
    )  # fmt: skip


def _stages(stages: BaseFormSet[Any]) -> list[tuple[str, tuple[float, int]]]:
    rows = [stage.cleaned_data for stage in stages]
    return [(row["name"], (row["share"], row["working_days"])) for row in rows if row.get("name")]


def _preview(row: Campaign, start: date) -> dict[str, Any]:
    """When work must begin at the latest, and by how many days that lies before today or the campaign."""
    earliest = max(row.start_on, queries.today(row)) if row.state == CampaignState.RUNNING else row.start_on
    return {"start": start, "missing": max((earliest - start).days, 0), "earliest": earliest}


def _page(request: HttpRequest, row: Campaign, task: Task, *, status: int = 200, **forms: Any) -> HttpResponse:
    actor = actor_of(request)
    own = [stone for stone in queries.milestones(row, task.code) if stone.task_id == task.pk]
    context = {
        "task": task,
        "form": MilestonesForm(initial={"apply": True}),
        "stones": MilestoneFormSet(initial=_rows(own), prefix="stone"),
        "due": BackwardForm(initial={"due_on": row.deadline_on}, prefix="due"),
        "stages": StageFormSet(prefix="stage"),
        "preview": None,
        "of_line": [stone for stone in queries.milestones(row, task.code) if stone.line_id],
        "is_running": is_running(row),
        "may_set": row.state != CampaignState.CLOSED
        and actor.may(SET_MILESTONES, place_path=row.place.path, task_code=task.code, campaign_code=row.code),
    } | forms
    return plan_page(request, "campaigns/set_milestones.html", row, context, tab="targets", status=status)


def _rows(stones: Sequence[Any]) -> list[dict[str, Any]]:
    names = ("name", "name_en", "due_on", "share", "source")
    return [{name: getattr(stone, name) for name in names} for stone in stones]
