"""Scores of past forecasts."""

import numpy as np
import pytest

from bairi.plan.pace import record, reliability
from bairi.plan.pace.calibration import brier, coverage, crps, log_loss, outcomes
from bairi.plan.pace.forecast import LEVELS


def test_forecasts_that_come_true_as_often_as_said_lie_inside_their_bands():
    rng = np.random.default_rng(1)
    said = rng.random(20_000)
    made = rng.random(20_000) < said
    for band in reliability(said, made):
        assert band.expected_low <= band.made <= band.expected_high or abs(band.share - band.said) < 0.03


def test_a_page_without_forecasts_has_empty_bands_and_no_scores():
    got = record(np.empty(0), np.empty(0, dtype=bool))
    assert got.count == 0
    assert np.isnan(got.brier)
    assert [band.count for band in got.bins] == [0] * 10


def test_skill_is_one_for_certain_truth_and_none_for_the_base_rate():
    made = np.array([True, False, True, False])
    assert record(made.astype(float), made).better_than_base == 1
    assert record(np.full(4, 0.5), made).better_than_base == 0


def test_log_loss_of_a_sure_mistake_is_bounded():
    assert log_loss(np.array([1.0]), np.array([False])) == pytest.approx(-np.log(0.005))


def test_coverage_and_crps_of_a_known_spread():
    quantiles = np.tile(LEVELS * 10, (101, 1))
    truth = np.linspace(0, 10, 101)
    assert coverage(quantiles, LEVELS, truth) == pytest.approx(0.8, abs=0.02)
    assert crps(quantiles, LEVELS, truth) < crps(quantiles + 3, LEVELS, truth)


def test_an_outcome_is_known_once_the_target_is_reached_or_the_day_is_past():
    days = np.array([1, 5, 9])
    values = np.array([[1, 10, 10], [1, 2, 3], [1, 2, 3], [9, 5, 4.0]])
    made, known = outcomes(
        np.array([20, 20, 5, 5]), values, days, np.array([10, 10, 10, 5.0]), np.array([0, 0, 0, 9.0])
    )
    assert made.tolist() == [True, False, False, True]
    assert known.tolist() == [True, False, True, True]


def test_brier_without_forecasts_is_unknown():
    assert np.isnan(brier(np.empty(0), np.empty(0)))
