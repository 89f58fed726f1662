"""Who stands behind a phone: by digest, by user name and token, by a bearer token."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q

from bairi.edges.openrosa.models import PhoneKey
from bairi.edges.openrosa.rules.digest import Credentials, chosen_half, is_right
from bairi.edges.openrosa.sealing import unseal
from bairi.ground.access import Actor
from bairi.ground.accounts.models import User
from bairi.ground.accounts.queries import Bearer, bearer_of, grants_of
from bairi.ground.accounts.rules import clean_name, clean_phone


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


def bearer_by_digest(given: Credentials, method: str, *, at: datetime) -> Bearer | None:
    """Who made the digest; None when no living key of that user name could have. Two queries."""
    living = Q(token__revoked_at=None, token__user__is_active=True)
    living &= Q(token__expires_at=None) | Q(token__expires_at__gt=at)
    keys = PhoneKey.objects.filter(living, username=given.username).select_related("token__user").order_by("-id")
    key = _maker(list(keys), given, method)
    if key is None:
        return None
    user = key.token.user
    actor = Actor(user_id=user.pk, name=user.name, grants=grants_of(user.pk), via="device", language=user.language)
    return Bearer(actor, key.token_id, str(key.token.last_used_on))


def _maker(keys: Sequence[PhoneKey], given: Credentials, method: str) -> PhoneKey | None:
    for key in keys:
        half = chosen_half(unseal(key.sealed), given)
        if half and is_right(given, half, method):
            return key
    return None


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
