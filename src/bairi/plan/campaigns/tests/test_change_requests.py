"""A unit asks, the level above decides, and both stay in the plan's history."""

from datetime import date, timedelta

import pytest

from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.models import Target
from bairi.plan.campaigns.problems import (
    OwnRequest,
    ReasonNeeded,
    RequestChangesNothing,
    RequestDecided,
    RequestOpen,
    TargetRemoved,
    TargetsRefused,
)
from bairi.plan.campaigns.queries import open_requests, plan_history, targets_known
from bairi.plan.campaigns.rules.settings import TargetSetting
from tests.cast import NOON

pytestmark = pytest.mark.django_db
DEADLINE = date(2016, 5, 23)


def target_of(cast, place, task="roads"):
    return Target.objects.get(place=cast.places[place], task__code=task, measure__counts=True)


def ask(cast, who="village_team", place="village", *, must=25, reserve=0, due_on=DEADLINE, reason="Landslide"):
    return actions.ask_for_change(
        campaign="battle", target=target_of(cast, place).pk, must=must, reserve=reserve, due_on=due_on, reason=reason,
        by=cast[who], at=NOON,
    )  # fmt: skip


def decide(cast, request, who="township_clerk", *, granted=True, note=""):
    return actions.decide_change(
        campaign="battle", request=request.pk, granted=granted, note=note, by=cast[who], at=NOON + timedelta(hours=1)
    )


def must_of(campaign, cast, place):
    rows = targets_known(campaign, task_codes=["roads"])
    return next(row.must for row in rows if row.place_code == cast.places[place].code)


def test_nothing_changes_before_it_is_decided(running, cast):
    ask(cast)

    assert must_of(running, cast, "village") == 40
    assert EventRow.objects.filter(kind="campaigns.change_asked").count() == 1


def test_granted_the_bar_moves_by_a_version_made_by_one_and_approved_by_another(running, cast):
    decided = decide(cast, ask(cast))

    assert must_of(running, cast, "village") == 25
    newest = plan_history(cast["commander"], running)[0]
    assert (newest.by, newest.approved_by, newest.reason) == ("Village Team", "Township Clerk", "Landslide")
    assert decided.plan_version.number == newest.number
    assert EventRow.objects.filter(kind="campaigns.change_granted").count() == 1


def test_refused_the_bar_stays_and_the_refusal_says_why(running, cast):
    request = ask(cast)
    with pytest.raises(ReasonNeeded):
        decide(cast, request, granted=False)

    decided = decide(cast, request, granted=False, note="Spare machines come in April")

    assert (decided.granted, decided.plan_version) == (False, None)
    assert must_of(running, cast, "village") == 40


@pytest.mark.parametrize(
    ("who", "problem"),
    [
        ("village_team", NotAllowed),
        ("neighbour_clerk", NotVisible),
        ("stranger", NotVisible),
        ("inspector", NotAllowed),
    ],
)
def test_who_does_not_decide_for_a_village(running, cast, who, problem):
    with pytest.raises(problem):
        decide(cast, ask(cast), who)


def test_a_township_does_not_decide_on_its_own_target(running, cast):
    request = ask(cast, "township_clerk", "home", must=50)

    with pytest.raises(NotAllowed):
        decide(cast, request, "township_clerk")
    assert decide(cast, request, "commander").granted


def test_nobody_decides_their_own_request(running, cast):
    request = ask(cast, "commander", "home", must=50)

    with pytest.raises(OwnRequest):
        decide(cast, request, "commander")
    assert not next(row for row in open_requests(cast["commander"], running)).may_decide
    assert next(row for row in open_requests(cast["data_officer"], running)).may_decide


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"must": 40}, RequestChangesNothing),
        ({"reason": " "}, ReasonNeeded),
        ({"must": -1}, TargetsRefused),
        ({"who": "viewer"}, NotAllowed),
        ({"who": "neighbour_team"}, NotVisible),
    ],
)
def test_what_cannot_be_asked_for(running, cast, values, problem):
    with pytest.raises(problem):
        ask(cast, **values)


def test_one_request_at_a_time_for_a_target(running, cast):
    ask(cast)

    with pytest.raises(RequestOpen):
        ask(cast, "township_clerk", must=30)


def test_a_request_is_decided_once(running, cast):
    request = ask(cast)
    decide(cast, request)

    with pytest.raises(RequestDecided):
        decide(cast, request, "commander", granted=False, note="No")


def test_no_change_is_asked_for_what_left_the_plan(running, cast):
    gone = TargetSetting(cast.places["village"].code, "roads", removed=True)
    actions.set_targets(campaign="battle", rows=[gone], reason="Merged", by=cast["commander"], at=NOON)

    with pytest.raises(TargetRemoved):
        ask(cast)


def test_the_queue_takes_a_fixed_number_of_queries(running, cast, django_assert_num_queries):
    ask(cast)
    ask(cast, "township_clerk", "next_village", must=10)
    actor = cast["township_clerk"]

    with django_assert_num_queries(2):
        rows = open_requests(actor, running)

    assert [(row.place, row.may_decide) for row in rows] == [("和平村", True), ("团结村", False)]
