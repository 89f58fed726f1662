"""Pages of the tree of places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bairi.ground.places import actions, queries
from bairi.ground.places.forms import AsOfForm, MergeForm, PartFormSet, RecodeForm, SplitForm
from bairi.ground.places.models import Place, PlaceLevel
from bairi.ground.places.permissions import MERGE_PLACES, RECODE_PLACE, SPLIT_PLACE
from bairi.ground.ui.pages import actor_of, attempt

T = TypeVar("T")
FIELDS = {"places.place_code_taken": "code", "places.day_before_history": "on", "places.too_few_to_merge": "others"}
MANY = 1500


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """The tree within the actor's places, as of a day; below one township when `under` names it."""
    form = AsOfForm(request.GET or None)
    on = (form.cleaned_data.get("on") if form.is_valid() else None) or localdate()
    under = request.GET.get("under", "")
    rows = queries.place_tree(actor_of(request), on=on, under=under)
    if len(rows) > MANY:
        rows = queries.place_tree(actor_of(request), on=on, under=under, deep=False)
    context = {"rows": rows, "on": on, "today": localdate(), "under": under, "village": PlaceLevel.VILLAGE}
    return render(request, "places/places.html", context)


@require_GET
def place(request: HttpRequest, place: str) -> HttpResponse:
    """One place: its dated codes, what lies above and below, and what can be done to it."""
    return _page(request, place)


@require_POST
def recode_place(request: HttpRequest, place: str) -> HttpResponse:
    """Another code or name from a day on."""
    form = RecodeForm(request.POST, prefix="recode")
    if form.is_valid():
        facts: dict[str, Any] = form.cleaned_data | {"by": actor_of(request), "at": now()}
        row = _attempt(form, lambda: actions.recode_place(place=place, **facts))
        if row is not None:
            messages.success(request, _("Saved. The earlier code and name are kept with their days."))
            return redirect("place", place=row.code)
    return _page(request, place, status=422, recode=form)


@require_POST
def split_place(request: HttpRequest, place: str) -> HttpResponse:
    """Split into parts from a day on."""
    history = queries.place_history(actor_of(request), place)
    form = SplitForm(request.POST, prefix="split")
    parts = PartFormSet(request.POST, prefix="part", form_kwargs={"children": history.children})
    if form.is_valid() and parts.is_valid():
        wanted = [part for row in parts if (part := row.part()) is not None]
        act: dict[str, Any] = {"on": form.cleaned_data["on"], "by": actor_of(request), "at": now()}
        if _attempt(form, lambda: actions.split_place(place=place, parts=wanted, **act)):
            messages.success(
                request, _("The place is split. Reports stay where they were made; set targets for the parts.")
            )
            return redirect("place", place=place)
    return _page(request, place, status=422, split=form, parts=parts)


@require_POST
def merge_places(request: HttpRequest, place: str) -> HttpResponse:
    """Merge with places beside it from a day on."""
    history = queries.place_history(actor_of(request), place)
    form = MergeForm(request.POST, prefix="merge", brothers=queries.brothers(actor_of(request), history.place))
    if form.is_valid():
        facts = dict(form.cleaned_data)
        together = [place, *facts.pop("others")]
        act: dict[str, Any] = {"by": actor_of(request), "at": now()}
        whole = _attempt(form, lambda: actions.merge_places(places=together, **facts, **act))
        if whole is not None:
            messages.success(request, _("The places are merged. Reports stay where they were made."))
            return redirect("place", place=whole.code)
    return _page(request, place, status=422, merge=form)


def _attempt(form: forms.Form, act: Callable[[], T]) -> T | None:
    """What the action gives back; None when it refused, which then stands in the form."""
    return attempt(form, act, FIELDS)


def _page(request: HttpRequest, code: str, *, status: int = 200, **bound: Any) -> HttpResponse:
    actor = actor_of(request)
    history = queries.place_history(actor, code)
    row = history.place
    stands = row.dissolved_on is None
    context = {
        "history": history,
        "may_recode": stands and actor.may(RECODE_PLACE, place_path=row.path),
        "may_split": stands and actor.may(SPLIT_PLACE, place_path=row.path),
        "may_merge": stands and actor.may(MERGE_PLACES, place_path=row.path),
        "recode": RecodeForm(prefix="recode", initial={"code": row.code, "name": row.name, "on": localdate()}),
        "split": SplitForm(prefix="split", initial={"on": localdate()}),
        "parts": PartFormSet(prefix="part", initial=_parts(row), form_kwargs={"children": history.children}),
        "merge": MergeForm(
            prefix="merge", brothers=queries.brothers(actor, row),
            initial={"code": row.code, "name": row.name, "on": localdate()},
        ),
    } | bound  # fmt: skip
    return render(request, "places/place.html", context, status=status)


def _parts(row: Place) -> list[dict[str, Any]]:
    """Rows to begin with: the place itself, and two empty ones."""
    return [{"code": row.code, "name": row.name, "share": 50}, {"share": 50}, {}]
