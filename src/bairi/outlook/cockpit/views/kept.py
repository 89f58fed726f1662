"""Finished pages kept for a person until anything happens: the same bytes, with a fresh token for forms."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

MOST_BYTES = 24 * 1024 * 1024
TOKEN = b"{the-token-of-this-answer}"
TOKENS = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+(?=")')
"""Each form's token: Django masks the secret anew for every call, so one answer may hold several spellings."""

_pages: OrderedDict[tuple[object, ...], tuple[object, bytes]] = OrderedDict()
_lock = threading.Lock()


def kept_page(request: HttpRequest, stamp: object, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The page of this person at this address and stamp, made only when the stamp is new. Messages are never kept."""
    actor = request.actor  # type: ignore[attr-defined]
    if len(get_messages(request)):
        return make()
    key = (actor, request.get_full_path(), getattr(request, "LANGUAGE_CODE", ""), request.headers.get("HX-Request"))
    found = _pages.get(key)
    if found is not None and found[0] == stamp:
        return HttpResponse(found[1].replace(TOKEN, get_token(request).encode()))
    response = make()
    if response.status_code == 200:
        _keep(key, stamp, TOKENS.sub(TOKEN, response.content))
    return response


def _keep(key: tuple[object, ...], stamp: object, body: bytes) -> None:
    with _lock:
        _pages[key] = (stamp, body)
        _pages.move_to_end(key)
        while sum(len(kept) for _, kept in _pages.values()) > MOST_BYTES:
            _pages.popitem(last=False)
