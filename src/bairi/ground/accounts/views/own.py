"""One's own account: profile, password, second factor, tokens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from bairi.ground.accounts import actions, queries
from bairi.ground.accounts.forms import ChangePasswordForm, CodeForm, PasswordForm, ProfileForm, TokenForm
from bairi.ground.accounts.models import User
from bairi.ground.accounts.problems import CodeRefused, PasswordRefused, PhoneTaken, TooManyAttempts
from bairi.ground.accounts.rules import provisioning_address
from bairi.ground.accounts.views.signing import address_of


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Who one is here: name, post, phone, language, roles."""
    user = _user(request)
    initial = {key: getattr(user, key) for key in ("name", "post", "phone", "email", "language")}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_profile(by=request.actor, at=now(), **form.cleaned_data)  # type: ignore[attr-defined]
        except PhoneTaken as problem:
            form.add_error("phone", str(problem))
        else:
            messages.success(request, _("Your profile is saved."))
            response = redirect("profile")
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], samesite="Lax")
            return response
    context = {"form": form, "user": user, "grants": [queries.grant_row(g) for g in user.grants.filter(ended_at=None)]}
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password; the first one must be changed before anything else."""
    user = _user(request)
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _password_is_right(request, form, "old"):
        try:
            changed = actions.change_password(new=form.cleaned_data["new"], by=request.actor, at=now())  # type: ignore[attr-defined]
        except PasswordRefused as problem:
            form.add_error("new", str(problem))
        else:
            update_session_auth_hash(request, changed)
            messages.success(request, _("Your password is changed. Other devices have been signed out."))
            return redirect("profile")
    context = {"form": form, "forced": user.must_change_password}
    return render(request, "accounts/change_password.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """How the second factor stands, and the code to scan while it is being set up."""
    return _second_factor_page(request)


@require_POST
def prepare_second_factor(request: HttpRequest) -> HttpResponse:
    """Begin setting up."""
    actions.prepare_second_factor(by=request.actor, at=now())  # type: ignore[attr-defined]
    return redirect("second_factor")


@never_cache
@require_POST
def confirm_second_factor(request: HttpRequest) -> HttpResponse:
    """Switch it on by the first code; the recovery codes are shown this once."""
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            codes = actions.confirm_second_factor(code=form.cleaned_data["code"], by=request.actor, at=now())  # type: ignore[attr-defined]
        except CodeRefused as problem:
            form.add_error("code", str(problem))
        else:
            return render(request, "accounts/recovery_codes.html", {"codes": codes})
    return _second_factor_page(request, code_form=form, status=422)


@never_cache
@require_POST
def make_recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, by password."""
    form = PasswordForm(request.POST)
    if form.is_valid() and _password_is_right(request, form, "password"):
        codes = actions.make_recovery_codes(by=request.actor, at=now())  # type: ignore[attr-defined]
        return render(request, "accounts/recovery_codes.html", {"codes": codes})
    return _second_factor_page(request, password_form=form, status=422)


@require_POST
def remove_second_factor(request: HttpRequest) -> HttpResponse:
    """Switch one's own second factor off, by password."""
    form = PasswordForm(request.POST)
    if form.is_valid() and _password_is_right(request, form, "password"):
        actions.remove_second_factor(by=request.actor, at=now())  # type: ignore[attr-defined]
        messages.success(request, _("The second factor is switched off."))
        return redirect("second_factor")
    return _second_factor_page(request, password_form=form, status=422)


@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own access tokens. A new one's secret is shown this once."""
    form = TokenForm(request.POST or None)
    made = None
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data["days"]
        expires_at = now() + timedelta(days=days) if days else None
        made = actions.create_token(name=form.cleaned_data["name"], expires_at=expires_at, by=request.actor, at=now())  # type: ignore[attr-defined]
        form = TokenForm()
    context = {"form": form, "tokens": queries.tokens_of(_user(request).pk), "secret": made.secret if made else ""}
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@require_POST
def revoke_token(request: HttpRequest, prefix: str) -> HttpResponse:
    """Revoke one of one's own tokens."""
    actions.revoke_token(prefix=prefix, by=request.actor, at=now())  # type: ignore[attr-defined]
    messages.success(request, _("The token is revoked. Programs that used it are turned away from now on."))
    return redirect("tokens")


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _password_is_right(request: HttpRequest, form: Any, field: str) -> bool:
    try:
        right = actions.check_password(
            user=_user(request), password=form.cleaned_data[field], address=address_of(request), at=now()
        )
    except TooManyAttempts as problem:
        form.add_error(field, str(problem))
        return False
    if not right:
        form.add_error(field, _("This is not your present password. Check the capital letters and type it again."))
    return right


def _second_factor_page(
    request: HttpRequest,
    *,
    code_form: CodeForm | None = None,
    password_form: PasswordForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user = _user(request)
    secret = queries.waiting_secret(user)
    context = {
        "user": user,
        "secret": secret,
        "qr": _qr(provisioning_address(secret, user.username)) if secret else "",
        "codes_left": user.recovery_codes.filter(used_at=None).count() if user.has_second_factor else 0,
        "code_form": code_form or CodeForm(),
        "password_form": password_form or PasswordForm(),
    }
    return render(request, "accounts/second_factor.html", context, status=status)


def _qr(text: str) -> SafeString:
    drawn = segno.make(text, error="q")
    return mark_safe(drawn.svg_inline(scale=5, border=2, omitsize=False, svgclass="qr", lineclass=None))  # noqa: S308 - drawn here
