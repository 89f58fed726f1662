"""Who belongs to the village work team of a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from bairi.ground.access import Role
from bairi.ground.accounts.models import RoleGrant, User
from bairi.ground.organisations.models import Membership, OrganisationKind
from bairi.ground.places.models import Place, PlaceLevel
from bairi.plan.campaigns.models import Campaign


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the team; `post` is "" where none is entered."""

    user_id: int
    username: str
    name: str
    post: str
    is_head: bool


def members_of(place: Place, first_on: date, last_on: date) -> list[Member]:
    """Who belongs to the team of the place at some time from the first day to the last: members of its unit, and who
    holds the team's role there. The head first, then as they came; never by what they did. Two queries."""
    lasting = Q(until_on=None) | Q(until_on__gt=first_on)
    posts = Membership.objects.filter(
        lasting,
        organisation__place=place,
        organisation__kind=OrganisationKind.VILLAGE_TEAM,
        since_on__lte=last_on,
    )
    found: dict[int, Member] = {}
    for post in posts.select_related("user").order_by("-is_head", "since_on", "pk"):
        user = post.user
        found.setdefault(user.pk, Member(user.pk, user.username, user.name, post.post, post.is_head))
    grants = RoleGrant.objects.filter(place=place, role=Role.VILLAGE_TEAM, ended_at=None)
    for grant in grants.select_related("user").order_by("granted_at", "pk"):
        user = grant.user
        found.setdefault(user.pk, Member(user.pk, user.username, user.name, "", is_head=False))
    return list(found.values())


def team_villages(campaign: Campaign, user_id: int, first_on: date, last_on: date) -> list[Place]:
    """The villages of the campaign to whose teams a person belongs at some time from the first day to the last, as
    `members_of` has it; by the tree. One query."""
    posts = Membership.objects.filter(
        Q(until_on=None) | Q(until_on__gt=first_on),
        user=user_id,
        organisation__kind=OrganisationKind.VILLAGE_TEAM,
        since_on__lte=last_on,
    )
    grants = RoleGrant.objects.filter(user=user_id, role=Role.VILLAGE_TEAM, ended_at=None)
    own = Q(pk__in=posts.values("organisation__place")) | Q(pk__in=grants.values("place"))
    rows = Place.objects.filter(own, path__startswith=campaign.place.path, level=PlaceLevel.VILLAGE, dissolved_on=None)
    return list(rows.order_by("path"))


def member_named(place: Place, on: date, who: str | int | None) -> User | None:
    """The member of the team on a day by user name or by key; None for anybody else. Three queries."""
    for member in members_of(place, on, on):
        if who in {member.username, member.user_id}:
            return User.objects.get(pk=member.user_id)
    return None
