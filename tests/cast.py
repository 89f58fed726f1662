"""One cast for all rooms: two townships of one county, who works in each, and someone from elsewhere.

Places: county 533401 with townships `home` (小中甸镇; villages `village`, `next_village`) and `neighbour` (虎跳峡镇;
village `neighbour_village`), the group `group` in `village`, and county 533423 `elsewhere`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from bairi.ground.access import Actor, Role
from bairi.ground.accounts.models import RoleGrant, User
from bairi.ground.accounts.queries import actor_for
from bairi.ground.places.actions import refresh_tree
from bairi.ground.places.models import Place, PlaceLevel, PlaceVersion

NOON = datetime(2016, 3, 31, 4, 0, tzinfo=UTC)
"""Noon of the demo's day in China: a moment for actions that do not care which."""

DEPARTMENT_TASK = "roads"
"""The one task that the department of the cast owns, in every village."""

PLACES = (
    # name, code, Chinese name, level, parent
    ("county", "533401", "香格里拉市", PlaceLevel.COUNTY, None),
    ("home", "533401102", "小中甸镇", PlaceLevel.TOWNSHIP, "county"),
    ("village", "533401102202", "和平村", PlaceLevel.VILLAGE, "home"),
    ("next_village", "533401102203", "团结村", PlaceLevel.VILLAGE, "home"),
    ("group", "53340110220201", "中心小组", PlaceLevel.GROUP, "village"),
    ("neighbour", "533401103", "虎跳峡镇", PlaceLevel.TOWNSHIP, "county"),
    ("neighbour_village", "533401103201", "红旗村", PlaceLevel.VILLAGE, "neighbour"),
    ("elsewhere", "533423", "维西傈僳族自治县", PlaceLevel.COUNTY, None),
)

ROLES = (
    # name, role, place
    ("commander", Role.COMMANDER, "county"),
    ("data_officer", Role.DATA_OFFICER, "county"),
    ("township_clerk", Role.TOWNSHIP_CLERK, "home"),
    ("neighbour_clerk", Role.TOWNSHIP_CLERK, "neighbour"),
    ("village_team", Role.VILLAGE_TEAM, "village"),
    ("neighbour_team", Role.VILLAGE_TEAM, "neighbour_village"),
    ("department", Role.DEPARTMENT, "county"),
    ("inspector", Role.INSPECTOR, "county"),
    ("archivist", Role.ARCHIVIST, "county"),
    ("viewer", Role.VIEWER, "county"),
    ("stranger", Role.COMMANDER, "elsewhere"),
)


@dataclass(frozen=True)
class Cast(Mapping[str, Actor]):
    """Actors by their name in the play; `users` and `places` hold what stands behind them."""

    users: Mapping[str, User]
    places: Mapping[str, Place]

    def __getitem__(self, name: str) -> Actor:
        """The actor as it is now, so that a grant given in a test counts."""
        return actor_for(self.users[name], via="page")

    def __iter__(self):
        return iter(self.users)

    def __len__(self) -> int:
        return len(self.users)


def build_places() -> dict[str, Place]:
    """The places of the cast, in the database."""
    made: dict[str, Place] = {}
    for order, (name, code, label, level, parent) in enumerate(PLACES):
        above = made.get(parent or "")
        place = Place.objects.create(code=code, name=label, level=level, parent=above, path=code, order=order)
        made[name] = place
    PlaceVersion.objects.bulk_create(
        PlaceVersion(place=p, code=p.code, name=p.name, parent=p.parent) for p in made.values()
    )
    refresh_tree()
    for place in made.values():
        place.refresh_from_db()
    return made


def build_users(places: Mapping[str, Place]) -> dict[str, User]:
    """The users of the cast with their grants; everyone's password is "correct horse"."""
    users = {}
    for name, role, place in ROLES:
        user = User(username=name, name=name.replace("_", " ").title(), language="en")
        user.set_password("correct horse")
        user.save()
        tasks = [DEPARTMENT_TASK] if role is Role.DEPARTMENT else []
        RoleGrant.objects.create(user=user, role=role, place=places[place], task_codes=tasks, granted_at=timezone.now())
        users[name] = user
    return users


@pytest.fixture
def places(db) -> dict[str, Place]:
    """The places of the cast by their name in the play."""
    return build_places()


@pytest.fixture
def cast(places) -> Cast:
    """`cast["township_clerk"]` is an Actor; `cast.users[...]` the user; `cast.places[...]` the place."""
    return Cast(users=build_users(places), places=places)


@pytest.fixture
def sign_in(cast) -> Callable[[str], Client]:
    """`sign_in("township_clerk")` gives a test client in that person's session, in English."""

    def signed_in(name: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(cast.users[name])
        return client

    return signed_in
