"""Who belongs to a unit, from a day to before another."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from bairi.ground.access import Actor, get_for
from bairi.ground.accounts.models import User
from bairi.ground.organisations.events import MemberAdded, MembershipEnded
from bairi.ground.organisations.models import Membership, Organisation
from bairi.ground.organisations.permissions import ADD_MEMBER, END_MEMBERSHIP
from bairi.ground.organisations.problems import AlreadyOver, MemberAlready, UnknownPerson
from bairi.ground.transparency.actions import append


@transaction.atomic
def add_member(
    *, organisation: str, username: str, post: str = "", is_head: bool = False, since_on: date, by: Actor, at: datetime
) -> Membership:
    """Add a person to a unit. Raises NotVisible, NotAllowed, UnknownPerson, MemberAlready."""
    unit = get_for(by, ADD_MEMBER, Organisation.objects.select_related("place"), code=organisation)
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise UnknownPerson(username=username)
    if Membership.objects.filter(organisation=unit, user=user, until_on=None).exists():
        raise MemberAlready(name=user.name, organisation=unit.name)
    return _begin(unit, user, post, is_head=is_head, since_on=since_on, by=by, at=at)


@transaction.atomic
def end_membership(*, membership: int, until_on: date, by: Actor, at: datetime) -> Membership:
    """End a person's post in a unit before a day. Raises NotVisible, NotAllowed, AlreadyOver."""
    rows = Membership.objects.select_related("organisation__place", "user")
    row = get_for(by, END_MEMBERSHIP, rows, pk=membership)
    if row.until_on:
        raise AlreadyOver(until_on=row.until_on)
    end_post(row, until_on, actor=by, at=at)
    return row


def hand_over_memberships(leaver: User, successor: User, actor: Actor, at: datetime, group: UUID) -> int:
    """What a leaving person belongs to goes to the successor, within the caller's transaction. Returns how many."""
    today = localdate(at)
    rows = Membership.objects.filter(user=leaver, until_on=None).select_related("organisation__place", "user")
    moved = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for row in moved:
        end_post(row, today, actor=actor, at=at, group=group)
        if not Membership.objects.filter(organisation=row.organisation, user=successor, until_on=None).exists():
            _begin(
                row.organisation, successor, row.post, is_head=row.is_head, since_on=today, by=actor, at=at, group=group
            )
    return len(moved)


def _begin(
    unit: Organisation,
    user: User,
    post: str,
    *,
    is_head: bool,
    since_on: date,
    by: Actor,
    at: datetime,
    group: UUID | None = None,
) -> Membership:
    row = Membership.objects.create(organisation=unit, user=user, post=post.strip(), is_head=is_head, since_on=since_on)
    event = MemberAdded(
        membership=f"membership-{row.pk}", organisation=unit.code, user=user.key, name=user.name, post=row.post,
        is_head=is_head, since_on=since_on,
    )  # fmt: skip
    append(event, by=by, at=at, place=unit.place.code, group=group)
    return row


def end_post(row: Membership, until_on: date, *, actor: Actor, at: datetime, group: UUID | None = None) -> None:
    """Write the end of a post and its event, within the caller's transaction."""
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    event = MembershipEnded(
        membership=f"membership-{row.pk}", organisation=row.organisation.code, user=row.user.key, name=row.user.name,
        until_on=until_on,
    )  # fmt: skip
    append(event, by=actor, at=at, place=row.organisation.place.code, group=group)
