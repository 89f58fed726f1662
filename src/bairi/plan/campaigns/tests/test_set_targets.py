"""Targets: the bar, and every time it is moved."""

import json
from datetime import date, timedelta

import pytest

from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.access.known import to_known
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.actions import write_targets
from bairi.plan.campaigns.models import PlanVersion, Target, TargetVersion
from bairi.plan.campaigns.problems import CampaignIsClosed, ReasonNeeded, TargetsRefused
from bairi.plan.campaigns.queries import baselines, plan_history, targets_known
from bairi.plan.campaigns.rules.settings import TargetSetting
from tests.cast import NOON

pytestmark = pytest.mark.django_db


def set_one(cast, *, who="data_officer", reason="Landslide closed the pass", place="village", at=NOON, **values):
    row = TargetSetting(cast.places[place].code, values.pop("task", "roads"), **values)
    return actions.set_targets(campaign="battle", rows=[row], reason=reason, by=cast[who], at=at)


def in_place(campaign, cast, name, known=None, task="roads"):
    rows = targets_known(campaign, known, task_codes=[task], counting_only=True)
    return next(row for row in rows if row.place_code == cast.places[name].code)


def test_a_change_is_a_version_with_who_when_and_why(running, cast):
    change = set_one(cast, must=35)

    version = change.version
    assert (change.changed, change.unchanged) == (1, 0)
    assert (version.number, version.made_by_name, version.reason) == (2, "Data Officer", "Landslide closed the pass")
    assert in_place(running, cast, "village").must == 35
    assert in_place(running, cast, "village", known=version.known - 1).must == 40


def test_one_event_for_each_target_that_changed_and_one_for_the_version_in_one_group(running, cast):
    before = EventRow.objects.count()
    rows = [
        TargetSetting(cast.places["village"].code, "roads", 35),
        TargetSetting(cast.places["next_village"].code, "roads", 30),
        TargetSetting(cast.places["neighbour"].code, "roads", 55),
    ]

    change = actions.set_targets(campaign="battle", rows=rows, reason="Shifted", by=cast["data_officer"], at=NOON)

    events = EventRow.objects.filter(group=change.group)
    assert (change.changed, change.unchanged) == (2, 1)
    assert sorted(events.values_list("kind", flat=True)) == [
        "campaigns.plan_version_made", "campaigns.target_set", "campaigns.target_set",
    ]  # fmt: skip
    assert EventRow.objects.count() == before + 3
    said = json.loads(events.filter(place=cast.places["village"].code).get().payload)
    assert (said["must_before"], said["must"], said["place"]) == (40, 35, cast.places["village"].code)


def test_setting_what_stands_writes_nothing(running, cast):
    before = EventRow.objects.count(), PlanVersion.objects.count()

    change = set_one(cast, must=40)

    assert change.version is None
    assert (EventRow.objects.count(), PlanVersion.objects.count()) == before


def test_what_is_left_out_stays(running, cast):
    set_one(cast, place="group", task="houses", must=120)

    row = in_place(running, cast, "group", task="houses")
    assert (row.must, row.reserve, row.due_on) == (120, 5, date(2016, 5, 23))


def test_the_first_baseline_is_what_stood_at_the_start(planned, cast):
    set_one(cast, must=38, at=NOON - timedelta(days=49))
    running = actions.start_campaign(campaign="battle", by=cast["commander"], at=NOON - timedelta(days=47))
    set_one(cast, must=20, at=NOON - timedelta(days=10))
    set_one(cast, must=10)

    row = in_place(running, cast, "village")
    assert row.must == 10
    assert baselines(running)[row.target_id].must == 38


def test_the_baseline_of_a_target_added_later_is_its_first_version(running, cast):
    set_one(cast, place="neighbour_village", must=9)
    set_one(cast, place="neighbour_village", must=8, at=NOON + timedelta(hours=1))

    row = in_place(running, cast, "neighbour_village")
    assert (row.must, baselines(running, [row.target_id])[row.target_id].must) == (8, 9)


def test_a_target_becomes_a_control_total_by_what_lies_below_it_and_was_none_before(running, cast):
    known = set_one(cast, place="neighbour_village", must=50).version.known

    assert in_place(running, cast, "neighbour").is_control
    assert not in_place(running, cast, "neighbour", known=known - 1).is_control
    assert Target.objects.get(place=cast.places["neighbour"]).is_control


def test_a_target_taken_out_leaves_its_history_and_frees_the_total_above(running, cast):
    set_one(cast, place="village", removed=True)
    set_one(cast, place="next_village", removed=True)

    assert cast.places["village"].code not in {row.place_code for row in targets_known(running, task_codes=["roads"])}
    assert not in_place(running, cast, "home").is_control
    assert in_place(running, cast, "village", known=to_known(NOON) - 1).must == 40
    kinds = EventRow.objects.filter(kind="campaigns.target_taken_out")
    assert kinds.count() == 2


