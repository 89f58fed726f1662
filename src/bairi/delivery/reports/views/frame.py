"""What every page of reports shares: who asks, at what moment, how a refusal comes back into its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bairi.ground.access import Problem
from bairi.ground.ui import pages
from bairi.plan.campaigns.models import Campaign

T = TypeVar("T")
IN_FORM = {403, 409, 413, 415, 422}
"""Refusals that are shown beside what was typed; 404 is a page of its own."""
FIELDS = {
    "reports.value_missing": "value",
    "reports.not_a_number": "value",
    "reports.negative_value": "value",
    "reports.not_whole": "value",
    "reports.after_today": "effective_on",
    "reports.reason_missing": "reason",
    "reports.basis_missing": "basis",
    "reports.found_more_than_inspected": "found",
}
"""The field that a refusal speaks of."""


def attempt(form: forms.Form, act: Callable[[], T], fields: Mapping[str, str] = FIELDS) -> T | None:
    """What the action gives back; None when it refused, which then stands in the form at its field."""
    return pages.attempt(form, act, fields, IN_FORM)


def refuse(form: forms.Form, problem: Problem, fields: Mapping[str, str] = FIELDS) -> None:
    """Put a refusal at the field that it speaks of."""
    pages.refuse(form, problem, fields)


def page(
    request: HttpRequest,
    template: str,
    campaign: Campaign,
    context: Mapping[str, Any],
    *,
    current: str,
    status: int = 200,
) -> HttpResponse:
    """A page of reports; `current` is the entry of the navigation that it belongs to."""
    shared = {"campaign": campaign, "nav_current": current}
    return render(request, template, shared | dict(context), status=status)
