"""`bairi duties`: the month of a team on the command line."""

import json
from uuid import uuid4

import pytest

from bairi.delivery.duties.actions import NewDay, log_duty
from bairi.edges.cli.main import run
from bairi.plan.campaigns.models import Campaign
from tests.cast import NOON
from tests.world import CAMPAIGN, TODAY, make_plan

pytestmark = pytest.mark.django_db
VILLAGE = "533401102202"


@pytest.fixture
def logged(cast):
    make_plan(cast)
    Campaign.objects.filter(code=CAMPAIGN).update(replay_at=NOON)
    new = NewDay(key=uuid4(), campaign=CAMPAIGN, place=VILLAGE, on=TODAY, presence="village")
    log_duty(new, by=cast["village_team"], at=NOON)


def test_the_month_of_a_team_is_listed(logged, capsys):
    assert run(["duties", CAMPAIGN, VILLAGE, "--month", "2016-03", "--format", "json"]) == 0

    (row,) = json.loads(capsys.readouterr().out)
    assert (row["person"], row["village"], row["missing"]) == ("Village Team", 1, 30)


@pytest.mark.parametrize(
    "asked", [["nowhere", VILLAGE], [CAMPAIGN, "533401"], [CAMPAIGN, VILLAGE, "--month", "2016-13"]]
)
def test_what_is_not_there_is_named(logged, asked, capsys):
    assert run(["duties", *asked]) == 1
    assert asked[-1] in capsys.readouterr().err
