"""Lines, tasks, measures: the tree of the plan and its forms."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bairi.ground.access import NotVisible, require
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns import actions, queries
from bairi.plan.campaigns.forms.campaign import is_running
from bairi.plan.campaigns.forms.structure import LineForm, MeasureForm, TaskForm
from bairi.plan.campaigns.models import Campaign, Counting, RollUp
from bairi.plan.campaigns.permissions import (
    ADD_LINE,
    ADD_MEASURE,
    ADD_TASK,
    CHANGE_LINE,
    CHANGE_MEASURE,
    CHANGE_TASK,
)
from bairi.plan.campaigns.queries import LineBranch, TaskBranch
from bairi.plan.campaigns.views.frame import attempt, plan_page

FIELDS = {
    "campaigns.code_taken": "code",
    "campaigns.bad_code": "code",
    "campaigns.reason_needed": "reason",
    "campaigns.value_out_of_range": "weight",
    "campaigns.denominator_needed": "denominator",
    "campaigns.counting_measure_needed": "counts",
}


@require_GET
def structure(request: HttpRequest, campaign: str) -> HttpResponse:
    """Lines with their tasks and measures."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    context = {"branches": queries.structure(actor, row)}
    return plan_page(request, "campaigns/structure.html", row, context, tab="structure")


@require_http_methods(["GET", "POST"])
def add_line(request: HttpRequest, campaign: str) -> HttpResponse:
    row = _campaign(request, campaign, ADD_LINE)
    form = LineForm(request.POST or None, initial={"weight": 1.0})
    if request.method == "POST" and form.is_valid():
        act: dict[str, Any] = {"campaign": campaign, "by": actor_of(request), "at": now()}
        if attempt(form, lambda: actions.add_line(line=form.setting(), **act), FIELDS):
            return _done(request, campaign)
    return _form_page(request, row, form, _("Add a line"))


@require_http_methods(["GET", "POST"])
def change_line(request: HttpRequest, campaign: str, line: str) -> HttpResponse:
    row = _campaign(request, campaign, CHANGE_LINE)
    found = _branch(request, row, line).line
    form = LineForm(request.POST or None, code=line, ask_why=is_running(row), initial=_start(found, LineForm))
    if request.method == "POST" and form.is_valid():
        act: dict[str, Any] = {"campaign": campaign, "by": actor_of(request), "at": now()}
        if attempt(form, lambda: actions.change_line(line=form.setting(), reason=form.why(), **act), FIELDS):
            return _done(request, campaign)
    return _form_page(request, row, form, found.name)


@require_POST
def remove_line(request: HttpRequest, campaign: str, line: str) -> HttpResponse:
    actions.remove_line(campaign=campaign, code=line, by=actor_of(request), at=now())
    return _done(request, campaign)


@require_http_methods(["GET", "POST"])
def add_task(request: HttpRequest, campaign: str) -> HttpResponse:
    row = _campaign(request, campaign, ADD_TASK)
    start = {"weight": 1.0, "counting": Counting.TALLIED, "line": request.GET.get("line", "")}
    form = TaskForm(request.POST or None, initial=start, **_choices(request, row))
    if request.method == "POST" and form.is_valid():
        act: dict[str, Any] = {"campaign": campaign, "by": actor_of(request), "at": now()}
        made = attempt(form, lambda: actions.add_task(task=form.setting(), **act), FIELDS)
        if made is not None:
            messages.success(request, _("The task is there. Say next in what it is counted."))
            return redirect("add_measure", campaign=campaign, task=made.code)
    return _form_page(request, row, form, _("Add a task"))


