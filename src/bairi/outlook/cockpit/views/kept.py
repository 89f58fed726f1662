"""Finished pages kept for a person until anything on them changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse

from bairi.ground.ui.keeping import KEEP_SECONDS, with_tokens, without_tokens

MOST_BYTES = 24 * 1024 * 1024

_pages: OrderedDict[tuple[object, ...], tuple[object, bytes]] = OrderedDict()
_lock = threading.Lock()


def kept_page(
    request: HttpRequest, version: object, make: Callable[[], HttpResponse], *, seconds: float
) -> HttpResponse:
    """The page of this person at this address, made only when the version is new. Messages are never kept.

    `seconds`: for how long the page holds if no event comes.
    """
    actor = request.actor  # type: ignore[attr-defined]
    if len(get_messages(request)):
        return make()
    request.META[KEEP_SECONDS] = seconds
    key = (actor, request.get_full_path(), getattr(request, "LANGUAGE_CODE", ""), request.headers.get("HX-Request"))
    found = _pages.get(key)
    if found is not None and found[0] == version:
        return HttpResponse(with_tokens(found[1], request))
    response = make()
    if response.status_code == 200:
        _keep(key, version, without_tokens(response.content))
    return response


def _keep(key: tuple[object, ...], version: object, body: bytes) -> None:
    with _lock:
        _pages[key] = (version, body)
        _pages.move_to_end(key)
        while sum(len(kept) for _, kept in _pages.values()) > MOST_BYTES:
            _pages.popitem(last=False)
