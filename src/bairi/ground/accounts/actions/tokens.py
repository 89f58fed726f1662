"""Access tokens: made by the person in whose name they act, revoked by them or by the data officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from bairi.ground.access import Actor, NotVisible, require
from bairi.ground.accounts.actions.self_locked import self_locked
from bairi.ground.accounts.events import TokenCreated
from bairi.ground.accounts.events import TokenRevoked as TokenRevokedEvent
from bairi.ground.accounts.models import ApiToken, User
from bairi.ground.accounts.permissions import CREATE_TOKEN, REVOKE_TOKEN
from bairi.ground.accounts.problems import TokenRevoked
from bairi.ground.accounts.queries import home_code, user_for
from bairi.ground.accounts.rules import new_token, token_digest, token_prefix
from bairi.ground.transparency.actions import append


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made, with its secret, which is shown this once and kept nowhere."""

    token: ApiToken
    secret: str


@transaction.atomic
def create_token(*, name: str, expires_at: datetime | None = None, by: Actor, at: datetime) -> NewToken:
    """Make an access token that acts with all roles of the person. Raises NotAllowed."""
    require(by, CREATE_TOKEN)
    owner = self_locked(by)
    secret = new_token()
    token = ApiToken.objects.create(
        user=owner,
        name=name.strip(),
        prefix=token_prefix(secret),
        digest=token_digest(secret),
        created_at=at,
        expires_at=expires_at,
    )
    event = TokenCreated(token=token.key, user=owner.key, prefix=token.prefix, purpose=token.name)
    append(event, by=by, at=at, place=home_code(by))
    return NewToken(token, secret)


@transaction.atomic
def revoke_token(*, prefix: str, user: int | None = None, by: Actor, at: datetime) -> ApiToken:
    """Revoke one's own token, or with `user` another person's. Raises NotVisible, NotAllowed, TokenRevoked."""
    own = user is None or user == by.user_id
    owner = self_locked(by) if own or user is None else user_for(by, REVOKE_TOKEN, user=user)
    token = ApiToken.objects.select_for_update().filter(user=owner, prefix=prefix).order_by("-created_at").first()
    if token is None:
        raise NotVisible()
    if token.revoked_at:
        raise TokenRevoked(prefix=prefix)
    _revoke(token, by=by, at=at)
    return token


def note_token_use(*, token: int, at: datetime) -> None:
    """Keep the day on which a token was last used; no event, since nothing depends on it."""
    ApiToken.objects.filter(pk=token).update(last_used_on=localdate(at))


def revoke_all(user: User, *, by: Actor, at: datetime, group: UUID) -> None:
    """Revoke every living token of a person, within the caller's transaction."""
    for token in ApiToken.objects.select_for_update().filter(user=user, revoked_at=None).order_by("id"):
        _revoke(token, by=by, at=at, group=group)


def _revoke(token: ApiToken, *, by: Actor, at: datetime, group: UUID | None = None) -> None:
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    event = TokenRevokedEvent(token=token.key, user=f"user-{token.user_id}", prefix=token.prefix)
    append(event, by=by, at=at, place=home_code(by), group=group)
