"""By which name a person's phone calls their post."""

import pytest

from bairi.edges.field.queries.duties import duties_of
from tests.world import CAMPAIGN

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("who", "level"), [("village_team", "village"), ("township_clerk", "home")])
def test_the_post_is_the_place_that_holds_all_that_are_reported(cast, world, who, level):
    (campaign,) = duties_of(cast[who])

    assert campaign["code"] == CAMPAIGN
    assert campaign["home"]["code"] == cast.places[level].code
    assert all(place["code"].startswith(campaign["home"]["code"][:9]) for place in campaign["places"])
