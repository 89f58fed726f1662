"""Signing in and out."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from bairi.ground.access import Problem
from bairi.ground.accounts import actions
from bairi.ground.accounts.forms import CodeForm, SignInForm
from bairi.ground.accounts.models import User
from bairi.ground.accounts.problems import CodeRefused, SecondStepExpired, SignInRefused, TooManyAttempts
from bairi.ground.accounts.queries import demo_cast

F = TypeVar("F", bound=Form)
BACKEND = "bairi.ground.accounts.backends.NameOrPhoneBackend"
SECOND_STEP_SECONDS = 300


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; those with a second factor go on to the code."""
    if request.method == "GET":
        if request.user.is_authenticated:
            return redirect(safe_next(request, request.GET.get("next")))
        return _sign_in_page(request, SignInForm(initial={"next": request.GET.get("next", "")}))
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _sign_in_page(request, form, status=422)
    data = form.cleaned_data
    try:
        user = actions.sign_in(name=data["name"], password=data["password"], address=address_of(request), at=now())
    except (SignInRefused, TooManyAttempts) as problem:
        return _sign_in_page(request, _with_error(form, problem), status=problem.status)
    if not user.has_second_factor:
        return _enter(request, user, data["next"])
    request.session["second_step"] = {"user": user.pk, "at": now().timestamp(), "next": data["next"]}
    return redirect("sign_in_code")


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second step: a one-time code, or a recovery code."""
    waiting = request.session.get("second_step")
    if not waiting:
        return redirect("sign_in")
    if now().timestamp() - waiting["at"] > SECOND_STEP_SECONDS:
        del request.session["second_step"]
        raise SecondStepExpired()
    form = CodeForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return render(request, "accounts/sign_in_code.html", {"form": form}, status=status)
    user = User.objects.get(pk=waiting["user"], is_active=True)
    try:
        actions.check_second_factor(user=user, code=form.cleaned_data["code"], address=address_of(request), at=now())
    except (CodeRefused, TooManyAttempts) as problem:
        context = {"form": _with_error(form, problem)}
        return render(request, "accounts/sign_in_code.html", context, status=problem.status)
    del request.session["second_step"]
    return _enter(request, user, waiting["next"])


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's people, without a password."""
    user = actions.demo_user(username=request.POST.get("username", ""))
    return _enter(request, user, request.POST.get("next"))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("sign_in")


def safe_next(request: HttpRequest, wanted: str | None) -> str:
    """The address to go on to: only one of this site, else home."""
    hosts = {request.get_host()}
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts=hosts, require_https=request.is_secure()):
        return wanted
    return resolve_url("/")


def address_of(request: HttpRequest) -> str | None:
    """The caller's address. Behind a proxy that is trusted by setting, granian has put the client's own there."""
    return request.META.get("REMOTE_ADDR") or None


def _enter(request: HttpRequest, user: User, wanted: str | None) -> HttpResponse:
    login(request, user, backend=BACKEND)
    return redirect(safe_next(request, wanted))


def _sign_in_page(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    wanted = request.GET.get("next") or request.POST.get("next", "")
    context: dict[str, Any] = {"form": form, "cast": demo_cast(), "next": wanted}
    return render(request, "accounts/sign_in.html", context, status=status)


def _with_error(form: F, problem: Problem) -> F:
    form.add_error(None, str(problem))
    return form
