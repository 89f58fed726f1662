"""Goals over several tasks."""

from datetime import date

import pytest

from bairi.ground.access import NotAllowed
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.problems import GoalWithoutTasks, UnknownChoice, UnknownTask
from bairi.plan.campaigns.queries import goals
from bairi.plan.campaigns.rules.settings import GoalSetting
from tests.cast import NOON

pytestmark = pytest.mark.django_db
DUE = date(2016, 5, 23)
HALF = GoalSetting("基础设施达到50%", "share", DUE, ("roads",), share=0.5)
DONE = GoalSetting("基础性工作全面完成", "all_done", DUE, ("roads", "houses"), order=1)


def set_goals(cast, rows, who="commander"):
    return actions.set_goals(campaign="battle", goals=rows, reason="From the report", by=cast[who], at=NOON)


def test_goals_are_set_with_their_tasks(running, cast):
    change = set_goals(cast, [HALF, DONE])

    assert [(goal.name, [task.code for task in goal.tasks.all()]) for goal in goals(running)] == [
        ("基础设施达到50%", ["roads"]), ("基础性工作全面完成", ["roads", "houses"]),
    ]  # fmt: skip
    assert EventRow.objects.filter(kind="campaigns.goal_set", group=change.group).count() == 2


def test_what_stands_makes_no_version_and_what_is_left_out_goes(running, cast):
    set_goals(cast, [HALF, DONE])

    assert set_goals(cast, [HALF, DONE]).version is None
    assert set_goals(cast, [DONE]).changed == 1
    assert [goal.name for goal in goals(running)] == ["基础性工作全面完成"]


@pytest.mark.parametrize(
    ("goal", "problem"),
    [
        (GoalSetting("x", "share", DUE, ()), GoalWithoutTasks),
        (GoalSetting("x", "share", DUE, ("bridges",)), UnknownTask),
        (GoalSetting("x", "hope", DUE, ("roads",)), UnknownChoice),
    ],
)
def test_what_cannot_be_set(running, cast, goal, problem):
    with pytest.raises(problem):
        set_goals(cast, [goal])


def test_a_department_sets_no_goals(running, cast):
    with pytest.raises(NotAllowed):
        set_goals(cast, [HALF], "department")
