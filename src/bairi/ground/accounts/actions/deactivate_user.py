"""Closing an account: its roles end, its tokens die, the person stays in the history."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from bairi.ground.access import Actor
from bairi.ground.accounts.actions.end_grant import end, refuse_last_officer
from bairi.ground.accounts.actions.tokens import revoke_all
from bairi.ground.accounts.events import UserDeactivated
from bairi.ground.accounts.models import User
from bairi.ground.accounts.permissions import DEACTIVATE_USER
from bairi.ground.accounts.problems import UserClosed
from bairi.ground.accounts.queries import home_code, user_for
from bairi.ground.transparency.actions import append


@transaction.atomic
def deactivate_user(*, user: int, reason: str, by: Actor, at: datetime) -> User:
    """Close a person's account: roles end, tokens are revoked, sessions stop. One event each, in one group.

    Raises NotVisible, NotAllowed, UserClosed, LastOfficer.
    """
    row = user_for(by, DEACTIVATE_USER, user=user)
    if not row.is_active:
        raise UserClosed(name=row.name)
    living = list(row.grants.filter(ended_at=None).select_related("place", "user"))
    refuse_last_officer(row, living)
    group = uuid4()
    for grant in living:
        end(grant, by=by, at=at, group=group)
    revoke_all(row, by=by, at=at, group=group)
    row.is_active = False
    row.save(update_fields=["is_active"])
    place = living[0].place.code if living and living[0].place else home_code(by)
    append(UserDeactivated(user=row.key, name=row.name, reason=reason), by=by, at=at, place=place, group=group)
    return row