def test_a_target_taken_out_can_be_taken_back(running, cast):
    set_one(cast, removed=True)
    set_one(cast, must=12, at=NOON + timedelta(hours=1))

    assert in_place(running, cast, "village").must == 12
    assert TargetVersion.objects.filter(target__place=cast.places["village"]).count() == 3


def test_known_times_grow_even_when_the_clock_stands_still(running, cast):
    first, second = set_one(cast, must=1).version, set_one(cast, must=2).version

    assert second.known == first.known + 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"must": -1}, "must"),
        ({"must": float("nan")}, "must"),
        ({"must": 5, "reserve": -2}, "reserve"),
        ({"must": 5, "place_code": "999"}, "place"),
        ({"must": 5, "task": "bridges"}, "task"),
        ({"must": 5, "measure": "started"}, "measure"),
        ({"must": 5.5, "task": "houses"}, "must"),
        ({"place_name": "neighbour_village"}, "must"),
        ({"must": 5, "due_on": date(2016, 2, 1)}, "due_on"),
        ({"must": 5, "trajectory": {"kind": "zigzag"}}, "trajectory"),
        ({"must": 5, "trajectory": {"kind": "milestones", "points": [["2016-08-01", 0.5]]}}, "trajectory"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(running, cast, values, field):
    place = values.pop("place_code", cast.places[values.pop("place_name", "village")].code)
    row = TargetSetting(place, values.pop("task", "roads"), **values)

    with pytest.raises(TargetsRefused) as refused:
        actions.set_targets(campaign="battle", rows=[row], reason="Why", by=cast["data_officer"], at=NOON)

    assert [fault["field"] for fault in refused.value.data["faults"]] == [field]


def test_all_faults_come_at_once_and_nothing_is_kept(running, cast):
    rows = [
        TargetSetting(cast.places["village"].code, "roads", 1),
        TargetSetting(cast.places["village"].code, "roads", 2),
        TargetSetting("1", "roads", 3),
    ]

    with pytest.raises(TargetsRefused) as refused:
        actions.set_targets(campaign="battle", rows=rows, reason="Why", by=cast["data_officer"], at=NOON)

    assert [(fault["row"], fault["field"]) for fault in refused.value.data["faults"]] == [(1, "place"), (2, "place")]
    assert PlanVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "problem"),
    [
        ("stranger", NotVisible),
        ("neighbour_team", TargetsRefused),
        ("village_team", NotAllowed),
        ("township_clerk", NotAllowed),
        ("viewer", NotAllowed),
        ("inspector", NotAllowed),
    ],
)
def test_who_may_not_set_targets(running, cast, who, problem):
    before = EventRow.objects.count()

    with pytest.raises(problem):
        set_one(cast, who=who, must=1)

    assert EventRow.objects.count() == before


def test_a_department_sets_the_targets_of_its_own_task_only(running, cast):
    set_one(cast, who="department", must=41)

    with pytest.raises(TargetsRefused):
        set_one(cast, who="department", place="group", task="houses", must=1)


def test_a_running_campaign_asks_why(running, cast):
    with pytest.raises(ReasonNeeded):
        set_one(cast, must=1, reason="  ")


def test_a_closed_campaign_no_longer_changes(running, cast):
    actions.close_campaign(campaign="battle", typed_name="百日会战", reason="Over", by=cast["commander"], at=NOON)

    with pytest.raises(CampaignIsClosed):
        set_one(cast, must=1)


def test_nothing_is_kept_when_the_events_cannot_be_written(running, cast, monkeypatch):
    def fail(*_args, **_more):
        raise RuntimeError("disk full")

    monkeypatch.setattr(write_targets, "append_many", fail)
    with pytest.raises(RuntimeError):
        set_one(cast, must=1)

    assert PlanVersion.objects.count() == 1
    assert in_place(running, cast, "village").must == 40


def test_the_history_says_what_differed_in_words(running, cast):
    set_one(cast, place="group", task="houses", must=100, due_on=date(2016, 5, 1))

    newest = plan_history(cast["commander"], running)[0]
    (difference,) = newest.differences
    assert difference.fields == ["must: 115 to 100 户", "due day: 23 May 2016 to 1 May 2016"]
    assert (newest.number, newest.targets, newest.new, newest.removed) == (2, 1, 0, 0)


def test_people_see_the_differences_of_their_own_places_only(running, cast):
    set_one(cast, place="neighbour", must=51)

    assert plan_history(cast["commander"], running)[0].targets == 1
    assert plan_history(cast["township_clerk"], running)[0].targets == 0


def test_the_targets_of_a_campaign_are_read_in_one_query(running, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(targets_known(running)) == 7


def test_history_takes_a_fixed_number_of_queries(running, cast, django_assert_num_queries):
    for must in range(1, 6):
        set_one(cast, must=must)
    who = cast["commander"]

    with django_assert_num_queries(5):
        plan_history(who, running)
