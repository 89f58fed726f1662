"""Who stands behind a phone: by digest, by user name and token, by a bearer token."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final

from django.db import connection
from django.db.models import Q

from bairi.edges.openrosa.models import PhoneKey
from bairi.edges.openrosa.rules.digest import (
    NONCE_SECONDS,
    Credentials,
    chosen_half,
    is_right,
    names_path,
    nonce_age,
    read_credentials,
)
from bairi.edges.openrosa.sealing import REALM, nonce_key, unseal
from bairi.ground.access import Actor, Grant, Role
from bairi.ground.accounts.models import User
from bairi.ground.accounts.queries import Bearer, bearer_of
from bairi.ground.accounts.rules import clean_name, clean_phone

KEYS: Final = """
SELECT k.sealed, t.id, t.last_used_on, u.id, u.name, u.language, g.role, p.path, p.code, g.task_codes, g.campaign_code
FROM openrosa_phonekey k
JOIN accounts_apitoken t ON t.id = k.token_id AND t.revoked_at IS NULL
JOIN accounts_user u ON u.id = t.user_id AND u.is_active
LEFT JOIN accounts_rolegrant g ON g.user_id = u.id AND g.ended_at IS NULL
LEFT JOIN places_place p ON p.id = g.place_id
WHERE k.username = %s AND (t.expires_at IS NULL OR t.expires_at > %s)
ORDER BY k.id DESC, g.id"""


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """A phone that someone prepared, by the token that it holds."""

    prefix: str
    name: str
    created_at: datetime
    last_used_on: date | None
    is_revoked: bool


def phones_of(user_id: int) -> list[PhoneRow]:
    """The phones of a person, living first, newest first. One query."""
    keys = PhoneKey.objects.filter(token__user_id=user_id).select_related("token").order_by("-token__created_at")
    tokens = [key.token for key in keys]
    rows = [PhoneRow(t.prefix, t.name, t.created_at, t.last_used_on, t.revoked_at is not None) for t in tokens]
    return sorted(rows, key=lambda row: row.is_revoked)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Whom a header names: a bearer, or nobody.

    `is_stale`: the right one, with a nonce that has grown too old. `is_open`: a token in the clear, not looked at.
    """

    bearer: Bearer | None = None
    is_stale: bool = False
    is_open: bool = False


def sign_in(authorization: str, *, method: str, path: str, is_secure: bool, at: datetime) -> SignIn:
    """Read a header “Authorization” of a request for `path` (with its query). One query, two for Basic."""
    scheme, _, rest = authorization.partition(" ")
    kind = scheme.lower()
    if kind == "digest":
        return _by_digest(rest, method, path, at)
    if kind == "bearer":
        return SignIn(bearer_by_token(rest.strip(), at=at))
    if kind == "basic" and not is_secure:
        return SignIn(is_open=True)
    return SignIn(bearer_by_basic(rest.strip(), at=at) if kind == "basic" else None)


def _by_digest(header: str, method: str, path: str, at: datetime) -> SignIn:
    given = read_credentials(header)
    if given is None or given.realm != REALM or not names_path(given.uri, path):
        return SignIn()
    age = nonce_age(given.nonce, nonce_key(), int(at.timestamp()))
    found = bearer_by_digest(given, method, at=at) if age is not None else None
    if found is not None and age is not None and age > NONCE_SECONDS:
        return SignIn(is_stale=True)
    return SignIn(found)


def bearer_by_digest(given: Credentials, method: str, *, at: datetime) -> Bearer | None:
    """Who made the digest, with all grants; None when no living key of that user name could have. One query."""
    with connection.cursor() as cursor:
        cursor.execute(KEYS, [given.username, at])
        found = cursor.fetchall()
    for sealed, rows in groupby(found, key=lambda row: row[0]):
        half = chosen_half(unseal(sealed), given)
        if half and is_right(given, half, method):
            return _bearer(list(rows))
    return None


def _bearer(rows: list[tuple[Any, ...]]) -> Bearer:
    _, token, last_used_on, user, name, language, *_ = rows[0]
    grants = tuple(_grants(row[6:] for row in rows if row[6]))
    return Bearer(Actor(user, name, grants, via="device", language=language), token, str(last_used_on))


def _grants(rows: Iterable[tuple[Any, ...]]) -> Iterable[Grant]:
    for role, path, code, tasks, campaign in rows:
        codes = json.loads(tasks) if isinstance(tasks, str) else tasks
        yield Grant(Role(role), path or "", code or "", frozenset(codes or ()) or None, campaign or None)


def bearer_by_basic(header: str, *, at: datetime) -> Bearer | None:
    """Who has the user name (or phone number) and the token of a Basic sign-in; None for nobody. Two queries."""
    try:
        name, _, token = base64.b64decode(header, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    found = bearer_by_token(token, at=at)
    if found is None or found.actor.user_id is None:
        return None
    named = Q(username=clean_name(name)) | (Q(phone=clean_phone(name)) & ~Q(phone=""))
    return found if User.objects.filter(named, pk=found.actor.user_id).exists() else None


def bearer_by_token(token: str, *, at: datetime) -> Bearer | None:
    """The holder of a living token, acting through a device; None for any other. One query."""
    found = bearer_of(token, at=at)
    return None if found is None else replace(found, actor=replace(found.actor, via="device"))
