"""Answers of the framework that carry no JSON (405, say) get the error shape; all say their language."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from bairi.edges.api.problems import MethodNotOffered, Refused
from bairi.edges.api.shape import answer

Handler = Callable[[HttpRequest], HttpResponse]
START = "/api/v1/"


class ApiMiddleware:
    """Stands within the language and outside the views."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.handler(request)
        if not request.path.startswith(START):
            return response
        if response.status_code >= 400 and not response.headers.get("Content-Type", "").startswith("application/json"):
            response = _shaped(request, response)
        response.headers.setdefault("Content-Language", translation.get_language() or "en")
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _shaped(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code == 405:
        offered = response.headers.get("Allow", "")
        shaped = answer(MethodNotOffered(method=request.method, offered=offered))
        shaped["Allow"] = offered
        return shaped
    return answer(Refused(reason=response.reason_phrase), status=response.status_code)
