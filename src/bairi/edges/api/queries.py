"""The OpenAPI document: as text for the snapshot, as rows for the page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from bairi.edges.api.assembly import PREFIX, api


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter or field of the body."""

    name: str
    where: str
    kind: str
    required: bool
    text: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the page lists it."""

    method: str
    path: str
    summary: str
    text: str
    parameters: tuple[Parameter, ...]
    anchor: str


def document() -> dict[str, Any]:
    """The OpenAPI document as plain data."""
    plain: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX), cls=DjangoJSONEncoder))
    return plain


def document_text() -> str:
    """The document as JSON with sorted keys and a line end, the same on every machine."""
    return json.dumps(document(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def operations() -> dict[str, list[Operation]]:
    """Every operation, by room."""
    found = document()
    rooms: dict[str, list[Operation]] = {}
    for path, methods in sorted(found["paths"].items()):
        for method, operation in methods.items():
            room = (operation.get("tags") or [""])[0]
            rooms.setdefault(room, []).append(_operation(found, path, method, operation))
    return dict(sorted(rooms.items()))


def _operation(found: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> Operation:
    parameters = [
        Parameter(p["name"], p["in"], _kind(p["schema"]), bool(p.get("required")), _text(p["schema"]))
        for p in operation.get("parameters", [])
    ]
    bodies: list[dict[str, Any]] = list(operation.get("requestBody", {}).get("content", {}).values())
    shape = _resolved(found, bodies[0]["schema"]) if bodies else {}
    required = shape.get("required", [])
    for name, field in shape.get("properties", {}).items():
        parameters.append(Parameter(name, "body", _kind(field), name in required, _text(field)))
    return Operation(
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        text=operation.get("description", ""),
        parameters=tuple(parameters),
        anchor=operation.get("operationId", f"{method}{path}"),
    )


def _resolved(found: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    name = shape.get("$ref", "").rpartition("/")[2]
    return found["components"]["schemas"][name] if name else shape


def _kind(field: dict[str, Any]) -> str:
    options = [_kind(option) for option in field.get("anyOf", []) if option.get("type") != "null"]
    if options:
        return " | ".join(options)
    if "$ref" in field:
        return str(field["$ref"].rpartition("/")[2])
    kind = field.get("format") or field.get("type") or "any"
    return f"[{_kind(field['items'])}]" if field.get("type") == "array" and "items" in field else str(kind)


def _text(field: dict[str, Any]) -> str:
    return str(field.get("description", ""))
