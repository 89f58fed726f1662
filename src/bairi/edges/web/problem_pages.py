"""A problem as the request can take it: a page, a message for htmx, or JSON."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from bairi.edges.web import problems
from bairi.edges.web.faults import machine_problem, problem_of
from bairi.ground.access import Problem, SignInNeeded

ICONS = {403: "lock", 404: "map-pin-off", 409: "git-compare-arrows", 413: "file-x", 422: "pencil", 503: "server-off"}


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """What the problem's page and message print. `back` is the address to go back to, "" when unknown."""

    title: str
    sentence: str
    status: int
    code: str
    icon: str
    back: str


def shown(request: HttpRequest, problem: Problem) -> ShownProblem:
    """The problem in the active language."""
    icon = ICONS.get(problem.status, "circle-alert")
    return ShownProblem(title_of(problem.status), str(problem), problem.status, problem.code, icon, _came_from(request))


def title_of(status: int) -> str:
    """A heading for each status."""
    titles = {
        400: _("The request could not be read"),
        401: _("Please sign in"),
        403: _("Not open to you"),
        404: _("Nothing here"),
        409: _("Changed in the meantime"),
        413: _("Too large"),
        422: _("Something needs mending"),
        429: _("Too many attempts"),
        503: _("Cannot be saved at the moment"),
    }
    return titles.get(status, _("Something went wrong on the server"))


def problem_response(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The refusal with its status; whoever only needs to sign in is led there and back.

    For htmx it is a message beside the page, so that nothing on the page is replaced.
    """
    if wants_json(request):
        return JsonResponse({"error": problem.as_dict()}, status=problem.status)
    if getattr(request, "htmx", False):
        response = render(request, "web/_problem.html", {"problem": shown(request, problem)}, status=problem.status)
        response["HX-Retarget"], response["HX-Reswap"] = "#toasts", "beforeend"
        return response
    if isinstance(problem, SignInNeeded):
        wanted = request.get_full_path() if request.method == "GET" else "/"
        return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': wanted})}")
    return render(request, "web/problem.html", {"problem": shown(request, problem)}, status=problem.status)


def wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/") or request.headers.get("Accept", "").startswith("application/json")


def _came_from(request: HttpRequest) -> str:
    """The address within this site that led here; a request to a host that is not ours has none."""
    address = urlsplit(request.headers.get("Referer", ""))
    try:
        own = request.get_host()
    except DisallowedHost:
        return ""
    return f"{address.path}?{address.query}".rstrip("?") if address.netloc == own else ""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    return problem_response(request, problem_of(request, exception) or problems.BadRequest())


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return problem_response(request, problems.NotPermitted())


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return problem_response(request, problems.PageNotFound(path=request.path))


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: a page that needs no session, no person and no database.

    A fault of the machine that struck before anyone could translate it (the database is away, say) is named here.
    """
    fault = sys.exc_info()[1]
    problem = (machine_problem(fault) if fault is not None else None) or problems.ServerFault()
    with translation.override(_language(request)):
        if wants_json(request):
            return JsonResponse({"error": problem.as_dict()}, status=problem.status)
        context: dict[str, Any] = {"problem": shown(request, problem)}
        return render(request, "web/server_error.html", context, status=problem.status)


def _language(request: HttpRequest) -> str:
    """The language of the cookie where it is offered; the person's may be out of reach."""
    wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return wanted if wanted in dict(settings.LANGUAGES) else translation.get_language() or settings.LANGUAGE_CODE


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW."""
    return problem_response(request, problems.FormExpired())
