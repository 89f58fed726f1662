"""A cadre moves: roles, posts and open duties go to the successor; both stay in the history."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from bairi.ground.access import Actor, Role
from bairi.ground.accounts.actions.end_grant import end, path_of
from bairi.ground.accounts.duties import move_duties
from bairi.ground.accounts.events import RoleGranted, UserHandedOver
from bairi.ground.accounts.models import RoleGrant, User
from bairi.ground.accounts.permissions import HAND_OVER
from bairi.ground.accounts.problems import SameUser, UserClosed
from bairi.ground.accounts.queries import home_code, require_over, user_for
from bairi.ground.transparency.actions import append


@transaction.atomic
def hand_over(*, user: int, successor: int, by: Actor, at: datetime) -> int:
    """Move every living role, post and open duty of a person to a successor. Returns how many roles and duties moved.

    Raises NotVisible, NotAllowed, SameUser, UserClosed.
    """
    leaver = user_for(by, HAND_OVER, user=user)
    taker = user_for(by, HAND_OVER, user=successor)
    if leaver == taker:
        raise SameUser(name=leaver.name)
    if not taker.is_active:
        raise UserClosed(name=taker.name)
    group = uuid4()
    living = list(leaver.grants.filter(ended_at=None).select_related("place", "user").order_by("id"))
    for grant in living:
        require_over(by, HAND_OVER, path_of(grant), frozenset(grant.task_codes), grant.campaign_code)
        end(grant, by=by, at=at, handed_to=taker, group=group)
        _give_on(grant, taker, by=by, at=at, group=group)
    duties = move_duties(leaver, taker, by=by, at=at, group=group)
    event = UserHandedOver(
        user=leaver.key,
        name=leaver.name,
        successor=taker.key,
        successor_name=taker.name,
        grants=len(living),
        duties=duties,
    )
    place = living[0].place.code if living and living[0].place else home_code(by)
    append(event, by=by, at=at, place=place, group=group)
    return len(living) + duties


def _give_on(grant: RoleGrant, taker: User, *, by: Actor, at: datetime, group: UUID) -> None:
    same = RoleGrant.objects.filter(
        user=taker, role=grant.role, place=grant.place, campaign_code=grant.campaign_code, ended_at=None
    )
    if any(sorted(g.task_codes) == sorted(grant.task_codes) for g in same):
        return
    given = RoleGrant.objects.create(
        user=taker,
        role=grant.role,
        place=grant.place,
        task_codes=grant.task_codes,
        campaign_code=grant.campaign_code,
        granted_by_id=by.user_id,
        granted_at=at,
    )
    event = RoleGranted(
        grant=given.key,
        user=taker.key,
        name=taker.name,
        role=Role(grant.role).value,
        tasks=", ".join(grant.task_codes) or "*",
        campaign=grant.campaign_code or "*",
    )
    append(event, by=by, at=at, place=grant.place.code if grant.place else None, group=group)
