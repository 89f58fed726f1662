"""The cast stands where its names say."""

import socket

import pytest

from bairi.ground.access import visible_to
from bairi.ground.places.models import Place
from tests.cast import ROLES


def test_everyone_of_the_cast_is_an_actor_with_a_grant(cast):
    assert set(cast) == {name for name, _, _ in ROLES}
    assert all(actor.grants for actor in cast.values())


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("commander", {"county", "home", "village", "next_village", "group", "neighbour", "neighbour_village"}),
        ("township_clerk", {"home", "village", "next_village", "group"}),
        ("village_team", {"village", "group"}),
        ("stranger", {"elsewhere"}),
    ],
)
def test_each_sees_their_own_places(cast, who, sees):
    seen = set(visible_to(cast[who], Place.objects).values_list("code", flat=True))

    assert seen == {cast.places[name].code for name in sees}


def test_a_test_cannot_leave_this_machine():
    with pytest.raises(AssertionError, match="leave this machine"), socket.socket() as s:
        s.connect(("192.0.2.1", 80))
