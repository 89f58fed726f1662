"""The next battle takes over places, people, templates and targets, its days moved."""

from datetime import date, timedelta

import pytest

from bairi.ground.access import NotAllowed, NotVisible, Role
from bairi.ground.accounts.models import RoleGrant
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.models import CampaignState, PlanVersion, Responsibility
from bairi.plan.campaigns.problems import CodeTaken
from bairi.plan.campaigns.queries import goals, milestones, phases, structure, targets_known
from bairi.plan.campaigns.rules.settings import GoalSetting, MilestoneSetting, PhaseSetting, ResponsibilitySetting
from tests.cast import NOON

pytestmark = pytest.mark.django_db
START, DEADLINE = date(2016, 2, 14), date(2016, 5, 23)
NEXT = date(2016, 8, 1)


@pytest.fixture
def furnished(running, cast):
    who = {"campaign": "battle", "by": cast["commander"], "at": NOON}
    actions.set_calendar(
        start_on=START, deadline_on=DEADLINE, days_off=[date(2016, 4, 4)], weekly_off=[7], reason="Calendar",
        phases=[PhaseSetting("动员", START, date(2016, 2, 28))], **who,
    )  # fmt: skip
    stone = MilestoneSetting("路基", date(2016, 3, 31), 0.3, source="report")
    actions.set_milestones(task="roads", milestones=[stone], reason="Set back", **who)
    actions.set_goals(goals=[GoalSetting("达半", "share", DEADLINE, ("roads",), share=0.5)], reason="Goal", **who)
    actions.set_responsibilities(rows=[ResponsibilitySetting("533401102", "responsible_person", person="镇长")], **who)
    return running


def clone(cast, who="data_officer", **values):
    given = {"campaign": "battle", "code": "second", "name": "第二次百日会战", "start_on": NEXT} | values
    return actions.clone_campaign(**given, by=cast[who], at=NOON + timedelta(hours=1))


def test_a_clone_is_a_draft_with_all_its_days_moved(furnished, cast):
    new = clone(cast)

    assert (new.state, new.start_on, new.deadline_on) == (CampaignState.DRAFT, NEXT, date(2016, 11, 8))
    assert (new.days_off, new.weekly_off, new.cloned_from) == (["2016-09-20"], [7], furnished)
    assert [(phase.start_on, phase.end_on) for phase in phases(new)] == [(NEXT, date(2016, 8, 15))]
    assert [(stone.due_on, stone.source) for stone in milestones(new)] == [(date(2016, 9, 16), "")]
    assert [(goal.due_on, goal.tasks.get().campaign_id) for goal in goals(new)] == [(new.deadline_on, new.pk)]
    assert [[b.task.code for b in line.tasks] for line in structure(cast["commander"], new)] == [["roads"], ["houses"]]
    assert Responsibility.objects.get(campaign=new).person == "镇长"


def test_its_targets_are_the_first_version_of_its_plan(furnished, cast):
    new = clone(cast)

    old_rows, new_rows = targets_known(furnished), targets_known(new)
    assert [(r.place_code, r.must, r.is_control) for r in new_rows] == [
        (r.place_code, r.must, r.is_control) for r in old_rows
    ]
    assert {row.due_on for row in new_rows} == {new.deadline_on}
    assert new_rows[0].trajectory["points"] == [["2016-09-16", 0.3]]
    version = PlanVersion.objects.get(campaign=new)
    assert (version.number, version.source) == (1, "clone")
    assert EventRow.objects.filter(kind="campaigns.campaign_created", subject="second").count() == 1


def test_a_shorter_clone_keeps_its_days_within_its_own(furnished, cast):
    new = clone(cast, deadline_on=NEXT + timedelta(days=30))

    assert all(new.start_on <= row.start_on < row.due_on <= new.deadline_on for row in targets_known(new))


def test_targets_can_be_left_behind(furnished, cast):
    new = clone(cast, with_targets=False)

    assert not targets_known(new)
    assert not PlanVersion.objects.filter(campaign=new).exists()


def test_roles_of_the_earlier_campaign_alone_are_given_again(furnished, cast):
    RoleGrant.objects.create(
        user=cast.users["viewer"], role=Role.INSPECTOR, place=cast.places["county"], campaign_code="battle",
        granted_at=NOON,
    )  # fmt: skip

    clone(cast)
    clone(cast, "commander", code="third")

    assert RoleGrant.objects.get(campaign_code="second").user == cast.users["viewer"]
    assert not RoleGrant.objects.filter(campaign_code="third").exists()


@pytest.mark.parametrize(
    ("values", "problem"),
    [({"code": "battle"}, CodeTaken), ({"who": "township_clerk"}, NotAllowed), ({"who": "stranger"}, NotVisible)],
)
def test_what_cannot_be_cloned(running, cast, values, problem):
    with pytest.raises(problem):
        clone(cast, **values)
