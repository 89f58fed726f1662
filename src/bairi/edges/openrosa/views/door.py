"""The door that phones come through: sign-in, headers, and refusals in the protocol's own XML."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils import translation
from django.utils.http import http_date
from django.utils.timezone import localdate, now
from django.views.decorators.csrf import csrf_exempt

from bairi.edges.openrosa import limits, problems
from bairi.edges.openrosa.queries import sign_in
from bairi.edges.openrosa.rules.digest import challenges, new_nonce
from bairi.edges.openrosa.rules.wire import response
from bairi.edges.openrosa.sealing import REALM, nonce_key
from bairi.ground.access import Actor, Problem
from bairi.ground.accounts.actions import note_token_use

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
XML: Final = "text/xml; charset=utf-8"
log = logging.getLogger(__name__)


class SignInFirst(Exception):  # noqa: N818 - says what is to be done
    """Nobody is signed in; `stale` when only the nonce was too old."""

    def __init__(self, problem: Problem, *, stale: bool = False) -> None:
        super().__init__(problem)
        self.problem, self.stale = problem, stale


def for_phones(*methods: str) -> Callable[[View[P]], View[P]]:
    """A view that phones ask: these methods, someone signed in as `request.actor`, every answer as OpenRosa has it.

    It takes no session, so a page of another site can do nothing here in anybody's name.
    """

    def wrap(view: View[P]) -> View[P]:
        @csrf_exempt
        @login_not_required
        @wraps(view)
        def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            return _with_headers(_answer(request, view, methods, *args, **kwargs))

        return answered

    return wrap


def said(message: str, status: int, nature: str = "") -> HttpResponse:
    """An answer with a message for the person at the phone."""
    return HttpResponse(response(message, nature), status=status, content_type=XML)


def _answer(
    request: HttpRequest, view: View[P], methods: tuple[str, ...], /, *args: P.args, **kwargs: P.kwargs
) -> HttpResponse:
    if request.method not in methods:
        return HttpResponse(status=405, headers={"Allow": ", ".join(methods)})
    try:
        actor = _sign_in(request)
    except SignInFirst as need:
        with translation.override(_language(request, None)):
            return _challenged(request, need)
    except Problem as problem:
        with translation.override(_language(request, None)):
            return _refused(problem)
    with translation.override(_language(request, actor)):
        return _refusing(request, view, *args, **kwargs)


def _refusing(request: HttpRequest, view: View[P], /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except Problem as problem:
        return _refused(problem)
    except RequestDataTooBig:
        return _refused(problems.PostTooLarge(megabytes=settings.BAIRI_UPLOAD_LIMIT // 2**20))
    except (MultiPartParserError, UnreadablePostError, TooManyFilesSent, SuspiciousOperation):
        return _refused(problems.PostUnreadable())
    except (OSError, DatabaseError):
        log.exception("a phone could not be served")
        return _refused(problems.SaveFailed())


def _refused(problem: Problem) -> HttpResponse:
    """A refusal as the phone shows it; what is well-formed and yet no good is 422 here too, as everywhere in Bairi."""
    answer = said(str(problem), problem.status, "submit_error")
    if problem.status == 429:
        answer["Retry-After"] = str(problem.data["seconds"])
    return answer


def _sign_in(request: HttpRequest) -> Actor:
    at = now()
    header, address = request.headers.get("Authorization", ""), request.META.get("REMOTE_ADDR") or ""
    limits.check_failures(header, address)
    found = sign_in(
        header, method=request.method or "", path=request.get_full_path(), is_secure=request.is_secure(), at=at
    )
    if found.is_open:
        raise SignInFirst(problems.BasicNeedsHttps())
    if found.bearer is None:
        if not found.is_stale:
            limits.note_failure(header, address)
        raise SignInFirst(problems.PhoneUnknown(), stale=found.is_stale)
    limits.check_rate(found.bearer.token)
    if found.bearer.last_used_on != localdate(at).isoformat():
        note_token_use(token=found.bearer.token, at=at)
    request.actor = found.bearer.actor  # type: ignore[attr-defined]
    return found.bearer.actor


def _challenged(request: HttpRequest, need: SignInFirst) -> HttpResponse:
    answer = said(str(need.problem), need.problem.status, "submit_error")
    offered = challenges(REALM, new_nonce(int(time.time()), nonce_key()), stale=need.stale)
    if request.is_secure():
        offered += f', Basic realm="{REALM}", charset="UTF-8"'
    answer["WWW-Authenticate"] = offered
    answer._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - every phone asks once; that is no fault
    return answer


def _language(request: HttpRequest, actor: Actor | None) -> str:
    """That of the phone where Bairi speaks it, else the person's."""
    asked = translation.get_language_from_request(request) if request.headers.get("Accept-Language") else ""
    wanted = asked or (actor.language if actor else "")
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _with_headers(answer: HttpResponse) -> HttpResponse:
    answer["X-OpenRosa-Version"] = "1.0"
    answer["X-OpenRosa-Accept-Content-Length"] = str(settings.BAIRI_UPLOAD_LIMIT)
    answer["Date"] = http_date()
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
