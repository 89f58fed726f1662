"""The cast of the demo, whose people sign in without a password."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from bairi.ground.access import Role
from bairi.ground.accounts.models import RoleGrant, User

DEMO_MARK = "demo.json"
"""Lies in a home that `bairi demo` has made, and in no other."""


@dataclass(frozen=True, slots=True)
class CastMember:
    """One of the people whom a visitor of the demo can be."""

    username: str
    name: str
    post: str
    role: str
    place: str


def is_demo_home() -> bool:
    """Whether this installation's home was made by `bairi demo`."""
    return (settings.BAIRI_HOME / DEMO_MARK).exists()


def demo_cast() -> list[CastMember]:
    """The demo's people in the order they were made, with their first role; empty where this is no demo. One query."""
    if not is_demo_home():
        return []
    grants = RoleGrant.objects.filter(user__is_demo=True, user__is_active=True, ended_at=None)
    found: dict[int, CastMember] = {}
    for grant in grants.select_related("user", "place").order_by("user_id", "id"):
        place = grant.place.name if grant.place else ""
        found.setdefault(grant.user_id, _member(grant.user, Role(grant.role), place))
    return list(found.values())


def _member(user: User, role: Role, place: str) -> CastMember:
    return CastMember(user.username, user.name, user.post, str(role.label), place)