@require_http_methods(["GET", "POST"])
def change_task(request: HttpRequest, campaign: str, task: str) -> HttpResponse:
    row = _campaign(request, campaign, CHANGE_TASK)
    found = _task(request, row, task).task
    start = _start(found, TaskForm) | {
        "line": found.line.code, "lead_unit": found.lead_unit.code if found.lead_unit else "",
    }  # fmt: skip
    form = TaskForm(
        request.POST or None, code=task, ask_why=is_running(row), source=found.source, initial=start,
        **_choices(request, row),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        act: dict[str, Any] = {"campaign": campaign, "by": actor_of(request), "at": now()}
        if attempt(form, lambda: actions.change_task(task=form.setting(), reason=form.why(), **act), FIELDS):
            return _done(request, campaign)
    return _form_page(request, row, form, found.name)


@require_POST
def remove_task(request: HttpRequest, campaign: str, task: str) -> HttpResponse:
    actions.remove_task(campaign=campaign, code=task, by=actor_of(request), at=now())
    return _done(request, campaign)


@require_http_methods(["GET", "POST"])
def add_measure(request: HttpRequest, campaign: str, task: str) -> HttpResponse:
    row = _campaign(request, campaign, ADD_MEASURE)
    branch = _task(request, row, task)
    start = {"roll_up": RollUp.SUM, "counts": not branch.measures, "order": len(branch.measures)}
    form = MeasureForm(request.POST or None, others=branch.measures, initial=start)
    if request.method == "POST" and form.is_valid():
        act: dict[str, Any] = {"campaign": campaign, "task": task, "by": actor_of(request), "at": now()}
        if attempt(form, lambda: actions.add_measure(measure=form.setting(), **act), FIELDS):
            return _done(request, campaign)
    return _form_page(request, row, form, _("Add a measure to %(task)s") % {"task": branch.task.name})


@require_http_methods(["GET", "POST"])
def change_measure(request: HttpRequest, campaign: str, task: str, measure: str) -> HttpResponse:
    row = _campaign(request, campaign, CHANGE_MEASURE)
    branch = _task(request, row, task)
    found = next((m for m in branch.measures if m.code == measure), None)
    if found is None:
        raise NotVisible()
    others = [m for m in branch.measures if m.code != measure]
    start = _start(found, MeasureForm) | {"denominator": found.denominator.code if found.denominator else ""}
    form = MeasureForm(request.POST or None, code=measure, others=others, ask_why=is_running(row), initial=start)
    if request.method == "POST" and form.is_valid():
        act: dict[str, Any] = {"campaign": campaign, "task": task, "by": actor_of(request), "at": now()}
        if attempt(form, lambda: actions.change_measure(measure=form.setting(), reason=form.why(), **act), FIELDS):
            return _done(request, campaign)
    return _form_page(request, row, form, found.name)


@require_POST
def remove_measure(request: HttpRequest, campaign: str, task: str, measure: str) -> HttpResponse:
    actions.remove_measure(campaign=campaign, task=task, code=measure, by=actor_of(request), at=now())
    return _done(request, campaign)


def _campaign(request: HttpRequest, code: str, permission: str) -> Campaign:
    actor = actor_of(request)
    row = queries.campaign_for(actor, code)
    require(actor, permission, place_path=row.place.path, campaign_code=row.code)
    return row


def _branch(request: HttpRequest, row: Campaign, code: str) -> LineBranch:
    for branch in queries.structure(actor_of(request), row):
        if branch.line.code == code:
            return branch
    raise NotVisible()


def _task(request: HttpRequest, row: Campaign, code: str) -> TaskBranch:
    for branch in queries.structure(actor_of(request), row):
        for task in branch.tasks:
            if task.task.code == code:
                return task
    raise NotVisible()


def _choices(request: HttpRequest, row: Campaign) -> dict[str, Any]:
    return {
        "lines": [(branch.line.code, branch.line.name) for branch in queries.structure(actor_of(request), row)],
        "units": queries.units_for(row),
    }


def _start(thing: Any, form: type[LineForm | TaskForm | MeasureForm]) -> dict[str, Any]:
    names = set(form.base_fields) - {"code", "reason", "line", "lead_unit", "denominator"}
    return {name: getattr(thing, name) for name in names}


def _done(request: HttpRequest, campaign: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("structure", campaign=campaign)


def _form_page(
    request: HttpRequest, row: Campaign, form: LineForm | TaskForm | MeasureForm, title: str
) -> HttpResponse:
    context = {"form": form, "title": title}
    status = 422 if form.errors else 200
    return plan_page(request, "campaigns/structure_form.html", row, context, tab="structure", status=status)
