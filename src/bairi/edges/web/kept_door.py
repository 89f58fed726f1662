"""A door of its own for the page that everyone looks at again and again: kept as it went out, until anything happens.

A page goes out from here when its view has said that it may be kept (`ground.ui.keeping`), for the same address, the
same cookies and the same session, and only while no campaign's clock has moved and the log has no new event: one
statement asks for all of it. Roles that end, passwords that change and people that go are events too.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.http import HttpRequest, parse_cookie
from django.middleware.csrf import CSRF_SECRET_LENGTH

from bairi.ground.transparency.queries.newest import STAMP_SQL
from bairi.ground.ui.keeping import KEEP_SECONDS, with_tokens, without_tokens

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Key = tuple[str, ...]

START: Final = "/campaigns/"
ASKED_BY: Final = ("PATH_INFO", "QUERY_STRING", "HTTP_HOST", "HTTP_COOKIE", "HTTP_HX_REQUEST")
MOST_BYTES: Final = 24 * 1024 * 1024
FACTS_SQL: Final = f"""
SELECT s.session_data, newest.*, (SELECT SUM(known) FROM campaigns_campaignclock)
FROM django_session s, ({STAMP_SQL}) newest
WHERE s.session_key = %s AND s.expire_date > CURRENT_TIMESTAMP"""  # noqa: S608 - a constant


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it went out, what was so then, and until when (monotonic seconds) it holds at the most."""

    facts: tuple[Any, ...]
    until: float
    headers: Headers
    body: bytes


class KeptPages:
    """Wraps the WSGI application; one for each process."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or not environ["PATH_INFO"].startswith(START):
            return self.application(environ, start_response)
        cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
        session, secret = cookies.get(settings.SESSION_COOKIE_NAME), cookies.get(settings.CSRF_COOKIE_NAME, "")
        if session is None or len(secret) != CSRF_SECRET_LENGTH or "messages" in cookies:
            return self.application(environ, start_response)
        facts = _facts(session)
        key = tuple(environ.get(name, "") for name in ASKED_BY)
        kept = self._pages.get(key)
        if kept is not None and facts is not None and kept.facts == facts and time.monotonic() < kept.until:
            return _send(kept, secret, start_response)
        return self._ask(environ, start_response, key, facts)

    def _ask(
        self, environ: Environ, start_response: Callable[..., Any], key: Key, facts: tuple[Any, ...] | None
    ) -> Iterable[bytes]:
        """The application's answer, kept when it may be. The facts are from before it, so it is at least as new."""
        said: list[tuple[str, Headers]] = []

        def note(status: str, headers: Headers, *rest: Any) -> Any:
            said.append((status, headers))
            return start_response(status, headers, *rest)

        answer = self.application(environ, note)
        seconds = environ.get(KEEP_SECONDS, 0.0)
        status, headers = said[-1]
        if facts is None or seconds <= 0 or not status.startswith("200") or not _only_token_is_set(headers):
            return answer
        try:
            body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()
        lasting = [(name, value) for name, value in headers if name.lower() not in {"set-cookie", "content-length"}]
        self._keep(key, Kept(facts, time.monotonic() + seconds, lasting, without_tokens(body)))
        return [body]

    def _keep(self, key: Key, page: Kept) -> None:
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            while sum(len(kept.body) for kept in self._pages.values()) > MOST_BYTES:
                self._pages.popitem(last=False)


def _only_token_is_set(headers: Headers) -> bool:
    """Whether no cookie but the token's is set anew; that one only gets a later end."""
    own = f"{settings.CSRF_COOKIE_NAME}="
    return all(value.lstrip().startswith(own) for name, value in headers if name.lower() == "set-cookie")


def _facts(session: str) -> tuple[Any, ...] | None:
    """What the living session holds and the stamp of the log. One statement, prepared.

    None without the session, and when the database does not answer: the application then says so in the right words.
    """
    close_old_connections()
    try:
        return _ask_for_facts(session)
    except DatabaseError:
        return None


def _ask_for_facts(session: str) -> tuple[Any, ...] | None:
    connection.ensure_connection()
    if connection.vendor != "postgresql" or connection.queries_logged or connection.execute_wrappers:
        with connection.cursor() as cursor:
            cursor.execute(FACTS_SQL, [session])
            row: tuple[Any, ...] | None = cursor.fetchone()
            return row
    with connection.wrap_database_errors:
        return psycopg.Cursor(connection.connection).execute(FACTS_SQL.encode(), [session], prepare=True).fetchone()


def _send(kept: Kept, secret: str, start_response: Callable[..., Any]) -> Iterable[bytes]:
    request = HttpRequest()
    request.META["CSRF_COOKIE"] = secret
    body = with_tokens(kept.body, request)
    start_response("200 OK", [*kept.headers, ("Content-Length", str(len(body)))])
    return [body]
