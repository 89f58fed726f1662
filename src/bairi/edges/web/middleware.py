"""Who acts, in which language, and how a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

from bairi.edges.web.faults import problem_of
from bairi.edges.web.problem_pages import problem_response
from bairi.ground.access import Actor, SignInNeeded
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


class PermissionsPolicyMiddleware:
    """No page may ask the browser for camera, microphone or position, unless its view sets the header by itself."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.handler(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class ProblemMiddleware:
    """Turns a Problem, and a fault of the machine that has a mend, into a page, a message for htmx or JSON."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handler(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        problem = problem_of(request, exception)
        return problem_response(request, problem) if problem else None


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
