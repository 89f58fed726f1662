"""Tiles are placed one event each, within the actor's places alone."""

import pytest

from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.places.actions import place_tiles
from bairi.ground.places.models import Place
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON


def test_a_tile_that_moves_has_its_event_and_one_that_stays_has_none(cast):
    place_tiles(positions={"533401102": (1, 2), "533401103": (0, 0)}, by=cast["data_officer"], at=NOON)
    moved = place_tiles(positions={"533401102": (1, 3), "533401103": (0, 0)}, by=cast["data_officer"], at=NOON)

    assert moved == 1
    assert Place.objects.filter(code="533401102", tile_x=1, tile_y=3).exists()
    assert EventRow.objects.filter(kind="places.place_changed").count() == 3


@pytest.mark.parametrize(
    ("who", "code", "problem"),
    [("data_officer", "533423", NotVisible), ("township_clerk", "533401102", NotAllowed)],
)
def test_who_may_not(cast, who, code, problem):
    with pytest.raises(problem):
        place_tiles(positions={code: (0, 0)}, by=cast[who], at=NOON)
    assert not EventRow.objects.exists()
