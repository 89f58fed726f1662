"""Who acts, in which language, and how a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
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
        if not isinstance(exception, Problem):
            return None
        if request.path.startswith("/api/") or request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"error": exception.as_dict()}, status=exception.status)
        if isinstance(exception, SignInNeeded) and not getattr(request, "htmx", False):
            return redirect(f"{settings.LOGIN_URL}?next={request.get_full_path()}")
        template = "web/_problem.html" if getattr(request, "htmx", False) else "web/problem.html"
        return render(request, template, {"problem": exception}, status=exception.status)
