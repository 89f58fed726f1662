"""Targets: all tasks at a glance, and the table of one task by place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bairi.ground.access import Actor, Problem
from bairi.ground.places.models import Place, PlaceLevel
from bairi.ground.ui.forms import Fault
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns import actions, queries
from bairi.plan.campaigns.actions import PlanChange
from bairi.plan.campaigns.forms.table import TargetTable, target_table
from bairi.plan.campaigns.models import Campaign, CampaignState
from bairi.plan.campaigns.permissions import DECOMPOSE_TARGETS, SET_TARGETS
from bairi.plan.campaigns.problems import TargetsRefused
from bairi.plan.campaigns.queries import Decomposition
from bairi.plan.campaigns.views.frame import IN_FORM, plan_page, said

MANY_VILLAGES = 400


@require_GET
def targets(request: HttpRequest, campaign: str) -> HttpResponse:
    """Every task with what each level is asked for together."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    context = {"rows": queries.target_totals(actor, row)}
    return plan_page(request, "campaigns/targets.html", row, context, tab="targets")


@require_http_methods(["GET", "POST"])
def set_targets(request: HttpRequest, campaign: str, task: str) -> HttpResponse:
    """The targets of one task by place, to read and to change, with the sums below each total."""
    actor = actor_of(request)
    row = queries.campaign_for(actor, campaign)
    found, under = _decomposition(request, actor, row, task)
    editable = _editable(actor, row, task, found)
    given = {name: str(value) for name, value in request.POST.items()} if request.method == "POST" else None
    table = target_table(found.rows, given, may_edit=editable)
    reason = request.POST.get("reason", "").strip()
    other_faults: list[str] = []
    if given is not None and "check" not in given and not table.faults:
        change = _save(actor, row, task, found, table, reason, other_faults)
        if change is not None:
            said(request, change)
            return redirect(_address(row, task, found, under))
    context = {
        "found": found,
        "table": table,
        "faults": [*(Fault("", "", said_) for said_ in other_faults), *table.faults],
        "measures": queries.measures_of(actor, row, task),
        "under": under,
        "townships": queries.places_below(actor, row, row.place.path),
        "reason": reason,
        "may_edit": bool(editable),
        "is_running": row.state == CampaignState.RUNNING,
        "checked": given is not None and "check" in given,
        "milestones": queries.milestones(row, task),
    }
    status = 422 if context["faults"] else 200
    return plan_page(request, "campaigns/set_targets.html", row, context, tab="targets", status=status)


def _decomposition(request: HttpRequest, actor: Actor, row: Campaign, task: str) -> tuple[Decomposition, Place | None]:
    """The breakdown that the page shows: all of it, or one township's part; a province by townships first."""
    code = request.GET.get("under", "")
    under = queries.place_in(actor, row, code) if code else None
    level: int = PlaceLevel.VILLAGE
    if under is None and queries.count_places(actor, row, PlaceLevel.VILLAGE) > MANY_VILLAGES:
        level = PlaceLevel.TOWNSHIP
    found = queries.decomposition(
        actor, row, task, request.GET.get("measure") or None, to_level=level, under=under.path if under else ""
    )
    return found, under


def _editable(actor: Actor, row: Campaign, task: str, found: Decomposition) -> frozenset[str]:
    """Codes of the places whose target the actor may set; below their own total those who break it down."""
    if row.state == CampaignState.CLOSED:
        return frozenset()
    reach = {"task_code": task, "campaign_code": row.code}
    rows = [r for r in found.rows if actor.may(SET_TARGETS, place_path=r.place_path, **reach)]
    if rows:
        return frozenset(r.place_code for r in rows)
    own = [g.place_path for g in actor.grants_for(DECOMPOSE_TARGETS) if g.covers(None, task, row.code)]
    return frozenset(
        r.place_code for r in found.rows if any(r.place_path.startswith(p) and r.place_path != p for p in own)
    )


def _save(
    actor: Actor, row: Campaign, task: str, found: Decomposition, table: TargetTable, reason: str, faults: list[str]
) -> PlanChange | None:
    measure = found.measure.code
    try:
        if actor.may(SET_TARGETS, task_code=task, campaign_code=row.code):
            rows = table.targets(task, measure)
            return actions.set_targets(campaign=row.code, rows=rows, reason=reason, by=actor, at=now())
        return actions.decompose_targets(
            campaign=row.code, task=task, measure=measure, place=queries.top_place(actor, row).code,
            rows=table.shares(), reason=reason, by=actor, at=now(),
        )  # fmt: skip
    except TargetsRefused as refused:
        faults += table.take_faults(refused.data["faults"])
    except Problem as problem:
        if problem.status not in IN_FORM:
            raise
        faults.append(str(problem))
    if not faults and not table.faults:
        faults.append(_("Nothing was saved."))
    return None


def _address(row: Campaign, task: str, found: Decomposition, under: Place | None) -> str:
    address = reverse("set_targets", kwargs={"campaign": row.code, "task": task})
    query = f"?measure={found.measure.code}" + (f"&under={under.code}" if under else "")
    return address + query
