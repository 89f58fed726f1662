"""The person behind an outbox file."""

from __future__ import annotations

from bairi.edges.field.problems import ReporterGone
from bairi.ground.access import Actor
from bairi.ground.accounts.models import User
from bairi.ground.accounts.queries import actor_for


def reporter(user_id: int, *, name: str) -> Actor:
    """The person by their number, with the roles they hold now. Raises ReporterGone."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise ReporterGone(name=name)
    return actor_for(user, via="device")
