"""Planned value by day, and its inverse."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairi.plan.pace import Calendar, Plan, Shape, milestones_backward, planned, planned_share
from bairi.plan.pace.trajectory import planned_time

START, DUE = 736_000, 736_099


def plan(shape=Shape.LINEAR, *, milestones=None, off=(), baseline=0.0, target=(100.0,)):
    return Plan.of(
        baseline=baseline,
        target=list(target),
        start=START,
        due=DUE,
        shape=shape,
        milestones=milestones,
        calendar=Calendar.of(off),
    )


def test_every_shape_goes_from_baseline_on_the_eve_to_target_on_the_due_day():
    for shape in Shape:
        got = planned(plan(shape, milestones=[[(START + 20, 0.7)]], baseline=10.0), [START - 1, DUE])[0]
        assert got.tolist() == [10.0, 100.0]


def test_milestones_are_met_on_their_days_and_lines_run_between():
    got = planned(
        plan(Shape.MILESTONES, milestones=[[(START + 19, 0.5), (START + 59, 0.6)]]), START + np.array([9, 19, 39, 59])
    )
    assert got[0] == pytest.approx([25, 50, 55, 60])


def test_the_plan_is_flat_on_days_off():
    got = planned_share(plan(off=[START + 5, START + 6]), START + np.arange(10))[0]
    assert got[4] == got[5] == got[6] < got[7]


def test_a_falling_target_falls():
    assert planned(plan(baseline=20.0, target=[10.0]), [DUE])[0, 0] == 10


def test_targets_with_milestones_and_without_stand_side_by_side():
    both = Plan.of(
        baseline=0,
        target=[100, 100],
        start=START,
        due=DUE,
        shape=[Shape.LINEAR, Shape.MILESTONES],
        milestones=[[], [(START + 9, 0.9)]],
    )
    assert planned(both, [START + 9])[:, 0] == pytest.approx([10, 90])


def test_backward_milestones_leave_each_stage_its_working_days():
    off = [START + 50]
    got = milestones_backward(DUE, [(0.3, 20), (1.0, 30)], Calendar.of(off))
    assert got.milestones == [(DUE - 30, 0.3), (DUE, 1.0)]
    assert Calendar.of(off).between(got.start - 1, DUE - 30) == 20


@given(
    share=st.floats(0, 1),
    shape=st.sampled_from(list(Shape)),
    rows=st.lists(st.tuples(st.integers(0, 99), st.floats(0, 1)), max_size=3),
)
def test_planned_time_is_the_first_time_at_which_the_share_is_planned(share, shape, rows):
    days, shares = sorted(START + d for d, _ in rows), sorted(s for _, s in rows)
    one = plan(shape, milestones=[list(zip(days, shares, strict=True))])
    time = float(planned_time(one, np.array([[share]]))[0, 0])
    day = START - 1 + int(np.ceil(time - 1e-9))
    assert 0 <= time <= 100
    assert planned_share(one, [day])[0, 0] >= share - 1e-6


@given(off=st.sets(st.integers(0, 60), max_size=20), day=st.integers(0, 60), n=st.integers(0, 20))
def test_going_back_leaves_that_many_working_days(off, day, n):
    calendar = Calendar.of(off)
    assert calendar.between(calendar.back(day, n), day) == n
