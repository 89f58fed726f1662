"""Ending a role; it stays in the history."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bairi.ground.access import Actor, NotVisible, Role, visible_to
from bairi.ground.accounts.events import GrantEnded as GrantEndedEvent
from bairi.ground.accounts.models import RoleGrant, User
from bairi.ground.accounts.permissions import END_GRANT
from bairi.ground.accounts.problems import GrantEnded, LastOfficer
from bairi.ground.accounts.queries import require_over
from bairi.ground.transparency.actions import append


@transaction.atomic
def end_grant(*, grant: int, by: Actor, at: datetime) -> RoleGrant:
    """End one role of a person now. Raises NotVisible, NotAllowed, GrantEnded, LastOfficer."""
    row = visible_to(by, RoleGrant.objects).filter(pk=grant).select_for_update(of=("self",)).first()
    if row is None:
        raise NotVisible()
    require_over(by, END_GRANT, path_of(row), frozenset(row.task_codes), row.campaign_code)
    if row.ended_at:
        raise GrantEnded(ended_on=row.ended_at.date())
    refuse_last_officer(row.user, [row])
    end(row, by=by, at=at)
    return row


def path_of(grant: RoleGrant) -> str:
    """The path that the grant covers; "" for everywhere."""
    return grant.place.path if grant.place else ""


def end(grant: RoleGrant, *, by: Actor, at: datetime, handed_to: User | None = None, group: UUID | None = None) -> None:
    """Write the end and its event, within the caller's transaction."""
    grant.ended_at, grant.handed_to = at, handed_to
    grant.save(update_fields=["ended_at", "handed_to"])
    event = GrantEndedEvent(grant=grant.key, user=grant.user.key, name=grant.user.name, role=grant.role)
    append(event, by=by, at=at, place=grant.place.code if grant.place else None, group=group)


def refuse_last_officer(holder: User, going: list[RoleGrant]) -> None:
    """Raise LastOfficer when these grants are the last by which anybody looks after accounts."""
    officers = RoleGrant.objects.filter(role=Role.DATA_OFFICER, ended_at=None, user__is_active=True)
    if any(g.role == Role.DATA_OFFICER for g in going) and not officers.exclude(pk__in=[g.pk for g in going]).exists():
        raise LastOfficer(name=holder.name)
