"""A small plan for the tests of the room: one campaign of the cast's county, two lines, two tasks, some targets."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from bairi.ground.organisations.models import Organisation
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import plan_template
from bairi.plan.campaigns.rules.settings import (
    GoalSetting,
    LineSetting,
    MeasureSetting,
    MilestoneSetting,
    PhaseSetting,
    ResponsibilitySetting,
    TargetSetting,
    TaskSetting,
)
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


@pytest.fixture
def send(cast):
    def send_(source, **more):
        return actions.import_plan(source=source, **{"by": cast["data_officer"], "at": LATER} | more)

    return send_


@pytest.fixture
def template(cast):
    """The workbook of the campaign as it stands, in English."""

    def template_():
        return plan_template(cast["data_officer"], Campaign.objects.get(code="battle"))

    return template_


@pytest.fixture
def furnished(planned, cast):
    """The planned campaign with everything that a workbook carries."""
    who = {"by": cast["data_officer"], "at": NOON - timedelta(days=49)}
    Organisation.objects.create(code="housing", name="住建局", kind="department", place=cast.places["county"])
    actions.set_calendar(
        campaign="battle", start_on=START, deadline_on=DEADLINE, days_off=[date(2016, 4, 4)], weekly_off=[7],
        phases=[PhaseSetting("动员", START, date(2016, 3, 1), rhythm="daily")], reason="日历", **who,
    )  # fmt: skip
    stages = [MilestoneSetting("过半", date(2016, 4, 10), 0.5), MilestoneSetting("收尾", date(2016, 5, 10), 0.9)]
    actions.set_milestones(campaign="battle", task="houses", milestones=stages, reason="倒排", **who)
    goal = GoalSetting("房屋全部完成", "all_done", DEADLINE, ("houses",))
    actions.set_goals(campaign="battle", goals=[goal], reason="目标", **who)
    answers = [
        ResponsibilitySetting("533401", "lead_unit", organisation="housing"),
        ResponsibilitySetting(
            "533401102", "responsible_person", task="houses", person="和志强", post="乡长", phone="139"
        ),
    ]
    actions.set_responsibilities(campaign="battle", rows=answers, **who)
    return planned
