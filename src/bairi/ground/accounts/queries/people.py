"""People as far as the actor's places reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from bairi.ground.access import Actor, NotAllowed, NotVisible, Role, permissions, require, visible_to
from bairi.ground.accounts.models import RoleGrant, User
from bairi.ground.accounts.permissions import SEE_PEOPLE
from bairi.ground.accounts.sealing import unseal
from bairi.ground.places.models import Place

CHOICES = 300


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One role of a person, living or ended."""

    pk: int
    role: str
    place: str
    place_code: str
    tasks: tuple[str, ...]
    campaign: str
    granted_at: datetime
    granted_by: str
    ended_at: datetime | None
    handed_to: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list of people."""

    pk: int
    username: str
    name: str
    post: str
    phone: str
    is_active: bool
    has_second_factor: bool
    grants: tuple[GrantRow, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person with every role, living and ended, within the actor's places."""

    row: PersonRow
    email: str
    last_login: datetime | None
    must_change_password: bool
    living: tuple[GrantRow, ...]
    ended: tuple[GrantRow, ...]


def users_visible_to(actor: Actor) -> QuerySet[User]:
    """People who hold or held a role within the actor's places; everyone for who holds a role everywhere."""
    if any(not g.place_path and g.campaign_code is None for g in actor.grants):
        return User.objects.all()
    return User.objects.filter(pk__in=visible_to(actor, RoleGrant.objects).values("user"))


def people(actor: Actor, *, asked: str = "", role: str = "", closed: bool = False) -> list[PersonRow]:
    """The people whom the actor sees, by name. Raises NotAllowed. Two queries."""
    require(actor, SEE_PEOPLE)
    users = users_visible_to(actor).filter(is_active=not closed)
    if asked:
        users = users.filter(Q(name__icontains=asked) | Q(username__icontains=asked) | Q(phone__contains=asked))
    if role:
        users = users.filter(pk__in=RoleGrant.objects.filter(role=role, ended_at=None).values("user"))
    living = _grants_in_sight(actor).filter(ended_at=None)
    users = users.prefetch_related(Prefetch("grants", queryset=living, to_attr="in_sight"))
    return [_person_row(user, [grant_row(g) for g in user.in_sight]) for user in users.order_by("name", "pk")]


def person(actor: Actor, *, user: int) -> PersonPage:
    """One person. Raises NotAllowed, NotVisible. Two queries."""
    require(actor, SEE_PEOPLE)
    grants = _grants_in_sight(actor)
    found = users_visible_to(actor).filter(pk=user).prefetch_related(Prefetch("grants", grants, to_attr="in_sight"))
    row = found.first()
    if row is None:
        raise NotVisible()
    grants_shown = [grant_row(g) for g in row.in_sight]
    living = tuple(g for g in grants_shown if g.ended_at is None)
    ended = tuple(g for g in grants_shown if g.ended_at is not None)
    return PersonPage(
        _person_row(row, list(living)), row.email, row.last_login, row.must_change_password, living, ended
    )


def user_for(actor: Actor, permission: str, *, user: int) -> User:
    """A person, locked, over all of whose living roles the actor holds the permission.

    Raises NotVisible outside the actor's places, NotAllowed where a role of theirs lies beyond the actor's reach, so
    that a township cannot close the account of a county's officer who once worked there.
    """
    row = users_visible_to(actor).filter(pk=user).first()
    if row is None:
        raise NotVisible()
    require(actor, permission)
    for grant in row.grants.filter(ended_at=None).select_related("place"):
        path = grant.place.path if grant.place else ""
        require_over(actor, permission, path, frozenset(grant.task_codes), grant.campaign_code)
    return User.objects.select_for_update().get(pk=row.pk)


def place_choices(actor: Actor) -> list[tuple[str, str]]:
    """Codes and names to choose a role's place from: the widest places of the actor, as many as a list can take."""
    rows = visible_to(actor, Place.objects).filter(dissolved_on=None).order_by("level", "order", "code")
    return list(rows.values_list("code", "name")[:CHOICES])


def waiting_secret(user: User) -> str | None:
    """The secret of a second factor that waits for its first code; None when there is none, or when it is confirmed."""
    return unseal(user.totp_secret) if user.totp_secret and not user.has_second_factor else None


def require_over(actor: Actor, permission: str, path: str, tasks: frozenset[str], campaign: str) -> None:
    """Raise NotAllowed unless one of the actor's roles with the permission reaches all that such a role reaches.

    Nobody gives away, ends or hands over more than they hold: no tasks means all tasks, no campaign all campaigns.
    """
    reaching = [
        g
        for g in actor.grants_for(permission)
        if path.startswith(g.place_path)
        and (g.task_codes is None or (tasks and tasks <= g.task_codes))
        and g.campaign_code in {None, campaign}
    ]
    if not reaching:
        raise NotAllowed(permission=permission_label(permission))


def permission_label(permission: str) -> str:
    """What the permission allows, in the active language."""
    return next((str(p.label) for p in permissions() if p.code == permission), permission)


def _grants_in_sight(actor: Actor) -> QuerySet[RoleGrant]:
    rows = visible_to(actor, RoleGrant.objects).select_related("place", "granted_by", "handed_to")
    return rows.order_by("ended_at", "id")


def grant_row(grant: RoleGrant) -> GrantRow:
    """A role as pages show it."""
    return GrantRow(
        pk=grant.pk,
        role=str(Role(grant.role).label),
        place=grant.place.name if grant.place else "",
        place_code=grant.place.code if grant.place else "",
        tasks=tuple(grant.task_codes),
        campaign=grant.campaign_code,
        granted_at=grant.granted_at,
        granted_by=grant.granted_by.name if grant.granted_by else "",
        ended_at=grant.ended_at,
        handed_to=grant.handed_to.name if grant.handed_to else "",
    )


def _person_row(user: User, grants: list[GrantRow]) -> PersonRow:
    return PersonRow(
        pk=user.pk,
        username=user.username,
        name=user.name,
        post=user.post,
        phone=user.phone,
        is_active=user.is_active,
        has_second_factor=user.has_second_factor,
        grants=tuple(grants),
    )
