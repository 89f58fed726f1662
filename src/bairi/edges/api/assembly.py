"""One API from the rooms' routers, and its OpenAPI."""

from __future__ import annotations

from typing import Any, Final

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from bairi.delivery.duties.api import router as duties
from bairi.delivery.reports.api import router as reports
from bairi.edges.api.auth import TokenAuth, TokenThrottle
from bairi.edges.api.parameters import refuse_unknown_parameters
from bairi.edges.api.shape import ErrorAnswer, handle_errors
from bairi.ground.accounts.api import router as accounts
from bairi.ground.files.api import router as files
from bairi.ground.places.api import router as places
from bairi.ground.transparency.api import router as transparency
from bairi.outlook.cockpit.api import router as cockpit
from bairi.plan.campaigns.api import router as campaigns

ROOMS: Final = (accounts, places, campaigns, files, reports, duties, cockpit, transparency)
PREFIX: Final = "/api/v1/"
REFUSALS: Final = {
    400: "The request cannot be read.",
    401: "No valid token.",
    403: "The token's person may not do this here.",
    404: "Not there, or outside the token's places.",
    409: "It has changed meanwhile, or is done already.",
    413: "Too large.",
    415: "Content of a kind that is not accepted.",
    422: "Some of what was sent needs mending; `data.faults` says what.",
    429: "Too many requests; `Retry-After` says when to go on.",
    503: "Cannot be saved at the moment; nothing that had a receipt is lost.",
}


class BairiAPI(NinjaAPI):
    """Documents for every operation that it may be refused, and in which shape."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix or PREFIX, path_params=path_params)
        components = schema.setdefault("components", {}).setdefault("schemas", {})
        own = ErrorAnswer.model_json_schema(ref_template="#/components/schemas/{model}")
        components.update(own.pop("$defs"))
        components["ErrorAnswer"] = own
        for operations in schema["paths"].values():
            for operation in operations.values():
                _document_refusals(operation)
        return schema


def _document_refusals(operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    for status, meaning in REFUSALS.items():
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorAnswer"}}}
        answers.setdefault(status, {"description": meaning, "content": content})
    operation["responses"] = {str(status): answers[status] for status in sorted(answers, key=str)}


throttle: Final = TokenThrottle()
"""One bucket for each token, whichever door it comes through."""


def build_api() -> NinjaAPI:
    """The API with every room's operations."""
    api = BairiAPI(
        title="Bairi",
        version="1",
        description="Reports in, standing out. Every answer in JSON; every refusal as `ErrorAnswer`.",
        urls_namespace="api-v1",
        docs_url=None,
        openapi_url="/openapi.json",
        auth=TokenAuth(),
        throttle=[throttle],
    )
    refuse_unknown_parameters(api)
    for router in ROOMS:
        api.add_router("", router)
    handle_errors(api)
    return api


api: Final = build_api()
