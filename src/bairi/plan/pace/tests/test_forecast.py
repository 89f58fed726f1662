"""What a forecast says, and what it must not depend on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairi.plan.pace import Calendar, Plan, Series, forecast
from bairi.plan.pace.tests.made import DUE, START, TODAY, campaign, with_values


def holey(seed, n=8, tasks=2):
    """A campaign with gaps, falls and a late starter."""
    series = campaign(n, seed=seed, tasks=tasks)
    rng = np.random.default_rng([seed, 1])
    values = np.where(rng.random(series.values.shape) < 0.5, np.nan, series.values)
    values[rng.integers(n), rng.integers(5, 40)] *= 0.4
    values[rng.integers(n), :30] = np.nan
    return with_values(series, values)


def last(series, i):
    return int(np.flatnonzero(~np.isnan(series.values[i]))[-1])


@given(seed=st.integers(0, 10_000), i=st.integers(0, 7), up=st.floats(0.01, 200))
def test_a_better_last_reading_never_lowers_the_probability(seed, i, up):
    series = holey(seed)
    better = series.values.copy()
    better[i, last(series, i)] += up
    before, after = forecast(series), forecast(with_values(series, better))
    assert after.probability[i] >= before.probability[i] - 1e-9


@given(seed=st.integers(0, 10_000), up=st.floats(0.01, 150))
def test_nor_does_it_where_a_target_stands_alone(seed, up):
    series = holey(seed, n=1, tasks=1)
    better = series.values.copy()
    better[0, last(series, 0)] += up
    assert forecast(with_values(series, better)).probability[0] >= forecast(series).probability[0] - 1e-9


@given(seed=st.integers(0, 10_000), scale=st.floats(0.001, 1000))
def test_the_unit_does_not_matter(seed, scale):
    series = holey(seed)
    plan = Plan.of(baseline=0.0, target=series.plan.target * scale, start=START, due=DUE, calendar=series.plan.calendar)
    scaled = Series.of(
        days=series.days, values=series.values * scale, plan=plan, task=series.task, parent=series.parent
    )
    one, two = forecast(series), forecast(scaled)
    assert two.probability == pytest.approx(one.probability, abs=1e-6)
    assert two.quantiles == pytest.approx(one.quantiles * scale, rel=1e-5)


@given(seed=st.integers(0, 10_000), data=st.data())
def test_the_order_of_targets_does_not_matter(seed, data):
    series = holey(seed)
    order = np.array(data.draw(st.permutations(range(8))))
    plan = Plan.of(baseline=0.0, target=series.plan.target, start=START, due=DUE, calendar=series.plan.calendar)
    turned = Series.of(
        days=series.days, values=series.values[order], plan=plan, task=series.task[order], parent=series.parent[order]
    )
    one, two = forecast(series), forecast(turned)
    assert two.probability == pytest.approx(one.probability[order], abs=1e-9)
    assert two.finish_p50 == pytest.approx(one.finish_p50[order], nan_ok=True)


def test_falling_targets_are_forecast_like_rising_ones():
    up = campaign(6)
    plan = Plan.of(baseline=100.0, target=np.zeros(6), start=START, due=DUE, calendar=up.plan.calendar)
    down = Series.of(days=up.days, values=100 - up.values, plan=plan, task=up.task, parent=up.parent)
    one, two = forecast(up), forecast(down)
    assert two.probability == pytest.approx(one.probability)
    assert two.quantiles == pytest.approx(100 - one.quantiles[:, ::-1])


def test_the_same_question_has_the_same_answer():
    series = campaign(30)
    one, two = forecast(series), forecast(series)
    assert (one.probability == two.probability).all()
    assert one.together() == two.together()


def test_quantiles_rise_and_finish_days_too():
    got = forecast(campaign(20))
    assert (np.diff(got.quantiles, axis=1) >= 0).all()
    known = ~np.isnan(got.finish_p90)
    assert (got.finish_p10[known] <= got.finish_p50[known]).all()
    assert (got.finish_p50[known] <= got.finish_p90[known]).all()


def test_the_finish_and_the_probability_agree_about_the_due_day():
    got = forecast(campaign(40, speed=0.9))
    open_ = ~got.done & ~np.isnan(got.finish_p50)
    in_time = got.finish_p50 <= DUE
    assert (in_time == (got.probability >= 0.5))[open_ & (np.abs(got.probability - 0.5) > 0.1)].all()


def test_what_is_reached_is_done_from_the_first_day_that_said_so():
    series = campaign(6, speed=4.0)
    got = forecast(series)
    assert got.done.all()
    assert (got.probability == 1).all()
    first = series.days[np.argmax(series.values >= 100, axis=1)]
    assert got.finish_p50.tolist() == first.tolist()


def test_a_target_without_a_quantity_has_no_probability_and_no_drivers():
    series = campaign(5)
    plan = Plan.of(baseline=0.0, target=[100, np.nan, 100, 100, 100.0], start=START, due=DUE)
    got = forecast(Series.of(days=series.days, values=series.values, plan=plan))
    assert np.isnan(got.probability[1])
    assert np.isnan(got.quantiles[1]).all()
    assert not np.isnan(np.delete(got.probability, 1)).any()
    assert got.drivers(1) == []
    assert got.together().count == 4


def test_a_level_that_was_always_held_will_be_held():
    days = np.arange(START, TODAY + 1)
    values = np.stack([np.full(len(days), 76.0), np.full(len(days), 70.0)])
    plan = Plan.of(baseline=75.0, target=[75.0, 75.0], start=START, due=DUE)
    got = forecast(Series.of(days=days, values=values, plan=plan))
    assert got.probability[0] > 0.9
    assert got.probability[1] < 0.1
    assert not got.done.any()


def test_no_report_is_silence_and_borrows_from_its_peers():
    series = campaign(9)
    values = series.values.copy()
    values[4] = np.nan
    got = forecast(with_values(series, values))
    assert got.never[4]
    assert got.silent[4]
    assert 0.002 < got.probability[4] < 0.9
    assert got.drivers(4)[0].code == "never_reported"


def test_an_empty_campaign_on_its_first_day_has_an_open_forecast():
    plan = Plan.of(baseline=0.0, target=np.full(3, 10.0), start=START, due=DUE)
    got = forecast(Series.of(days=[START], values=np.full((3, 1), np.nan), plan=plan))
    assert ((got.probability > 0.1) & (got.probability < 0.9)).all()
    assert not got.silent.any()


def test_a_reading_typed_ten_times_too_large_is_cut_down_and_named():
    series = campaign(9, speed=0.5)
    values = series.values.copy()
    values[3, -1] *= 10
    got = forecast(with_values(series, values))
    assert not got.done[3]
    assert "set_aside" in [driver.code for driver in got.drivers(3)]


def test_a_glitch_for_every_place_on_one_day_changes_little():
    series = campaign(9, speed=0.7)
    values = series.values.copy()
    values[:, 30] *= 3
    assert forecast(with_values(series, values)).probability == pytest.approx(forecast(series).probability, abs=0.02)


def test_lumpy_work_is_forecast_in_whole_steps():
    series = campaign(12, target=4.0, steps=1.0)
    got = forecast(with_values(series, np.floor(series.values)))
    assert (got.quantiles == np.floor(got.quantiles)).all()


def test_nothing_is_forecast_above_a_ceiling_or_past_a_publishers_cut():
    series = campaign(8, speed=1.6, ceiling=110.0, floor=0.0)
    values = np.minimum(series.values, 95.0)
    got = forecast(with_values(series, values))
    assert got.quantiles.max() <= 95.0


def test_when_the_day_is_past_the_target_is_missed():
    series = campaign(5, speed=0.4, today=DUE)
    assert (forecast(series).probability == 0).all()


def test_a_stop_that_all_places_share_widens_the_forecast_and_is_named():
    steady = campaign(20, seed=3, today=START + 60)
    values = steady.values.copy()
    values[:, 50:] = values[:, 49:50]
    stopped = forecast(with_values(steady, values))
    before = forecast(campaign(20, seed=3, today=START + 49))

    def width(made):
        left = made.prediction.state.left
        return np.mean((made.quantiles[:, -2] - made.quantiles[:, 1]) / left)

    assert width(stopped) > width(before)
    assert any("shared_shock" in [d.code for d in stopped.drivers(i)] for i in range(20))


def test_the_fan_ends_at_the_forecast_of_the_due_day():
    got = forecast(campaign(6))
    fan = got.fan(2, np.array([TODAY + 1, TODAY + 20, DUE]))
    assert (np.diff(fan, axis=0) >= 0).all()
    assert fan[-1] == pytest.approx(got.quantiles[2][[1, 4, 9, 14, 17]], rel=1e-3)


def test_days_off_ahead_lower_the_forecast_of_a_trend():
    series = campaign(10, speed=0.6)
    rest = Calendar.of([*series.plan.calendar.off.tolist(), *range(TODAY + 1, TODAY + 26)])
    plan = Plan.of(baseline=0.0, target=series.plan.target, start=START, due=DUE, calendar=rest)
    idle = Series.of(days=series.days, values=series.values, plan=plan, parent=series.parent)
    assert forecast(idle).needed.rate.mean() > forecast(series).needed.rate.mean()


def test_explanations_hold_one_to_three_terms():
    got = forecast(holey(5, n=20, tasks=3))
    assert all(1 <= len(got.drivers(i)) <= 3 for i in range(20))


def test_no_targets_have_no_forecasts():
    plan = Plan.of(baseline=0.0, target=[], start=START, due=DUE)
    got = forecast(Series.of(days=[START], values=np.empty((0, 1)), plan=plan))
    assert got.probability.shape == (0,)
    assert got.together().count == 0
