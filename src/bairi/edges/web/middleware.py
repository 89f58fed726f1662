"""Who acts, in which language, and how a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation

from bairi.ground.access import Actor, Problem, SignInNeeded
from bairi.ground.accounts.queries import actor_for

Handler = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Sets `request.actor` from the signed-in user and the grants that live at this moment."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_for(request.user, via="page")  # type: ignore[attr-defined]
        return self.handler(request)


class PersonLocaleMiddleware:
    """The language of the cookie, else of the person, else the default; never guessed from the browser."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler
        self.offered = dict(settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or actor.language
        language = wanted if wanted in self.offered else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.handler(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ProblemMiddleware:
    """Turns a Problem into a page, a fragment (htmx) or JSON, with its status."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handler(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return problem_response(request, exception) if isinstance(exception, Problem) else None


class SignInMiddleware:
    """Shut by default: a view that is not marked with Django's `login_not_required` wants someone signed in.

    Who still has the first password must change it before anything else. The API asks for tokens by itself.
    """

    always_open = frozenset({"change_password", "sign_out", "set_language"})

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handler(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        if request.path.startswith("/api/") or not getattr(view, "login_required", True):
            return None
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if not actor.is_signed_in:
            return problem_response(request, SignInNeeded())
        asked = request.resolver_match.url_name if request.resolver_match else None
        if getattr(request.user, "must_change_password", False) and asked not in self.always_open:
            return redirect("change_password")
        return None


def problem_response(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The refusal as this request can take it; whoever only needs to sign in is led there and back."""
    if request.path.startswith("/api/") or request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"error": problem.as_dict()}, status=problem.status)
    if isinstance(problem, SignInNeeded) and not getattr(request, "htmx", False):
        wanted = request.get_full_path() if request.method == "GET" else "/"
        return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': wanted})}")
    template = "web/_problem.html" if getattr(request, "htmx", False) else "web/problem.html"
    return render(request, template, {"problem": problem}, status=problem.status)
