"""In a replay whoever tries it out writes at the moment where its clock stands."""

from datetime import datetime, timedelta

import pytest

from bairi.delivery.reports.actions import receive_report
from bairi.delivery.reports.actions.facts import Arrival, as_moment
from bairi.ground.access.known import to_known
from bairi.plan.campaigns.models import Campaign
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


@pytest.mark.parametrize("column", ["2016-03-31 04:00:00", datetime(2016, 3, 31, 4), NOON])  # noqa: DTZ001
def test_every_form_of_the_column_is_a_moment(column):
    assert as_moment(column) == NOON


def test_a_report_in_a_replay_is_of_its_day(battle, cast):
    Campaign.objects.update(replay_at=NOON)
    receipt = receive_report(battle.report(), by=cast["village_team"], at=LATER)

    assert receipt.known_at == NOON
    assert "late" not in receipt.marks
