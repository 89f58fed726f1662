"""A door of its own for the submission that comes by the hundred: a filled-in form without attachments.

It does what the view `openrosa_submission` does, by the same action, and only that: whatever is not a plain post that
goes in is handed to the application as it came, which refuses it in the right words. Nothing is lost by asking twice,
since a refused submission has changed nothing and one that was kept is not kept again.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.conf import settings
from django.db import close_old_connections
from django.utils import translation
from django.utils.http import http_date
from django.utils.timezone import localdate, now

from bairi.edges.openrosa.actions import receive_submission
from bairi.edges.openrosa.limits import check_failures, check_rate
from bairi.edges.openrosa.queries import sign_in
from bairi.edges.openrosa.rules.answers import Unreadable, read_submission
from bairi.edges.openrosa.rules.posts import only_part
from bairi.edges.openrosa.rules.wire import response
from bairi.edges.openrosa.words import said_of
from bairi.ground.access import Problem

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

PATH: Final = re.compile(r"/openrosa/([^/]+)/submission")
LARGEST_BODY: Final = 64 * 1024
HEADERS: Final = (
    ("Content-Type", "text/xml; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-OpenRosa-Version", "1.0"),
)
log = logging.getLogger(__name__)


class SubmissionsDoor:
    """Wraps the WSGI application."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        said = self._take_in(environ) if _is_plain(environ) else None
        if said is None:
            return self.application(environ, start_response)
        body = said.encode()
        own = (
            ("X-OpenRosa-Accept-Content-Length", str(settings.BAIRI_UPLOAD_LIMIT)),
            ("Date", http_date()),
            ("Content-Length", str(len(body))),
        )
        start_response("201 Created", [*HEADERS, *own])
        return [body]

    def _take_in(self, environ: Environ) -> str | None:
        """What the phone is told; None for whatever the application had better answer."""
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        environ["wsgi.input"] = io.BytesIO(body)
        xml = only_part(body, environ.get("CONTENT_TYPE") or "")
        if xml is None:
            return None
        close_old_connections()
        try:
            return _receive(environ, xml)
        except (Unreadable, Problem):
            return None
        except Exception:
            log.exception("a submission could not be taken in at the door; it is tried the long way")
            close_old_connections()
            return None


def _receive(environ: Environ, xml: bytes) -> str | None:
    at, path = now(), environ["PATH_INFO"]
    asked = f"{path}?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else path
    check_failures(environ["HTTP_AUTHORIZATION"], environ.get("REMOTE_ADDR") or "")
    bearer = sign_in(environ["HTTP_AUTHORIZATION"], method="POST", path=asked, is_secure=False, at=at).bearer
    if bearer is None or bearer.last_used_on != localdate(at).isoformat():
        return None  # the long way asks for a better sign-in, or notes the day
    check_rate(bearer.token)
    campaign = PATH.fullmatch(path)
    assert campaign is not None
    received = receive_submission(campaign=campaign[1], sent=read_submission(xml), xml=xml, by=bearer.actor, at=at)
    language = bearer.actor.language if bearer.actor.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language):
        return response(said_of(received), "submit_success")


def _is_plain(environ: Environ) -> bool:
    """A small post by someone who says who they are, in no language of its own."""
    length = environ.get("CONTENT_LENGTH") or ""
    return (
        environ["REQUEST_METHOD"] == "POST"
        and environ["PATH_INFO"].isascii()
        and PATH.fullmatch(environ["PATH_INFO"]) is not None
        and "HTTP_AUTHORIZATION" in environ
        and "HTTP_ACCEPT_LANGUAGE" not in environ
        and length.isdigit()
        and int(length) <= LARGEST_BODY
    )
