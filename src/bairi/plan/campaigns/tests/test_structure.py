"""Lines, tasks and measures: freely drafted, changed by versions once targets stand on them."""

import pytest

from bairi.ground.access import NotAllowed
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.models import Measure, PlanVersion
from bairi.plan.campaigns.problems import (
    BadCode,
    CodeTaken,
    CountingMeasureNeeded,
    DenominatorNeeded,
    LineHasTasks,
    ReasonNeeded,
    TaskHasTargets,
    UnknownChoice,
    UnknownLine,
    UnknownOrganisation,
)
from bairi.plan.campaigns.queries import structure
from bairi.plan.campaigns.rules.settings import LineSetting, MeasureSetting, TaskSetting
from tests.cast import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def who(cast):
    return {"campaign": "battle", "by": cast["data_officer"], "at": NOON}


def test_the_first_measure_counts_and_another_may_take_over(draft, who):
    assert Measure.objects.get(code="started").counts is False
    assert Measure.objects.get(code="completed").counts is True
    kinds = EventRow.objects.filter(kind__startswith="campaigns.measure").values_list("kind", flat=True)
    assert sorted(kinds) == [*["campaigns.measure_added"] * 3, "campaigns.measure_changed"]


def test_drafting_makes_no_plan_versions(draft, who):
    actions.change_line(line=LineSetting("infra", "基础设施建设", weight=2), **who)
    actions.change_task(task=TaskSetting("roads", "homes", "村组道路"), **who)

    assert not PlanVersion.objects.exists()


def test_another_way_of_counting_is_a_dated_version_once_targets_stand(running, who):
    actions.change_task(
        task=TaskSetting("houses", "homes", "民居改造", counting="itemised"), reason="By household", **who
    )
    actions.change_measure(
        task="roads", measure=MeasureSetting("done", "完成", "米", counts=True), reason="In metres", **who
    )

    changes = [version.changes for version in PlanVersion.objects.filter(number__gt=1)]
    assert changes == [
        [{"what": "task", "subject": "民居改造", "field": "counting", "before": "tallied", "after": "itemised"}],
        [{"what": "measure", "subject": "通组公路 · 完成", "field": "unit", "before": "公里", "after": "米"}],
    ]


def test_a_new_name_is_no_change_of_the_bar(running, who):
    actions.change_task(task=TaskSetting("houses", "homes", "藏式民居改造"), **who)

    assert PlanVersion.objects.count() == 1


def test_a_weight_of_a_line_is_a_change_of_the_bar(running, who):
    with pytest.raises(ReasonNeeded):
        actions.change_line(line=LineSetting("infra", "基础设施", weight=3), **who)
    actions.change_line(line=LineSetting("infra", "基础设施", weight=3), reason="Roads first", **who)

    assert PlanVersion.objects.get(number=2).weights["lines"] == {"homes": 1.0, "infra": 3.0}


def test_what_stands_on_a_line_or_task_keeps_it(planned, who):
    with pytest.raises(LineHasTasks):
        actions.remove_line(code="infra", **who)
    with pytest.raises(TaskHasTargets):
        actions.remove_task(code="roads", **who)
    with pytest.raises(TaskHasTargets):
        actions.remove_measure(task="houses", code="started", **who)


def test_what_nothing_stands_on_is_removed(draft, who):
    actions.remove_measure(task="houses", code="started", **who)
    actions.remove_task(code="houses", **who)
    actions.remove_line(code="homes", **who)

    assert [branch.line.code for branch in structure(who["by"], draft)] == ["infra"]


@pytest.mark.parametrize(
    ("task", "problem"),
    [
        (TaskSetting("roads", "infra", "又一条路"), CodeTaken),
        (TaskSetting("路", "infra", "路"), BadCode),
        (TaskSetting("new", "nowhere", "路"), UnknownLine),
        (TaskSetting("new", "infra", "路", lead_unit="nobody"), UnknownOrganisation),
        (TaskSetting("new", "infra", "路", counting="guessed"), UnknownChoice),
    ],
)
def test_tasks_that_cannot_be_added(draft, who, task, problem):
    with pytest.raises(problem):
        actions.add_task(task=task, **who)


def test_a_ratio_names_its_denominator(draft, who):
    with pytest.raises(DenominatorNeeded):
        actions.add_measure(task="houses", measure=MeasureSetting("rate", "率", "%", roll_up="ratio"), **who)
    actions.add_measure(
        task="houses", measure=MeasureSetting("rate", "率", "%", roll_up="ratio", denominator="started"), **who
    )

    assert Measure.objects.get(code="rate").denominator.code == "started"


def test_one_measure_must_count(draft, who):
    with pytest.raises(CountingMeasureNeeded):
        actions.change_measure(task="houses", measure=MeasureSetting("completed", "完工", "户"), **who)
    with pytest.raises(CountingMeasureNeeded):
        actions.remove_measure(task="houses", code="completed", **who)


def test_a_township_does_not_change_the_structure(draft, cast):
    with pytest.raises(NotAllowed):
        actions.add_line(campaign="battle", line=LineSetting("x", "x"), by=cast["township_clerk"], at=NOON)


def test_a_department_sees_its_own_task_only(planned, cast, django_assert_num_queries):
    actor = cast["department"]

    with django_assert_num_queries(3):
        branches = structure(actor, planned)

    assert [[branch.task.code for branch in line.tasks] for line in branches] == [["roads"], []]
    assert branches[0].tasks[0].targets == 5
