"""A door of its own for the one request that comes by the thousand: a report, sent with a token.

It does what the operation `receive_report` does, by the same action, and only that: whatever is not a plain report that
goes in is handed to the application as it came, which refuses it in the right words. Nothing is lost by asking twice,
since a refused report has changed nothing and a report that was taken in is not taken again.
"""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db import close_old_connections
from django.utils.timezone import localdate, now
from pydantic import TypeAdapter, ValidationError

from bairi.delivery.reports.actions import Receipt, receive_report
from bairi.delivery.reports.api import ReportIn
from bairi.edges.api.auth import TokenThrottle
from bairi.ground.access import Problem
from bairi.ground.accounts.queries import bearer_of
from bairi.ground.accounts.rules import token_digest

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

PATH: Final = "/api/v1/reports"
LARGEST_BODY: Final = 64 * 1024
HEADERS: Final = (
    ("Content-Type", "application/json; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
)
log = logging.getLogger(__name__)


class ReportsDoor:
    """Wraps the WSGI application."""

    def __init__(self, application: Application, throttle: TokenThrottle) -> None:
        self.application, self.throttle = application, throttle
        self.read: Callable[[bytes], ReportIn] = TypeAdapter(ReportIn).validate_json

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        receipt = self._take_in(environ) if _is_plain(environ) else None
        if receipt is None:
            return self.application(environ, start_response)
        body = as_json(receipt)
        length = ("Content-Length", str(len(body)))
        start_response("201 Created" if receipt.is_new else "200 OK", [*HEADERS, length])
        return [body]

    def _take_in(self, environ: Environ) -> Receipt | None:
        """The receipt; None for whatever the application had better answer."""
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        environ["wsgi.input"] = io.BytesIO(body)
        token = environ["HTTP_AUTHORIZATION"][len("Bearer ") :].strip()
        close_old_connections()
        try:
            new = self.read(body).as_report()
            at = now()
            bearer = bearer_of(token, at=at)
            if bearer is None or bearer.last_used_on != localdate(at).isoformat():
                return None  # the long way notes the day
            if not self.throttle.take(token_digest(token)):
                return None
            return receive_report(new, by=bearer.actor, at=at)
        except (ValidationError, Problem):
            return None
        except Exception:
            log.exception("a report could not be taken in at the door; it is tried the long way")
            close_old_connections()
            return None


def _is_plain(environ: Environ) -> bool:
    length = environ.get("CONTENT_LENGTH") or ""
    return (
        environ["PATH_INFO"] == PATH
        and environ["REQUEST_METHOD"] == "POST"
        and environ.get("CONTENT_TYPE", "").startswith("application/json")
        and environ.get("HTTP_AUTHORIZATION", "").startswith("Bearer ")
        and length.isdigit()
        and int(length) <= LARGEST_BODY
    )


def as_json(receipt: Receipt) -> bytes:
    """The receipt as the operation's document describes it."""
    return json.dumps(
        {
            "uuid": str(receipt.uuid),
            "digest": receipt.digest,
            "event": receipt.event,
            "known": receipt.known,
            "known_at": receipt.known_at.isoformat().replace("+00:00", "Z"),
            "campaign": receipt.campaign,
            "place": receipt.place,
            "task": receipt.task,
            "measure": receipt.measure,
            "value": receipt.value,
            "unit": receipt.unit,
            "effective_on": receipt.effective_on.isoformat(),
            "state": receipt.state,
            "marks": receipt.marks,
            "files": [{"sha256": file.sha256, "size": file.size} for file in receipt.files],
            "conflict_with": None if receipt.conflict_with is None else str(receipt.conflict_with),
            "is_new": receipt.is_new,
        },
        ensure_ascii=False,
    ).encode()
