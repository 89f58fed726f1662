"""Settling one day keeps exactly what the naive definition says, for any history."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings

from bairi.delivery.reports.rules import OPEN, OPEN_DAY, Level
from bairi.delivery.reports.rules.standing import (
    Claimed,
    Confirmed,
    Event,
    OutOfOrderError,
    Period,
    Revoked,
    SentBack,
    Series,
    VerificationWithdrawn,
    Verified,
    Withdrawn,
    replay,
)
from bairi.delivery.reports.tests import oracle_standing as oracle
from bairi.delivery.reports.tests.histories import FIRST_DAY, history, steps

EVENTS: dict[str, type[Event]] = {
    "claim": Claimed,
    "withdraw": Withdrawn,
    "confirm": Confirmed,
    "revoke": Revoked,
    "send_back": SentBack,
    "verify": Verified,
    "unverify": VerificationWithdrawn,
}
DAYS = range(FIRST_DAY - 1, FIRST_DAY + 11)


def events(facts: list[oracle.Fact]) -> list[tuple[int, Event]]:
    return [(known, EVENTS[kind](*data)) for known, kind, data in facts]


def kept_step_by_step(facts: list[oracle.Fact]) -> list[Period]:
    """The periods a database would hold that closes and opens rows as each change says."""
    series, rows = Series(), set[Period]()
    for now, event in events(facts):
        change = series.apply(event, now)
        for old in change.closed:
            rows.remove(
                Period(old.level, old.effective_from, old.effective_to, old.known_from, OPEN, old.value, old.source)
            )
        assert not any(period in rows for period in change.opened)
        rows |= {*change.closed, *change.opened}
    return sorted(rows)


@settings(max_examples=2_000, deadline=None)
@given(drawn=steps)
def test_standing_equals_the_naive_definition(drawn):
    facts = history(drawn)
    periods = kept_step_by_step(facts)
    for level in Level:
        of_level = [p for p in periods if p.level is level]
        for known in [999, *(moment for moment, _, _ in facts)]:
            held = [p for p in of_level if p.known_from <= known < p.known_to]
            entries = oracle.counting(facts, level, known)
            for day in DAYS:
                found = [(p.value, p.source) for p in held if p.effective_from <= day < p.effective_to]
                best = max((e for e in entries if e.day <= day), key=lambda e: (e.day, e.seq), default=None)
                assert found == ([] if best is None else [(best.value, best.source)])


@given(drawn=steps)
def test_no_period_is_empty_and_none_overlap(drawn):
    periods = kept_step_by_step(history(drawn))
    for p in periods:
        assert p.effective_from < p.effective_to <= OPEN_DAY
        assert p.known_from < p.known_to <= OPEN
    for a, b in combinations(periods, 2):
        apart = a.effective_to <= b.effective_from or b.effective_to <= a.effective_from
        assert a.level is not b.level or apart or a.known_to <= b.known_from or b.known_to <= a.known_from


@given(drawn=steps)
def test_a_rebuild_equals_what_was_kept_step_by_step(drawn):
    facts = history(drawn)
    assert sorted(replay(events(facts))) == kept_step_by_step(facts)


@given(drawn=steps)
def test_what_is_known_now_runs_end_to_end(drawn):
    series = Series()
    for now, event in events(history(drawn)):
        series.apply(event, now)
        for periods in series.periods.values():
            assert all(a.effective_to == b.effective_from for a, b in pairwise(periods))
            assert not periods or periods[-1].effective_to == OPEN_DAY


def values(*facts: oracle.Fact, level: Level) -> list[tuple[int, float]]:
    series = Series()
    for now, event in events(list(facts)):
        series.apply(event, now)
    return [(p.effective_from, p.value) for p in series.periods[level]]


FIRST = (1, "claim", (1, 10, 5.0, ()))
CORRECTION = (2, "claim", (2, 12, 4.0, (1,)))


def test_an_unconfirmed_correction_does_not_take_a_confirmed_figure_away():
    facts = FIRST, (3, "confirm", (1,)), (4, "claim", (2, 12, 4.0, (1,)))
    assert values(*facts, level=Level.REPORTED) == [(12, 4.0)]
    assert values(*facts, level=Level.CONFIRMED) == [(10, 5.0)]


def test_withdrawing_a_correction_revives_its_original():
    assert values(FIRST, CORRECTION, (3, "withdraw", (2,)), level=Level.REPORTED) == [(10, 5.0)]


def test_a_confirmed_correction_of_an_unconfirmed_correction_displaces_the_first():
    facts = FIRST, (3, "confirm", (1,)), (4, "claim", (2, 12, 4.0, (1,))), (5, "claim", (3, 11, 3.0, (2,)))
    assert values(*facts, (6, "confirm", (3,)), level=Level.CONFIRMED) == [(11, 3.0)]


def test_a_revoked_confirmation_takes_the_report_off_the_confirmed_level():
    assert values(FIRST, (3, "confirm", (1,)), (4, "revoke", (1,)), level=Level.CONFIRMED) == []


def test_a_past_dated_report_changes_only_the_days_until_the_next():
    late = (2, "claim", (2, 8, 2.0, ()))
    assert values(FIRST, late, level=Level.REPORTED) == [(8, 2.0), (10, 5.0)]


def test_an_event_that_is_not_later_than_the_last_is_refused():
    series = Series()
    series.apply(Claimed(1, 10, 5.0), 7)
    with pytest.raises(OutOfOrderError):
        series.apply(Claimed(2, 11, 6.0), 7)
