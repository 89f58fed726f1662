"""Goals over several tasks, and the weights that tasks and lines have in the whole."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from bairi.ground.access import Problem, require
from bairi.ground.ui.forms import Fault
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns import actions, queries
from bairi.plan.campaigns.forms.campaign import is_running
from bairi.plan.campaigns.forms.fields import plain, read_quantity
from bairi.plan.campaigns.forms.structure import GoalFormSet
from bairi.plan.campaigns.forms.targets import MilestonesForm
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.permissions import SET_GOALS, SET_WEIGHTS
from bairi.plan.campaigns.queries import LineBranch
from bairi.plan.campaigns.views.frame import IN_FORM, attempt, plan_page, said

FIELDS = {"campaigns.reason_needed": "reason"}


@require_http_methods(["GET", "POST"])
def set_goals(request: HttpRequest, campaign: str) -> HttpResponse:
    """The goals of the campaign."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    tasks = {"tasks": queries.tasks(actor, row)}
    if request.method != "POST":
        return _goals_page(request, row, MilestonesForm(), _goal_forms(row, tasks))
    require(actor, SET_GOALS, place_path=row.place.path, campaign_code=row.code)
    form, goals = MilestonesForm(request.POST), GoalFormSet(request.POST, prefix="goal", form_kwargs=tasks)
    if form.is_valid() and goals.is_valid():
        settings = [setting for order, goal in enumerate(goals) if (setting := goal.setting(order)) is not None]
        act = {"campaign": campaign, "goals": settings, "reason": form.cleaned_data["reason"]}
        change = attempt(form, lambda: actions.set_goals(**act, by=actor, at=now()), FIELDS)
        if change is not None:
            said(request, change)
            return redirect("set_goals", campaign=campaign)
    return _goals_page(request, row, form, goals, status=422)


def _goal_forms(row: Campaign, tasks: dict[str, Any]) -> Any:
    initial = [
        {
            "name": goal.name, "name_en": goal.name_en, "kind": goal.kind, "share": goal.share, "due_on": goal.due_on,
            "tasks": [task.code for task in goal.tasks.all()], "source": goal.source,
        }
        for goal in queries.goals(row)
    ]  # fmt: skip
    return GoalFormSet(initial=initial, prefix="goal", form_kwargs=tasks)


def _goals_page(request: HttpRequest, row: Campaign, form: Any, goals: Any, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "goals": goals, "standing": queries.goals(row), "is_running": is_running(row)}
    return plan_page(request, "campaigns/set_goals.html", row, context, tab="goals", status=status)


@require_http_methods(["GET", "POST"])
def set_weights(request: HttpRequest, campaign: str) -> HttpResponse:
    """The weights, what each task counts in the whole, and a worked example."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    branches = queries.structure(actor, row)
    if request.method != "POST":
        return _weights_page(request, row, branches, {}, [])
    require(actor, SET_WEIGHTS, place_path=row.place.path, campaign_code=row.code)
    lines, tasks, faults = _read_weights(request, branches)
    reason = request.POST.get("reason", "")
    if not faults:
        try:
            change = actions.set_weights(campaign=campaign, lines=lines, tasks=tasks, reason=reason, by=actor, at=now())
        except Problem as problem:
            if problem.status not in IN_FORM:
                raise
            faults = [Fault("reason" if problem.code == "campaigns.reason_needed" else "", "", str(problem))]
        else:
            said(request, change)
            return redirect("set_weights", campaign=campaign)
    return _weights_page(request, row, branches, request.POST.dict(), faults, status=422)


def _read_weights(
    request: HttpRequest, branches: list[LineBranch]
) -> tuple[dict[str, float], dict[str, float], list[Fault]]:
    lines: dict[str, float] = {}
    tasks: dict[str, float] = {}
    faults: list[Fault] = []
    things = [("line", b.line, lines) for b in branches] + [("task", t.task, tasks) for b in branches for t in b.tasks]
    for kind, thing, found in things:
        name = f"{kind}-{thing.code}"
        if name not in request.POST:
            continue
        try:
            found[thing.code] = read_quantity(request.POST[name].strip())
        except ValidationError as error:
            faults.append(Fault(name, thing.name, " ".join(error.messages)))
    return lines, tasks, faults


def _weights_page(
    request: HttpRequest,
    row: Campaign,
    branches: list[LineBranch],
    given: dict[str, Any],
    faults: list[Fault],
    *,
    status: int = 200,
) -> HttpResponse:
    shares = queries.effective_weights(row)
    wrong = {fault.field_id for fault in faults}
    rows = [
        {
            "line": _weight_row(
                "line", branch.line, given, wrong, sum(shares.get(t.task.code, 0.0) for t in branch.tasks)
            ),
            "tasks": [_weight_row("task", t.task, given, wrong, shares.get(t.task.code)) for t in branch.tasks],
        }
        for branch in branches
    ]
    context = {
        "rows": rows,
        "faults": faults,
        "reason": given.get("reason", ""),
        "worked": worked_example(branches, shares),
        "is_running": is_running(row),
    }
    return plan_page(request, "campaigns/set_weights.html", row, context, tab="goals", status=status)


def _line_share(branch: LineBranch, shares: dict[str, float]) -> float:
    return sum(shares.get(t.task.code, 0.0) for t in branch.tasks)


def _weight_row(kind: str, thing: Any, given: dict[str, Any], wrong: set[str], share: float | None) -> dict[str, Any]:
    name = f"{kind}-{thing.code}"
    return {
        "thing": thing, "name": name, "text": given.get(name, plain(thing.weight)), "share": share,
        "wrong": name in wrong,
    }  # fmt: skip


def worked_example(branches: list[LineBranch], shares: dict[str, float]) -> dict[str, Any] | None:
    """One task's share worked out with the numbers as they stand; None where nothing counts yet."""
    for branch in branches:
        task = next((t.task for t in branch.tasks if shares.get(t.task.code)), None)
        if task is None:
            continue
        counted = [b for b in branches if any(shares.get(t.task.code) for t in b.tasks)]
        return {
            "task": task,
            "line": branch.line,
            "all_lines": sum(b.line.weight for b in counted),
            "all_tasks": sum(t.task.weight for t in branch.tasks if shares.get(t.task.code)),
            "share": shares[task.code],
            "half": shares[task.code] / 2,
        }
    return None
