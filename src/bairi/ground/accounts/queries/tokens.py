"""Access tokens of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bairi.ground.accounts.models import ApiToken


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One token as pages show it: never its secret."""

    prefix: str
    name: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_on: date | None


def tokens_of(user_id: int) -> list[TokenRow]:
    """The tokens of a person, living first, newest first. One query."""
    rows = ApiToken.objects.filter(user_id=user_id).order_by("-created_at", "-id")
    shown = [TokenRow(t.prefix, t.name, t.created_at, t.expires_at, t.revoked_at, t.last_used_on) for t in rows]
    return sorted(shown, key=lambda t: t.revoked_at is not None)
