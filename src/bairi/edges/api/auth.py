"""Bearer tokens: whose they are, and how often each may ask."""

from __future__ import annotations

import threading
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import translation
from django.utils.timezone import localdate, now
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from bairi.ground.access import Actor
from bairi.ground.access.buckets import Buckets, a_minute
from bairi.ground.accounts.actions import note_token_use
from bairi.ground.accounts.queries import bearer_of
from bairi.ground.accounts.rules import token_digest


class TokenAuth(HttpBearer):
    """Sets `request.actor` (`via="api"`) and the language: of `Accept-Language` when offered, else the person's."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        moment = now()
        bearer = bearer_of(token, at=moment)
        if bearer is None:
            return None
        if bearer.last_used_on != localdate(moment).isoformat():
            with suppress(DatabaseError):  # what cannot be written may still be read
                note_token_use(token=bearer.token, at=moment)
        request.actor = actor = bearer.actor  # type: ignore[attr-defined]
        request.token_key = token_digest(token)  # type: ignore[attr-defined]
        translation.activate(_language(request, actor))
        return actor


class TokenThrottle(BaseThrottle):
    """A bucket for each token, in this process: `BAIRI_API_RATE` requests a minute, half of them at once."""

    def __init__(self) -> None:
        self._buckets = Buckets(lambda: a_minute(settings.BAIRI_API_RATE))
        self._wait = threading.local()

    def allow_request(self, request: HttpRequest) -> bool:
        """Take one drop from the bucket of the request's token; False when it is empty."""
        return self.take(getattr(request, "token_key", ""))

    def take(self, key: str) -> bool:
        """Take one drop from a token's bucket; False when it is empty."""
        self._wait.seconds = self._buckets.take(key)
        return not self._wait.seconds

    def wait(self) -> float:
        """Seconds until the next request of this thread's token is let through."""
        return float(getattr(self._wait, "seconds", 1.0))


def _language(request: HttpRequest, actor: Actor) -> str:
    asked = translation.get_language_from_request(request) if request.headers.get("Accept-Language") else actor.language
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
