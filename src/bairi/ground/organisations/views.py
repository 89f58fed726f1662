"""Pages of units, their people and pairings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bairi.ground.access import require
from bairi.ground.organisations import actions, queries
from bairi.ground.organisations.forms import (
    AddOrganisationForm,
    ChangeOrganisationForm,
    DissolveForm,
    MemberForm,
    PairingForm,
    UntilForm,
)
from bairi.ground.organisations.models import OrganisationKind
from bairi.ground.organisations.permissions import (
    ADD_MEMBER,
    ADD_ORGANISATION,
    ADD_PAIRING,
    CHANGE_ORGANISATION,
    DISSOLVE_ORGANISATION,
    END_PAIRING,
)
from bairi.ground.ui.pages import actor_of, attempt

T = TypeVar("T")
FIELDS = {
    "organisations.code_taken": "code",
    "organisations.unknown_person": "username",
    "organisations.member_already": "username",
    "organisations.paired_already": "place",
}


@require_GET
def organisations(request: HttpRequest) -> HttpResponse:
    """The units within the actor's places."""
    actor = actor_of(request)
    kind, asked, gone = request.GET.get("kind", ""), request.GET.get("q", ""), request.GET.get("dissolved") == "1"
    context = {
        "rows": queries.organisations(actor, kind=kind, asked=asked, dissolved=gone),
        "kinds": OrganisationKind.choices,
        "kind": kind,
        "asked": asked,
        "dissolved": gone,
        "may_add": actor.may(ADD_ORGANISATION),
    }
    return render(request, "organisations/organisations.html", context)


@require_http_methods(["GET", "POST"])
def add_organisation(request: HttpRequest) -> HttpResponse:
    """A new unit."""
    actor = actor_of(request)
    require(actor, ADD_ORGANISATION)
    form = AddOrganisationForm(
        request.POST or None, places=queries.places_for_unit(actor), initial={"kind": OrganisationKind.DEPARTMENT}
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        made = _attempt(form, lambda: actions.add_organisation(**facts, by=actor, at=now()))
        if made is not None:
            messages.success(request, _("The unit is there."))
            return redirect("organisation", organisation=made.code)
    status = 422 if form.errors else 200
    return render(request, "organisations/add_organisation.html", {"form": form}, status=status)


@require_GET
def organisation(request: HttpRequest, organisation: str) -> HttpResponse:
    """One unit: its people, its villages, what can be changed."""
    return _page(request, organisation)


@require_POST
def change_organisation(request: HttpRequest, organisation: str) -> HttpResponse:
    form = ChangeOrganisationForm(request.POST, prefix="change")
    facts = {"organisation": organisation, "by": actor_of(request), "at": now()}
    return _do(request, organisation, "change", form, actions.change_organisation, facts)


@require_POST
def dissolve_organisation(request: HttpRequest, organisation: str) -> HttpResponse:
    form = DissolveForm(request.POST, prefix="dissolve")
    facts = {"organisation": organisation, "by": actor_of(request), "at": now()}
    return _do(request, organisation, "dissolve", form, actions.dissolve_organisation, facts)


@require_POST
def add_member(request: HttpRequest, organisation: str) -> HttpResponse:
    form = MemberForm(request.POST, prefix="member")
    facts = {"organisation": organisation, "by": actor_of(request), "at": now()}
    return _do(request, organisation, "member", form, actions.add_member, facts)


@require_POST
def end_membership(request: HttpRequest, organisation: str, membership: int) -> HttpResponse:
    form = UntilForm(request.POST)
    facts = {"membership": membership, "by": actor_of(request), "at": now()}
    return _do(request, organisation, "until", form, actions.end_membership, facts)


@require_http_methods(["GET", "POST"])
def pairings(request: HttpRequest) -> HttpResponse:
    """Which unit answers for which village; a POST pairs one."""
    actor = actor_of(request)
    may = actor.may(ADD_PAIRING)
    form = PairingForm(
        request.POST or None, units=queries.units_to_pair(actor) if may else (), initial={"since_on": localdate()},
        villages=queries.villages_to_pair(actor) if may else (),
    )  # fmt: skip
    if request.method == "POST":
        require(actor, ADD_PAIRING)
        if form.is_valid():
            facts = form.cleaned_data
            if _attempt(form, lambda: actions.add_pairing(**facts, by=actor, at=now())):
                messages.success(request, _("The pairing is saved."))
                return redirect("pairings")
    unpaired = request.GET.get("unpaired") == "1"
    context = {
        "rows": queries.village_pairings(actor, unpaired=unpaired),
        "unpaired": unpaired,
        "form": form if may else None,
        "may_end": actor.may(END_PAIRING),
        "today": localdate(),
    }
    return render(request, "organisations/pairings.html", context, status=422 if form.errors else 200)


@require_POST
def end_pairing(request: HttpRequest, pairing: int) -> HttpResponse:
    """End a pairing before today, or before the day that was sent."""
    form = UntilForm(request.POST)
    until = form.cleaned_data["until_on"] if form.is_valid() else localdate()
    actions.end_pairing(pairing=pairing, until_on=until, by=actor_of(request), at=now())
    messages.success(request, _("The pairing has ended; it stays in the history."))
    return redirect("pairings")


def _do(
    request: HttpRequest, code: str, name: str, form: forms.Form, act: Callable[..., Any], facts: dict[str, Any]
) -> HttpResponse:
    """Do it and go back to the unit; the unit's page again where the form or the action refuses."""
    if form.is_valid() and _attempt(form, lambda: act(**facts, **form.cleaned_data)) is not None:
        messages.success(request, _("Saved."))
        return redirect("organisation", organisation=code)
    return _page(request, code, status=422, **{name: form})


def _attempt(form: forms.Form, act: Callable[[], T]) -> T | None:
    """What the action gives back; None when it refused, which then stands in the form."""
    return attempt(form, act, FIELDS)


def _page(request: HttpRequest, code: str, *, status: int = 200, **bound: Any) -> HttpResponse:
    actor = actor_of(request)
    page = queries.unit_page(actor, code)
    unit = page.unit
    reach, stands = {"place_path": unit.place.path}, unit.dissolved_on is None
    start = {name: getattr(unit, name) for name in ("name", "kind", "phone", "name_en")}
    context = {
        "page": page,
        "today": localdate(),
        "may_change": stands and actor.may(CHANGE_ORGANISATION, **reach),
        "may_dissolve": stands and actor.may(DISSOLVE_ORGANISATION, **reach),
        "may_add_member": stands and actor.may(ADD_MEMBER, **reach),
        "change": ChangeOrganisationForm(prefix="change", initial=start),
        "member": MemberForm(prefix="member", initial={"since_on": localdate()}),
        "dissolve": DissolveForm(prefix="dissolve", initial={"on": localdate()}),
        "until": UntilForm(),
    } | bound
    return render(request, "organisations/organisation.html", context, status=status)
