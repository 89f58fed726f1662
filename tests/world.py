"""A small campaign of the cast with one of everything, so that every address has something to show."""

from dataclasses import dataclass, field

import pytest

from bairi.ground.accounts.models import RoleGrant


@dataclass
class World:
    """`values` fill the parameters of addresses, all within township `home`; `secrets` are words no stranger may read.

    `shared` lists, by who asks, addresses that are theirs to see though they carry such a value.
    """

    values: dict[str, object]
    secrets: list[str]
    shared: dict[str, set[str]] = field(default_factory=dict)


@pytest.fixture
def world(cast) -> World:
    """The world of the cast's home township."""
    person = cast.users["village_team"]
    return World(
        values={
            "user": person.pk,
            "grant": RoleGrant.objects.get(user=person).pk,
            "prefix": "nosuchto",
            "place": cast.places["village"].code,
            "seq": 0,
            "sha256": "0" * 64,
        },
        secrets=["小中甸镇", "和平村", "团结村", "中心小组"],
        shared={"stranger": set(), "neighbour_team": set()},
    )
