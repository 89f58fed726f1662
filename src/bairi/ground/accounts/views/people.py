"""People and their roles."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from bairi.ground.access import Role, require
from bairi.ground.accounts import actions, queries
from bairi.ground.accounts.forms import AddUserForm, GrantForm, HandOverForm, ReasonForm, SheetForm
from bairi.ground.accounts.permissions import ADD_USER, DEACTIVATE_USER, GRANT_ROLE, HAND_OVER, IMPORT_USERS
from bairi.ground.tables import CONTENT_TYPES
from bairi.ground.ui.pages import actor_of, attempt

T = TypeVar("T")
PAGE = 100
IN_FORM = {409, 413, 422}
FIELD_OF = {
    "accounts.username_taken": "username",
    "accounts.username_looks_like_phone": "username",
    "accounts.phone_taken": "phone",
    "accounts.place_needed": "place",
    "accounts.place_unknown": "place",
    "accounts.grant_exists": "role",
    "accounts.same_user": "successor",
    "tables.file_empty": "sheet",
}
"""The field beside which a refusal is shown."""


@require_http_methods(["GET"])
def people(request: HttpRequest) -> HttpResponse:
    """Who holds which role, within one's places."""
    actor = actor_of(request)
    asked, role, closed = request.GET.get("q", ""), request.GET.get("role", ""), request.GET.get("closed") == "1"
    rows = queries.people(actor, asked=asked, role=role if role in Role.values else "", closed=closed)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "role": role,
        "closed": closed,
        "roles": Role.choices,
        "may_add": actor.may(ADD_USER),
    }
    return render(request, "accounts/people.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def add_user(request: HttpRequest) -> HttpResponse:
    """Add a person; the first password is shown this once."""
    require(actor_of(request), ADD_USER)
    form = AddUserForm(request.POST or None, initial={"language": "zh-hans", "role": Role.VILLAGE_TEAM})
    if request.method == "POST" and form.is_valid():
        made = _try(form, lambda: actions.add_user(by=actor_of(request), at=now(), **form.facts()))
        if made is not None:
            given = {"user": made.user, "password": made.password}
            return render(request, "accounts/first_password.html", given)
    context = {"form": form, "places": queries.place_choices(actor_of(request))}
    return render(request, "accounts/add_user.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def import_users(request: HttpRequest) -> HttpResponse:
    """Add many people from a sheet; their first passwords are given this once."""
    require(actor_of(request), IMPORT_USERS)
    form = SheetForm(request.POST or None, request.FILES or None)
    outcome = None
    if request.method == "POST" and form.is_valid():
        sheet, dry_run = form.cleaned_data["sheet"], form.cleaned_data["dry_run"]
        outcome = _try(
            form,
            lambda: actions.import_users(
                sheet.read(), name=sheet.name, dry_run=dry_run, by=actor_of(request), at=now()
            ),
        )
    context: dict[str, Any] = {
        "form": form,
        "outcome": outcome,
        "dry_run": form.is_bound and bool(form.cleaned_data.get("dry_run")),
    }
    if outcome is not None:
        context |= {"refused": _as_data(outcome.refused_sheet), "passwords": _as_data(outcome.passwords_sheet)}
    return render(request, "accounts/import_users.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET"])
def users_template(request: HttpRequest) -> HttpResponse:
    """The empty sheet to fill in."""
    require(actor_of(request), IMPORT_USERS)
    headers = {"Content-Disposition": 'attachment; filename="people.xlsx"'}
    return HttpResponse(actions.users_template(), content_type=CONTENT_TYPES["xlsx"], headers=headers)


@require_http_methods(["GET"])
def person(request: HttpRequest, user: int) -> HttpResponse:
    """One person: roles now and before, and what may be done."""
    return _person_page(request, user)


@require_POST
def grant_role(request: HttpRequest, user: int) -> HttpResponse:
    """Give the person a role."""
    form = GrantForm(request.POST)
    if form.is_valid():
        grant = _try(form, lambda: actions.grant_role(user=user, by=actor_of(request), at=now(), **form.facts()))
        if grant is not None:
            messages.success(request, _("The role is given and holds from now on."))
            return redirect("person", user=user)
    return _person_page(request, user, grant_form=form, status=422)


@require_POST
def end_grant(request: HttpRequest, user: int, grant: int) -> HttpResponse:
    """End one role of the person."""
    actions.end_grant(grant=grant, by=actor_of(request), at=now())
    messages.success(request, _("The role has ended. It stays in the history."))
    return redirect("person", user=user)


@require_POST
def hand_over(request: HttpRequest, user: int) -> HttpResponse:
    """Move roles and duties to a successor."""
    form = HandOverForm(request.POST, people=_successors(request, user))
    if form.is_valid():
        successor = form.cleaned_data["successor"]
        moved = _try(form, lambda: actions.hand_over(user=user, successor=successor, by=actor_of(request), at=now()))
        if moved is not None:
            messages.success(request, _("%(count)d roles and duties were handed over.") % {"count": moved})
            return redirect("person", user=successor)
    return _person_page(request, user, hand_over_form=form, status=422)


@require_POST
def deactivate_user(request: HttpRequest, user: int) -> HttpResponse:
    """Close the person's account."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        done = _try(form, lambda: actions.deactivate_user(user=user, reason=reason, by=actor_of(request), at=now()))
        if done is not None:
            messages.success(request, _("The account is closed. What the person did stays under their name."))
            return redirect("people")
    return _person_page(request, user, reason_form=form, status=422)


@never_cache
@require_POST
def reset_password(request: HttpRequest, user: int) -> HttpResponse:
    """A new first password, shown this once."""
    made = actions.reset_password(user=user, by=actor_of(request), at=now())
    return render(request, "accounts/first_password.html", {"user": made.user, "password": made.password})


@require_POST
def reset_second_factor(request: HttpRequest, user: int) -> HttpResponse:
    """Take a lost second factor off."""
    actions.reset_second_factor(user=user, by=actor_of(request), at=now())
    messages.success(request, _("The second factor is switched off."))
    return redirect("person", user=user)


@require_http_methods(["GET"])
def who_may_do_what(request: HttpRequest) -> HttpResponse:
    """The permission matrix."""
    context = {"rooms": queries.permission_matrix(), "roles": [str(role.label) for role in Role]}
    return render(request, "accounts/who_may_do_what.html", context)


def _try(form: Any, act: Callable[[], T]) -> T | None:
    """What the action gives back; None when it refused, which then stands in the form."""
    return attempt(form, act, FIELD_OF, IN_FORM)


def _as_data(content: bytes | None) -> str:
    """A file inside the page itself: first passwords must not lie on the server for a second request."""
    return f"data:{CONTENT_TYPES['xlsx']};base64,{b64encode(content).decode()}" if content else ""


def _successors(request: HttpRequest, user: int) -> list[tuple[int, str]]:
    rows = queries.people(actor_of(request))
    return [(row.pk, f"{row.name}（{row.post}）" if row.post else row.name) for row in rows if row.pk != user]


def _person_page(request: HttpRequest, user: int, *, status: int = 200, **forms: Any) -> HttpResponse:
    actor = actor_of(request)
    page = queries.person(actor, user=user)
    context = {
        "page": page,
        "grant_form": forms.get("grant_form") or GrantForm(),
        "reason_form": forms.get("reason_form") or ReasonForm(),
        "hand_over_form": forms.get("hand_over_form") or HandOverForm(people=_successors(request, user)),
        "may_grant": actor.may(GRANT_ROLE),
        "may_hand_over": actor.may(HAND_OVER),
        "may_deactivate": actor.may(DEACTIVATE_USER),
        "is_self": user == actor.user_id,
        "places": queries.place_choices(actor),
    }
    return render(request, "accounts/person.html", context, status=status)
