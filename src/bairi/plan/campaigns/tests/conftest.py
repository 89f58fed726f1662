"""A small plan for the tests of the room: one campaign of the cast's county, two lines, two tasks, some targets."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from bairi.plan.campaigns import actions
from bairi.plan.campaigns.rules.settings import LineSetting, MeasureSetting, TargetSetting, TaskSetting
from tests.cast import DEPARTMENT_TASK, NOON

START, DEADLINE = date(2016, 2, 14), date(2016, 5, 23)
LATER = NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def draft(cast):
    """A draft with lines, tasks and measures, and no target yet."""
    who = {"by": cast["data_officer"], "at": NOON - timedelta(days=60)}
    campaign = actions.create_campaign(
        code="battle", name="百日会战", place_code="533401", start_on=START, deadline_on=DEADLINE, **who
    )
    actions.add_line(campaign="battle", line=LineSetting("infra", "基础设施"), **who)
    actions.add_line(campaign="battle", line=LineSetting("homes", "人居环境", order=1), **who)
    actions.add_task(campaign="battle", task=TaskSetting(DEPARTMENT_TASK, "infra", "通组公路"), **who)
    actions.add_measure(campaign="battle", task=DEPARTMENT_TASK, measure=MeasureSetting("done", "完成", "公里"), **who)
    actions.add_task(campaign="battle", task=TaskSetting("houses", "homes", "民居改造", order=1), **who)
    started = MeasureSetting("started", "开工", "户", whole=True)
    completed = MeasureSetting("completed", "完工", "户", whole=True, counts=True, order=1)
    actions.add_measure(campaign="battle", task="houses", measure=started, **who)
    actions.add_measure(campaign="battle", task="houses", measure=completed, **who)
    return campaign


@pytest.fixture
def planned(draft, cast):
    """The draft with targets: roads 100 km in the county, 60 and 50 in its townships, 40 and 30 in two villages."""
    rows = [
        TargetSetting(cast.places[name].code, DEPARTMENT_TASK, must)
        for name, must in (("county", 100), ("home", 60), ("neighbour", 50), ("village", 40), ("next_village", 30))
    ]
    rows += [TargetSetting(cast.places["group"].code, "houses", 115, reserve=5)]
    rows += [TargetSetting(cast.places["group"].code, "houses", 22, measure="started")]
    actions.set_targets(
        campaign="battle", rows=rows, reason="第一版计划", by=cast["data_officer"], at=NOON - timedelta(days=50)
    )
    return draft


@pytest.fixture
def running(planned, cast):
    """The planned campaign, started."""
    return actions.start_campaign(campaign="battle", by=cast["commander"], at=NOON - timedelta(days=47))
