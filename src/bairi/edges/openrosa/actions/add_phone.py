"""Prepare a phone: an access token of its own, and what digest sign-in needs of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bairi.edges.openrosa.events import PhoneAdded
from bairi.edges.openrosa.models import PhoneKey
from bairi.edges.openrosa.rules.digest import half_keys
from bairi.edges.openrosa.sealing import REALM, seal
from bairi.ground.access import Actor
from bairi.ground.accounts.actions import create_token
from bairi.ground.accounts.models import User
from bairi.ground.accounts.queries import home_code
from bairi.ground.transparency.actions import append


@dataclass(frozen=True, slots=True)
class NewPhone:
    """What a phone signs in with. The password is shown this once and kept nowhere."""

    username: str
    password: str
    prefix: str


@transaction.atomic
def add_phone(*, name: str, expires_at: datetime | None = None, by: Actor, at: datetime) -> NewPhone:
    """Make a token for a phone that acts in one's own name. Raises NotAllowed."""
    made = create_token(name=name, expires_at=expires_at, by=by, at=at)
    owner: User = made.token.user
    halves = half_keys(owner.username, REALM, made.secret)
    PhoneKey.objects.create(token=made.token, username=owner.username, sealed=seal(halves))
    append(PhoneAdded(token=made.token.key, user=owner.key), by=by, at=at, place=home_code(by))
    return NewPhone(owner.username, made.secret, made.token.prefix)
