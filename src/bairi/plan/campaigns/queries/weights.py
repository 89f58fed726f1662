"""Weights of lines and tasks, now and as known at an earlier moment."""

from __future__ import annotations

from bairi.plan.campaigns.models import Campaign, Line, PlanVersion, Target, Task
from bairi.plan.campaigns.rules.weights import Weights, shares


def weights_now(campaign: Campaign) -> dict[str, dict[str, float]]:
    """Weights by code as they stand: {"lines": {code: weight}, "tasks": {code: weight}}. Two queries."""
    return {
        "lines": dict(Line.objects.filter(campaign=campaign).values_list("code", "weight")),
        "tasks": dict(Task.objects.filter(campaign=campaign).values_list("code", "weight")),
    }


def weights_known(campaign: Campaign, known: int | None = None) -> Weights:
    """Weights as known at a moment (None: now): those of the plan version known then. What is newer weighs as now."""
    now = weights_now(campaign)
    line_of = dict(Task.objects.filter(campaign=campaign).values_list("code", "line__code"))
    if known is None:
        return Weights(now["lines"], now["tasks"], line_of)
    versions = PlanVersion.objects.filter(campaign=campaign, known__lte=known).order_by("-known")
    then = versions.values_list("weights", flat=True).first() or {}
    lines = {code: float(then.get("lines", {}).get(code, weight)) for code, weight in now["lines"].items()}
    tasks = {code: float(then.get("tasks", {}).get(code, weight)) for code, weight in now["tasks"].items()}
    return Weights(lines, tasks, line_of)


def effective_weights(campaign: Campaign, known: int | None = None) -> dict[str, float]:
    """Share of the whole that each task with a target counts for, by task code; the shares add up to 1."""
    present = Target.objects.filter(campaign=campaign).values_list("task__code", flat=True).distinct()
    return shares(weights_known(campaign, known), frozenset(present))
