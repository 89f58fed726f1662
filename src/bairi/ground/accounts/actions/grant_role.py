"""Giving a role."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bairi.ground.access import Actor, NotVisible, Role, visible_to
from bairi.ground.accounts.events import RoleGranted
from bairi.ground.accounts.models import RoleGrant, User
from bairi.ground.accounts.permissions import GRANT_ROLE
from bairi.ground.accounts.problems import GrantExists, PlaceNeeded, PlaceUnknown, UserClosed
from bairi.ground.accounts.queries import require_over, users_visible_to
from bairi.ground.places.models import Place
from bairi.ground.transparency.actions import append


@transaction.atomic
def grant_role(
    *,
    user: int,
    role: Role,
    place: str | None,
    task_codes: Sequence[str] = (),
    campaign_code: str = "",
    by: Actor,
    at: datetime,
    group: UUID | None = None,
) -> RoleGrant:
    """Give a person a role over a place (code) and all below it, over some tasks or all, in one campaign or all.

    Raises NotVisible, NotAllowed, PlaceUnknown, PlaceNeeded, UserClosed, GrantExists.
    """
    holder = users_visible_to(by).filter(pk=user).select_for_update().first()
    if holder is None:
        raise NotVisible()
    if not holder.is_active:
        raise UserClosed(name=holder.name)
    found = place_for_role(by, role, place)
    return give(holder, role, found, task_codes, campaign_code, by=by, at=at, group=group)


def place_for_role(by: Actor, role: Role, code: str | None) -> Place | None:
    """The place of that code within the actor's reach; None for everywhere. Raises PlaceUnknown, PlaceNeeded."""
    if not code:
        if not any(not g.place_path for g in by.grants_for(GRANT_ROLE)):
            raise PlaceNeeded(role=str(role.label))
        return None
    place = visible_to(by, Place.objects).filter(code=code).first()
    if place is None:
        raise PlaceUnknown(place=code)
    return place


def give(
    holder: User,
    role: Role,
    place: Place | None,
    task_codes: Sequence[str],
    campaign_code: str,
    *,
    by: Actor,
    at: datetime,
    group: UUID | None = None,
) -> RoleGrant:
    """Write the grant and its event, within the caller's transaction. Raises NotAllowed, GrantExists."""
    tasks = sorted(set(task_codes))
    require_over(by, GRANT_ROLE, place.path if place else "", frozenset(tasks), campaign_code)
    same = RoleGrant.objects.filter(user=holder, role=role, place=place, campaign_code=campaign_code, ended_at=None)
    if any(sorted(g.task_codes) == tasks for g in same):
        raise GrantExists(name=holder.name, role=str(role.label))
    grant = RoleGrant.objects.create(
        user=holder,
        role=role,
        place=place,
        task_codes=tasks,
        campaign_code=campaign_code,
        granted_by_id=by.user_id,
        granted_at=at,
    )
    event = RoleGranted(
        grant=grant.key,
        user=holder.key,
        name=holder.name,
        role=role.value,
        tasks=", ".join(tasks) or "*",
        campaign=campaign_code or "*",
    )
    append(event, by=by, at=at, place=place.code if place else None, group=group)
    return grant
