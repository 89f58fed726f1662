"""In a replay whoever tries it out writes at the moment where its clock stands."""

from datetime import timedelta

import pytest

from bairi.delivery.reports.actions.facts import Arrival, as_moment
from bairi.ground.access.known import to_known
from tests.cast import NOON

LATER = NOON + timedelta(days=3000)


@pytest.mark.parametrize("replay_at", [NOON, NOON.replace(tzinfo=None).isoformat(" ")])
def test_a_write_of_today_is_known_where_the_clock_stands(replay_at):
    assert Arrival.of(LATER).known(5, replay_at=replay_at) == to_known(NOON)


def test_writes_still_follow_one_another():
    last = to_known(NOON) + 7

    assert Arrival.of(LATER).known(last, replay_at=NOON) == last + 1


def test_a_write_before_the_clock_keeps_its_own_moment():
    before = NOON - timedelta(days=3)

    assert Arrival.of(before).known(5, replay_at=NOON) == to_known(before)


def test_a_live_campaign_goes_by_the_servers_clock():
    assert Arrival.of(LATER).known(5, replay_at=None) >= to_known(LATER)


def test_text_in_utc_is_a_moment():
    assert as_moment("2016-03-31 04:00:00") == NOON
