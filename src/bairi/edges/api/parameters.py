"""A misspelt parameter is refused: left out in silence, a filter would answer with everything."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.operation import Operation

from bairi.edges.api.problems import UnknownParameter

View = Callable[..., Any]


def refuse_unknown_parameters(api: NinjaAPI) -> None:
    """For every operation of the API, once its caller is known. Call it before the routers are added."""
    api.add_decorator(_with_operation, mode="view")
    api.add_decorator(_only_known_parameters, mode="operation")


def _with_operation(run: View) -> View:
    operation: Operation = run.__self__  # type: ignore[attr-defined]

    @wraps(run)
    def running(request: HttpRequest, **values: Any) -> Any:
        request.operation = operation  # type: ignore[attr-defined]
        return run(request, **values)

    return running


def _only_known_parameters(view: View) -> View:
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **values: Any) -> Any:
        for name in request.GET:
            known = _parameters_of(request.operation)  # type: ignore[attr-defined]
            if name not in known:
                raise UnknownParameter(name=name, offered=", ".join(sorted(known)) or _("none"))
        return view(request, *args, **values)

    return checked


@cache
def _parameters_of(operation: Operation) -> frozenset[str]:
    """The query parameters that the API's document names for an operation."""
    api: NinjaAPI = operation.api
    wanted = operation.operation_id or api.get_openapi_operation_id(operation)
    documented = [one for operations in api.get_openapi_schema()["paths"].values() for one in operations.values()]
    found = next(one for one in documented if one["operationId"] == wanted)
    return frozenset(parameter["name"] for parameter in found.get("parameters", []) if parameter["in"] == "query")
