"""Bearer tokens: whose they are, and how often each may ask."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import Final

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import translation
from django.utils.timezone import localdate, now
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from bairi.ground.access import Actor
from bairi.ground.accounts.actions import note_token_use
from bairi.ground.accounts.queries import bearer_of
from bairi.ground.accounts.rules import token_digest

MOST_KEPT: Final = 10_000


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
        self._lock = threading.Lock()
        self._buckets: dict[str, tuple[float, float]] = {}
        self._wait = threading.local()

    def allow_request(self, request: HttpRequest) -> bool:
        """Take one drop from the bucket of the request's token; False when it is empty."""
        return self.take(getattr(request, "token_key", ""))

    def take(self, key: str) -> bool:
        """Take one drop from a token's bucket; False when it is empty."""
        rate = settings.BAIRI_API_RATE / 60
        moment, room = time.monotonic(), settings.BAIRI_API_RATE / 2
        with self._lock:
            if len(self._buckets) > MOST_KEPT:
                self._buckets.clear()
            level, since = self._buckets.get(key, (room, moment))
            level = min(room, level + (moment - since) * rate)
            allowed = level >= 1
            self._buckets[key] = (level - 1 if allowed else level, moment)
        self._wait.seconds = 0.0 if allowed else (1 - level) / rate
        return allowed

    def wait(self) -> float:
        """Seconds until the next request of this thread's token is let through."""
        return float(getattr(self._wait, "seconds", 1.0))


def _language(request: HttpRequest, actor: Actor) -> str:
    asked = translation.get_language_from_request(request) if request.headers.get("Accept-Language") else actor.language
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
