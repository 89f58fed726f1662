"""The acting person's own account."""

from __future__ import annotations

from bairi.ground.access import Actor, SignInNeeded
from bairi.ground.accounts.models import User


def self_locked(by: Actor) -> User:
    """The acting person's own row, locked. Raises SignInNeeded."""
    found = None
    if by.user_id is not None:
        found = User.objects.select_for_update().filter(pk=by.user_id, is_active=True).first()
    if found is None:
        raise SignInNeeded()
    return found
