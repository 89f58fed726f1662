"""Reporting limits and thresholds."""

import json

import pytest

from bairi.ground.access import NotAllowed
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.problems import ReasonNeeded, ThresholdsOutOfOrder, UnknownChoice, ValueOutOfRange
from bairi.plan.campaigns.queries import plan_history
from tests.cast import NOON

pytestmark = pytest.mark.django_db
REPORTING = {
    "rhythm": "daily", "cut_off_hour": 20, "silent_after_days": 7, "jump_share": 0.25, "burden_ceiling": 40,
}  # fmt: skip
THRESHOLDS = {"late_below": 0.4, "risk_below": 0.7, "coverage_needed": 0.3, "trust_gap": 0.2}


def test_reporting_is_set_and_a_robots_address_stays_out_of_the_log(running, cast):
    robots = ["wecombot://secret-key", " "]

    row = actions.set_reporting(campaign="battle", **REPORTING, robots=robots, by=cast["commander"], at=NOON)

    assert (row.rhythm, row.robots) == ("daily", ["wecombot://secret-key"])
    payload = EventRow.objects.get(kind="campaigns.reporting_set").payload
    assert "secret" not in payload
    assert json.loads(payload)["robots"] == 1


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"rhythm": "hourly"}, UnknownChoice),
        ({"cut_off_hour": 25}, ValueOutOfRange),
        ({"jump_share": 0}, ValueOutOfRange),
    ],
)
def test_what_cannot_be_set_for_reporting(running, cast, values, problem):
    with pytest.raises(problem):
        actions.set_reporting(campaign="battle", **REPORTING | values, by=cast["commander"], at=NOON)


def test_thresholds_change_by_a_plan_version(running, cast):
    change = actions.set_thresholds(
        campaign="battle", **THRESHOLDS, reason="Too many alarms", by=cast["commander"], at=NOON
    )

    assert change.changed == 2
    assert plan_history(cast["commander"], running)[0].others[0].startswith("Thresholds late below: 0.333 to 0.4")


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"late_below": 0.8}, ThresholdsOutOfOrder),
        ({"coverage_needed": 30}, ValueOutOfRange),
        ({"reason": ""}, ReasonNeeded),
    ],
)
def test_what_cannot_be_set_for_thresholds(running, cast, values, problem):
    given = THRESHOLDS | {"reason": "Why"} | values
    with pytest.raises(problem):
        actions.set_thresholds(campaign="battle", **given, by=cast["commander"], at=NOON)


def test_a_township_sets_neither(running, cast):
    with pytest.raises(NotAllowed):
        actions.set_thresholds(campaign="battle", **THRESHOLDS, reason="Why", by=cast["township_clerk"], at=NOON)
    with pytest.raises(NotAllowed):
        actions.set_reporting(campaign="battle", **REPORTING, by=cast["township_clerk"], at=NOON)
