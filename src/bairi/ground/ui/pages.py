"""What the views of all rooms share: who asks, and how a refusal comes back into its form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final, TypeVar

from django import forms
from django.http import HttpRequest

from bairi.ground.access import Actor, Problem

T = TypeVar("T")
IN_FORM: Final = frozenset({409, 422})
"""Refusals that are shown beside what was typed; others are pages of their own."""


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


def attempt(
    form: forms.BaseForm, act: Callable[[], T], fields: Mapping[str, str], shown: Collection[int] = IN_FORM
) -> T | None:
    """What the action gives back; None when it refused with a status in `shown`, which then stands in the form.

    `fields` names the field that a refusal speaks of, by its code. Raises the other Problems.
    """
    try:
        return act()
    except Problem as problem:
        if problem.status not in shown:
            raise
        refuse(form, problem, fields)
        return None


def refuse(form: forms.BaseForm, problem: Problem, fields: Mapping[str, str]) -> None:
    """Put a refusal at the field that it speaks of, or above the form."""
    field = fields.get(problem.code)
    form.add_error(field if field in form.fields else None, str(problem))
