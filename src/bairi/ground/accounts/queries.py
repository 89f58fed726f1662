"""Reads of accounts: the actor behind a user."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from bairi.ground.access import Actor, Grant, Role, Via
from bairi.ground.accounts.models import RoleGrant, User

NOBODY = Actor(user_id=None, name="")


def grants_of(user_id: int) -> tuple[Grant, ...]:
    """The grants that a user holds now. One query."""
    rows = RoleGrant.objects.filter(user_id=user_id, ended_at=None).select_related("place").order_by("id")
    return tuple(
        Grant(
            role=Role(row.role),
            place_path=row.place.path,
            place_code=row.place.code,
            task_codes=frozenset(row.task_codes) or None,
            campaign_code=row.campaign_code or None,
        )
        for row in rows
    )


def actor_for(user: User | AnonymousUser, *, via: Via) -> Actor:
    """The actor of a signed-in user; an actor without grants for nobody."""
    if not isinstance(user, User) or not user.is_authenticated:
        return NOBODY
    return Actor(user_id=user.pk, name=user.name, grants=grants_of(user.pk), via=via, language=user.language)
