"""Sets of targets with shared shocks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairi.plan.pace.groups import combine


def groups(n, shared=0.0):
    loads = np.tile(np.array([shared, 0.0, 0.0]), (n, 1))
    return loads, np.arange(n) % 3, np.arange(n) % 2


def test_without_shared_shocks_the_parts_multiply():
    got = combine(np.full(10, 0.9), *groups(10))
    assert got.all_met == pytest.approx(0.9**10, rel=1e-6)
    assert got.all_met == pytest.approx(got.all_met_if_independent)


def test_shared_shocks_make_all_likelier_and_the_range_wider():
    apart, together = combine(np.full(40, 0.9), *groups(40)), combine(np.full(40, 0.9), *groups(40, 0.6))
    assert together.all_met > 3 * apart.all_met
    assert together.high - together.low > apart.high - apart.low
    assert together.expected == apart.expected == pytest.approx(36)


def test_certain_targets_stay_certain():
    got = combine(np.ones(5), *groups(5, 0.5))
    assert (got.low, got.high, got.all_met) == (5, 5, 1.0)


def test_an_empty_set_is_met():
    got = combine(np.array([np.nan]), *groups(1))
    assert (got.count, got.all_met) == (0, 1.0)


def test_the_range_of_a_coin_is_the_binomial_one():
    got = combine(np.full(100, 0.5), *groups(100))
    assert (got.low, got.high) == (44, 56)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.floats(0, 0.9))
def test_the_expectation_lies_in_the_range_and_the_range_in_the_set(p, shared):
    got = combine(np.array(p), *groups(len(p), shared))
    assert 0 <= got.low <= got.high <= len(p)
    assert 0 <= got.all_met <= min(p) + 0.05
