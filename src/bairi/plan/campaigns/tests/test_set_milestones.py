"""Milestones of a task and of a line; targets follow those of their task."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairi.ground.access import NotAllowed
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.problems import MilestonesOutOfOrder, UnknownTask, ValueOutOfRange
from bairi.plan.campaigns.queries import calendar, milestones, plan_history, target_arrays, targets_known
from bairi.plan.campaigns.rules.settings import MilestoneSetting, TargetSetting
from bairi.plan.campaigns.rules.trajectories import checked, moved, points_of, set_back
from bairi.plan.campaigns.rules.trajectories import milestones as by_milestones
from bairi.plan.pace import Calendar, planned
from tests.cast import NOON

STONES = (
    MilestoneSetting("路基", date(2016, 3, 31), 0.3),
    MilestoneSetting("路面", date(2016, 5, 1), 0.8),
)
START, DUE = date(2016, 2, 14), date(2016, 5, 23)


def set_stones(cast, stones=STONES, *, who="commander", task="roads", **more):
    return actions.set_milestones(
        campaign="battle", task=task, milestones=stones, reason="Set back from the deadline", by=cast[who], at=NOON,
        **more,
    )  # fmt: skip


@pytest.mark.django_db
def test_all_targets_of_the_task_follow_its_milestones(running, cast):
    change = set_stones(cast)

    rows = targets_known(running, task_codes=["roads"])
    assert {str(row.trajectory["points"]) for row in rows} == {"[['2016-03-31', 0.3], ['2016-05-01', 0.8]]"}
    assert change.changed == 5
    kinds = EventRow.objects.filter(group=change.group).values_list("kind", flat=True)
    assert {kind: list(kinds).count(kind) for kind in set(kinds)} == {
        "campaigns.milestone_set": 2, "campaigns.plan_version_made": 1, "campaigns.target_set": 5,
    }  # fmt: skip
    assert planned(target_arrays(rows, calendar(running)), [date(2016, 3, 31).toordinal()])[0, 0] == 30


@pytest.mark.django_db
def test_a_target_due_earlier_keeps_the_milestones_within_its_dates(running, cast):
    early = TargetSetting(cast.places["village"].code, "roads", due_on=date(2016, 4, 15))
    actions.set_targets(campaign="battle", rows=[early], reason="Early", by=cast["commander"], at=NOON)
    set_stones(cast)

    row = next(r for r in targets_known(running) if r.place_code == cast.places["village"].code)
    assert row.trajectory["points"] == [["2016-03-31", 0.3]]


@pytest.mark.django_db
def test_a_milestone_left_out_is_removed_and_the_history_says_so(running, cast):
    set_stones(cast, apply=False)
    change = set_stones(cast, STONES[:1], apply=False)

    assert [stone.name for stone in milestones(running, "roads")] == ["路基"]
    assert change.changed == 0
    assert plan_history(cast["commander"], running)[0].others == [
        "Milestone 通组公路 · 路面: removed, was 80 % 2016-05-01"
    ]


@pytest.mark.django_db
def test_a_line_has_milestones_of_its_own(running, cast):
    set_stones(cast, STONES[1:], task=None, line="infra")

    assert [stone.line.code for stone in milestones(running, "roads")] == ["infra"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stones", "task", "who", "problem"),
    [
        ([MilestoneSetting("x", DUE, 1.2)], "roads", "commander", ValueOutOfRange),
        ([MilestoneSetting("x", START, 0.9), STONES[1]], "roads", "commander", MilestonesOutOfOrder),
        (STONES, "bridges", "commander", UnknownTask),
        (STONES, "roads", "township_clerk", NotAllowed),
        (STONES, "houses", "department", NotAllowed),
    ],
)
def test_what_cannot_be_set(running, cast, stones, task, who, problem):
    with pytest.raises(problem):
        set_stones(cast, stones, task=task, who=who)


@pytest.mark.django_db
def test_a_department_sets_those_of_its_own_task(running, cast):
    assert set_stones(cast, who="department").changed == 5


days = st.dates(START, DUE)
shares = st.floats(0.01, 1)


@given(st.lists(st.tuples(days, shares), min_size=1, max_size=6, unique_by=lambda p: p[0]), st.integers(-200, 200))
def test_a_checked_trajectory_stays_one_wherever_it_is_moved(points, by_days):
    ordered = sorted(day for day, _ in points)
    rising = by_milestones(list(zip(ordered, sorted(share for _, share in points), strict=True)))

    again = checked(moved(checked(rising, START, DUE), by_days, START, DUE), START, DUE)

    assert [share for _, share in points_of(again)] == [share for _, share in points_of(rising)]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=5), st.sets(days, max_size=10))
def test_a_schedule_set_back_ends_on_the_due_day_and_takes_the_days_that_work_needs(stages, off):
    days_off = Calendar.of(day.toordinal() for day in off)
    named = [((index + 1) / len(stages), count) for index, count in enumerate(stages)]

    start, found = set_back(DUE, named, days_off)

    assert found[-1] == (DUE, 1)
    ends = [start.toordinal() - 1, *(day.toordinal() for day, _ in found)]
    assert [int(days_off.between(a, b)) for a, b in pairwise(ends)] == stages
