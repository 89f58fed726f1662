"""A campaign is drafted, started and closed, each once and by those who may."""

from datetime import date, timedelta

import pytest

from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.models import Campaign, CampaignState
from bairi.plan.campaigns.problems import (
    BadCode,
    CampaignIsClosed,
    CampaignIsRunning,
    CampaignNotReady,
    CampaignNotStarted,
    CodeTaken,
    DatesOutOfOrder,
    NameNotTyped,
    NotAReplay,
    ReasonNeeded,
)
from bairi.plan.campaigns.queries import campaign_for, campaigns, missing_before_start
from tests.cast import NOON

pytestmark = pytest.mark.django_db


def create(cast, who="data_officer", **values):
    given = {
        "code": "battle", "name": "百日会战", "place_code": "533401",
        "start_on": date(2016, 2, 14), "deadline_on": date(2016, 5, 23),
    } | values  # fmt: skip
    return actions.create_campaign(**given, by=cast[who], at=NOON)


def test_a_new_campaign_is_a_draft_and_says_so_in_the_log(cast):
    campaign = create(cast)

    assert (campaign.state, campaign.clock.known) == (CampaignState.DRAFT, 0)
    assert list(EventRow.objects.values_list("kind", "subject", "place")) == [
        ("campaigns.campaign_created", "battle", "533401")
    ]


@pytest.mark.parametrize(
    ("who", "problem"), [("stranger", NotVisible), ("township_clerk", NotVisible), ("viewer", NotAllowed)]
)
def test_who_may_not_create_a_campaign_for_the_county(cast, who, problem):
    with pytest.raises(problem):
        create(cast, who)

    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"code": "百日"}, BadCode),
        ({"code": "x" * 33}, BadCode),
        ({"deadline_on": date(2016, 2, 14)}, DatesOutOfOrder),
    ],
)
def test_what_cannot_be_created(cast, values, problem):
    with pytest.raises(problem):
        create(cast, **values)


def test_a_code_names_one_campaign(cast):
    create(cast)

    with pytest.raises(CodeTaken):
        create(cast)


def test_a_draft_says_what_it_still_lacks(cast):
    campaign = create(cast)

    assert missing_before_start(campaign) == ["at least one line", "at least one task", "at least one target"]
    with pytest.raises(CampaignNotReady, match="at least one line; at least one task"):
        actions.start_campaign(campaign="battle", by=cast["commander"], at=NOON)


def test_starting_keeps_the_moment(planned, cast):
    campaign = actions.start_campaign(campaign="battle", by=cast["commander"], at=NOON)

    assert campaign.state == CampaignState.RUNNING
    assert campaign.started_known == campaign.clock.known
    with pytest.raises(CampaignIsRunning):
        actions.start_campaign(campaign="battle", by=cast["commander"], at=NOON)


@pytest.mark.parametrize(
    ("who", "problem"), [("stranger", NotVisible), ("township_clerk", NotAllowed), ("village_team", NotAllowed)]
)
def test_who_may_not_start_or_close(planned, cast, who, problem):
    with pytest.raises(problem):
        actions.start_campaign(campaign="battle", by=cast[who], at=NOON)
    actions.start_campaign(campaign="battle", by=cast["commander"], at=NOON)
    with pytest.raises(problem):
        actions.close_campaign(campaign="battle", typed_name="百日会战", reason="Over", by=cast[who], at=NOON)


def test_closing_needs_the_name_typed_and_a_reason(running, cast):
    who = {"by": cast["commander"], "at": NOON}
    with pytest.raises(NameNotTyped):
        actions.close_campaign(campaign="battle", typed_name="百日", reason="Over", **who)
    with pytest.raises(ReasonNeeded):
        actions.close_campaign(campaign="battle", typed_name="百日会战", reason=" ", **who)

    closed = actions.close_campaign(campaign="battle", typed_name="百日会战", reason="Over", **who)

    assert closed.state == CampaignState.CLOSED
    assert EventRow.objects.filter(kind="campaigns.campaign_closed").count() == 1
    with pytest.raises(CampaignIsClosed):
        actions.close_campaign(campaign="battle", typed_name="百日会战", reason="Over", **who)


def test_a_draft_cannot_be_closed(planned, cast):
    with pytest.raises(CampaignNotStarted):
        actions.close_campaign(campaign="battle", typed_name="百日会战", reason="Over", by=cast["commander"], at=NOON)


def test_a_campaign_is_renamed_by_those_who_plan(running, cast):
    actions.change_campaign(campaign="battle", name="第一次百日会战", name_en="First", by=cast["commander"], at=NOON)

    assert campaign_for(cast["commander"], "battle").name == "第一次百日会战"


def test_only_a_replay_has_a_clock_of_its_own(cast):
    create(cast)
    create(cast, code="replay", replay_at=NOON)

    with pytest.raises(NotAReplay):
        actions.set_replay(campaign="battle", replay_at=NOON, by=cast["data_officer"], at=NOON)
    later = NOON + timedelta(days=1)
    campaign = actions.set_replay(campaign="replay", replay_at=later, by=cast["data_officer"], at=NOON)
    assert campaign.replay_at == later


def test_all_below_its_place_see_a_campaign_and_no_one_else(running, cast, django_assert_num_queries):
    assert campaign_for(cast["village_team"], "battle") == running
    with pytest.raises(NotVisible):
        campaign_for(cast["stranger"], "battle")
    who = cast["township_clerk"]
    with django_assert_num_queries(1):
        (line,) = campaigns(who)
    assert (line.days, line.tasks, line.targets) == (100, 2, 7)


def test_nothing_is_kept_when_the_event_cannot_be_written(cast, monkeypatch):
    def fail(*_args, **_more):
        raise RuntimeError("disk full")

    monkeypatch.setattr("bairi.plan.campaigns.actions.campaign.append", fail)
    with pytest.raises(RuntimeError):
        create(cast)

    assert not Campaign.objects.exists()
