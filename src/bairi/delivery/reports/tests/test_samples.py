"""A sample speaks for the part that was not looked at, within its range, and for nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from bairi.delivery.reports.rules.samples import LARGEST, estimate


@given(st.data())
def test_the_estimate_lies_in_its_range_and_the_range_in_what_is_possible(data):
    claimed = data.draw(st.integers(2, 3000))
    inspected = data.draw(st.integers(1, claimed - 1))
    found = data.draw(st.integers(0, inspected))

    made = estimate(claimed, inspected, found)

    assert made is not None
    assert found <= made.low <= made.value <= made.high <= found + claimed - inspected


@given(st.integers(2, 200), st.data())
def test_more_found_good_never_means_fewer_good(claimed, data):
    inspected = data.draw(st.integers(1, claimed - 1))
    row = [estimate(claimed, inspected, found) for found in range(inspected + 1)]

    assert [made.value for made in row] == sorted(made.value for made in row)
    assert [made.low for made in row] == sorted(made.low for made in row)


def test_nothing_is_said_where_a_sample_says_nothing():
    assert estimate(100, 0, 0) is None
    assert estimate(100, 120, 110) is None
    assert estimate(100, 50, 60) is None
    assert estimate(LARGEST + 1, 50, 40) is None
