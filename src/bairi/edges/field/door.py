"""How the phone is let in: by the browser's session with its token against forgery, or by a bearer token."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.timezone import localdate, now
from django.views.decorators.csrf import csrf_exempt
from ninja.utils import check_csrf

from bairi.edges.field.problems import PasswordFirst, TokenStale
from bairi.ground.access import Actor, Problem, SignInNeeded
from bairi.ground.accounts.actions import note_token_use
from bairi.ground.accounts.queries import bearer_of

SAFE: Final = {"GET", "HEAD", "OPTIONS"}
BEARER: Final = "Bearer "
View = Callable[..., HttpResponse]


def for_phones(view: View) -> View:
    """A view that takes `(request, actor, ...)`, its actor `via="device"`; every refusal is JSON with its status."""

    @login_not_required
    @csrf_exempt
    @wraps(view)
    def admitted(request: HttpRequest, **named: Any) -> HttpResponse:
        try:
            answer = view(request, _who(request), **named)
        except Problem as problem:
            answer = refusal(problem)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    return admitted


def refusal(problem: Problem) -> HttpResponse:
    """`{"error": {"code", "message", "data"}}` with the problem's status."""
    return JsonResponse({"error": problem.as_dict()}, status=problem.status)


def _who(request: HttpRequest) -> Actor:
    """Who asks. Raises SignInNeeded, PasswordFirst, TokenStale."""
    said = request.headers.get("Authorization", "")
    if said.startswith(BEARER):
        return _bearer(said[len(BEARER) :].strip())
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.is_signed_in:
        raise SignInNeeded
    if getattr(request.user, "must_change_password", False):
        raise PasswordFirst
    if request.method not in SAFE and check_csrf(request) is not None:
        raise TokenStale
    return replace(actor, via="device")


def _bearer(token: str) -> Actor:
    moment = now()
    bearer = bearer_of(token, at=moment)
    if bearer is None:
        raise SignInNeeded
    if bearer.last_used_on != localdate(moment).isoformat():
        note_token_use(token=bearer.token, at=moment)
    translation.activate(bearer.actor.language)
    return replace(bearer.actor, via="device")
