"""How often a phone may ask, and how often a sign-in may fail, in this process. What is refused stays on the phone."""

from __future__ import annotations

import base64
import binascii
import math
from typing import Final

from django.conf import settings

from bairi.edges.openrosa.problems import TooManyFailures, TooManyPosts
from bairi.edges.openrosa.rules.digest import read_credentials
from bairi.ground.access.buckets import Buckets, Size, a_minute

LONGEST_NAME: Final = 80
phones: Final = Buckets(lambda: a_minute(settings.BAIRI_API_RATE))
"""By token, as at the API: `BAIRI_API_RATE` requests a minute, half of them at once."""
by_name: Final = Buckets(lambda: Size(room=20, rate=1 / 6))
"""Failed sign-ins under one user name from one address; when the bucket is empty, the next is not looked at."""
by_address: Final = Buckets(lambda: Size(room=120, rate=2))
"""Failed sign-ins from one address. An office shares one, so whoever is right is still let in."""


def check_rate(token: int) -> None:
    """Count a request of a phone. Raises TooManyPosts."""
    seconds = phones.take(str(token))
    if seconds:
        raise TooManyPosts(seconds=math.ceil(seconds))


def check_failures(authorization: str, address: str) -> None:
    """Raise TooManyFailures while the name has failed too often from there. Whoever only asks how to sign in may."""
    seconds = by_name.wait(_name_at(authorization, address)) if authorization else 0
    if seconds:
        raise TooManyFailures(seconds=math.ceil(seconds))


def note_failure(authorization: str, address: str) -> None:
    """Count a failed sign-in, unless there was none and a phone only asked how to. Raises TooManyFailures."""
    if not authorization:
        return
    by_name.take(_name_at(authorization, address))
    seconds = by_address.take(address)
    if seconds:
        raise TooManyFailures(seconds=math.ceil(seconds))


def _name_at(authorization: str, address: str) -> str:
    return f"{address} {name_in(authorization)[:LONGEST_NAME]}"


def name_in(authorization: str) -> str:
    """The user name of a header, or what it holds instead.

    >>> name_in("Basic d2FuZzpzZWNyZXQ="), name_in("Bearer bairi_x")
    ('wang', 'Bearer bairi_x')
    """
    scheme, _, rest = authorization.partition(" ")
    if scheme.lower() == "digest":
        given = read_credentials(rest)
        return given.username if given else ""
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(rest.strip(), validate=True).decode().partition(":")[0]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return authorization
