"""Dates, days off and phases; targets bound to the campaign's dates move with them."""

from datetime import date

import pytest

from bairi.ground.access import NotAllowed
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.problems import DatesOutOfOrder, PhasesOverlap, ReasonNeeded, UnknownChoice, ValueOutOfRange
from bairi.plan.campaigns.queries import baselines, calendar, phase_on, rhythm_on, targets_known
from bairi.plan.campaigns.rules.settings import PhaseSetting, TargetSetting
from tests.cast import NOON

pytestmark = pytest.mark.django_db
START, DEADLINE = date(2016, 2, 14), date(2016, 5, 23)
PHASES = (
    PhaseSetting("动员", START, date(2016, 2, 28)),
    PhaseSetting("攻坚", date(2016, 2, 29), date(2016, 5, 10), rhythm="daily"),
)


def set_calendar(cast, who="commander", **values):
    given = {
        "campaign": "battle", "start_on": START, "deadline_on": DEADLINE, "days_off": [], "weekly_off": [],
        "phases": [], "reason": "The rains came",
    } | values  # fmt: skip
    return actions.set_calendar(**given, by=cast[who], at=NOON)


def test_a_later_deadline_moves_the_targets_bound_to_it_as_one_visible_version(running, cast):
    early = TargetSetting(cast.places["village"].code, "roads", 40, due_on=date(2016, 4, 30))
    actions.set_targets(campaign="battle", rows=[early], reason="First", by=cast["commander"], at=NOON)

    change = set_calendar(cast, deadline_on=date(2016, 6, 10))

    due = {(row.place_code, row.measure_code): row.due_on for row in targets_known(running)}
    assert due.pop((cast.places["village"].code, "done")) == date(2016, 4, 30)
    assert set(due.values()) == {date(2016, 6, 10)}
    assert change.version.changes == [
        {"what": "calendar", "subject": "", "field": "deadline_on", "before": "2016-05-23", "after": "2016-06-10"}
    ]
    assert {row.due_on for row in baselines(running).values()} == {DEADLINE}


def test_days_off_do_not_count(running, cast):
    set_calendar(cast, days_off=[date(2016, 4, 4)], weekly_off=[7])
    running.refresh_from_db()

    days = calendar(running)
    assert days.between(date(2016, 4, 2).toordinal(), date(2016, 4, 5).toordinal()) == 1


def test_phases_are_set_and_give_the_rhythm(running, cast):
    change = set_calendar(cast, phases=PHASES)

    assert change.version is None
    assert phase_on(running, date(2016, 3, 31)).name == "攻坚"
    assert rhythm_on(running, None, date(2016, 3, 31)) == "daily"
    assert rhythm_on(running, None, START) == "weekly"
    assert EventRow.objects.filter(kind="campaigns.phase_set", group=change.group).count() == 2


def test_a_phase_left_out_is_removed(running, cast):
    set_calendar(cast, phases=PHASES)
    set_calendar(cast, phases=PHASES[:1])

    assert phase_on(running, date(2016, 3, 31)) is None
    assert EventRow.objects.filter(kind="campaigns.phase_removed").count() == 1


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"deadline_on": START}, DatesOutOfOrder),
        ({"weekly_off": [8]}, ValueOutOfRange),
        ({"time_zone": "Asia/Shangrila"}, UnknownChoice),
        ({"phases": [PHASES[0], PhaseSetting("重叠", date(2016, 2, 20), DEADLINE)]}, PhasesOverlap),
        ({"phases": [PhaseSetting("怪", START, DEADLINE, rhythm="hourly")]}, UnknownChoice),
        ({"deadline_on": date(2016, 6, 1), "reason": ""}, ReasonNeeded),
    ],
)
def test_what_cannot_be_set(running, cast, values, problem):
    with pytest.raises(problem):
        set_calendar(cast, **values)


def test_a_township_does_not_set_the_calendar(running, cast):
    with pytest.raises(NotAllowed):
        set_calendar(cast, "township_clerk")
