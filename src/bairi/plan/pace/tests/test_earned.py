"""Attainment, SPI, earned schedule, and what it would take."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairi.plan.pace import Calendar, Plan, attainment, earned_schedule, needed, planned_attainment, spi


def test_lower_is_better_works_by_itself():
    assert attainment(30.0, 40.0, 20.0) == 0.5


def test_a_held_level_counts_by_direction():
    got = attainment([75, 70, 3, 0, 2], [75, 75, 2, 0, 0], [75, 75, 2, 0, 0], [1, 1, -1, -1, -1])
    assert got == pytest.approx([1, 70 / 75, 2 / 3, 1, 0])


def test_no_value_has_no_attainment():
    assert np.isnan(attainment(np.nan, 0, 10))


def test_a_hold_is_planned_whole_from_the_first_day():
    plan = Plan.of(baseline=[75.0], target=[75.0], start=1, due=10)
    assert planned_attainment(plan, [1, 5]).tolist() == [[1.0, 1.0]]


def test_earned_schedule_runs_on_working_days():
    plan = Plan.of(baseline=0, target=[10.0], start=1, due=12, calendar=Calendar.of([6, 7]))
    got = earned_schedule(plan, [8], np.array([[0.3]]))
    assert (got.earned[0, 0], got.actual[0, 0]) == (3.0, 6.0)
    assert got.index[0, 0] == 0.5


def test_earned_schedule_knows_no_index_before_the_first_day():
    plan = Plan.of(baseline=0, target=[10.0], start=5, due=12)
    assert np.isnan(earned_schedule(plan, [4], np.array([[0.0]])).index[0, 0])


def test_spi_is_unknown_where_nothing_is_planned():
    assert np.isnan(spi(np.array([0.2]), np.array([0.0]))[0])


def take(values, *, target=10.0, due=20, today=8, baseline=0.0):
    days = np.arange(1, len(values) + 1)
    return needed(
        days=days,
        values=np.array([values], dtype=float),
        baseline=np.array([baseline]),
        target=np.array([target]),
        due=np.array([due]),
        calendar=Calendar(),
        today=today,
    )


def test_best_week_is_spread_over_reports_far_apart():
    got = take([0, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan, 5.0], today=11)
    assert got.best_week[0] == pytest.approx(0.5)
    assert got.rate[0] == pytest.approx(5 / 9)


def test_what_is_done_needs_nothing_and_what_is_late_needs_the_impossible():
    assert take([0, 11.0]).rate[0] == 0
    assert take([0, 5.0], due=8).rate[0] == np.inf


def test_one_report_has_no_best_week():
    assert np.isnan(take([np.nan, 5.0]).best_week[0])


@given(st.lists(st.floats(0, 100), min_size=3, max_size=30), st.floats(0.1, 50))
def test_the_unit_does_not_matter(values, scale):
    one, two = take(values, target=120), take([v * scale for v in values], target=120 * scale)
    assert two.rate[0] == pytest.approx(one.rate[0] * scale)
    assert two.best_week[0] == pytest.approx(one.best_week[0] * scale, abs=1e-6)
