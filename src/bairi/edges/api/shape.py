"""One shape for every error: `{"error": {"code", "message", "data"}}`."""

from __future__ import annotations

import math
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from bairi.edges.api.problems import BodyUnreadable, Refused, TokenNeeded, TooManyRequests
from bairi.ground.access import BadInput, Problem


class ErrorBody(Schema):
    """A stable code, one sentence in the caller's language that names the mend, and the figures in it."""

    code: str
    message: str
    data: dict[str, Any]


class ErrorAnswer(Schema):
    """What every refused request is answered with."""

    error: ErrorBody


def answer(problem: Problem, *, status: int = 0) -> JsonResponse:
    """The problem as JSON, with the headers that belong to its status (the problem's own unless another is given)."""
    body = {"error": problem.as_dict()}
    response = JsonResponse(body, status=status or problem.status, json_dumps_params={"ensure_ascii": False})
    if response.status_code == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Bairi"'
    if "seconds" in problem.data:
        response["Retry-After"] = str(problem.data["seconds"])
    return response


def handle_errors(api: NinjaAPI) -> None:
    """Teach the API the shape. Faults of the machine are raised on, to be translated where pages have theirs too."""

    @api.exception_handler(Problem)
    def on_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
        return answer(problem)

    @api.exception_handler(AuthenticationError)
    def on_no_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return answer(TokenNeeded())

    @api.exception_handler(Throttled)
    def on_throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
        return answer(TooManyRequests(seconds=math.ceil(error.wait or 1)))

    @api.exception_handler(ValidationError)
    def on_bad_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return answer(bad_input(error.errors))

    @api.exception_handler(HttpError)
    def on_refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        problem = BodyUnreadable() if error.status_code == 400 else Refused(reason=error.message)
        return answer(problem, status=error.status_code)

    @api.exception_handler(Exception)
    def on_fault(request: HttpRequest, fault: Exception) -> HttpResponse:
        raise fault


def bad_input(faults: list[Any]) -> BadInput:
    """All faults of a request at once: where each lies, and what is wrong there."""
    rows = [{"field": ".".join(str(step) for step in fault["loc"]), "message": str(fault["msg"])} for fault in faults]
    return BadInput(summary=", ".join(row["field"] for row in rows), faults=rows)
