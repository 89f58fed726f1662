"""The township confirms, sends back and revokes; the village withdraws; each with its event and its standing."""

from datetime import timedelta
from uuid import uuid4

import pytest

from bairi.delivery.reports import actions, queries
from bairi.delivery.reports.models import Conflict, Report, Standing
from bairi.delivery.reports.problems import (
    AlreadyConfirmed,
    AlreadySentBack,
    AlreadyWithdrawn,
    CampaignIsClosed,
    ConflictIsResolved,
    NotConfirmed,
    NothingToDo,
    OwnReport,
    ReasonMissing,
    TownshipNeeded,
    UnknownReport,
)
from bairi.delivery.reports.rules import OPEN, Level
from bairi.ground.access import NotAllowed
from bairi.ground.access.known import to_known
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON


@pytest.fixture
def sent(cast, battle):
    return actions.receive_report(battle.report(3.0), by=cast["village_team"], at=NOON)


def now(level: Level) -> list[float]:
    return list(Standing.objects.filter(level=level, known_to=OPEN).values_list("value", flat=True))


def kinds() -> list[str]:
    return list(EventRow.objects.filter(kind__startswith="reports.").order_by("id").values_list("kind", flat=True))


def state_of(receipt) -> str:
    return Report.objects.get(uuid=receipt.uuid).state


def test_a_clerk_confirms(cast, sent):
    outcome = actions.confirm_reports(uuids=[sent.uuid], by=cast["township_clerk"], at=NOON)
    assert outcome.done == (sent.uuid,)
    assert (now(Level.CONFIRMED), state_of(sent)) == ([3.0], "confirmed")
    assert kinds() == ["reports.report_received", "reports.report_confirmed"]


def test_many_are_confirmed_under_one_group_and_the_refused_are_named(cast, battle, sent):
    other = actions.receive_report(battle.report(4, task="houses"), by=cast["village_team"], at=NOON)
    own = actions.receive_report(battle.report(5.0), by=cast["township_clerk"], at=NOON)
    outcome = actions.confirm_reports(uuids=[sent.uuid, own.uuid, other.uuid], by=cast["township_clerk"], at=NOON)
    assert outcome.done == (sent.uuid, other.uuid)
    assert [(uuid, type(problem)) for uuid, problem in outcome.refused] == [(own.uuid, OwnReport)]
    groups = EventRow.objects.filter(kind="reports.report_confirmed").values_list("group", flat=True)
    assert list(groups) == [outcome.group] * 2


@pytest.mark.parametrize(
    ("who", "problem"),
    [
        ("neighbour_clerk", UnknownReport),
        ("village_team", NotAllowed),
        ("viewer", NotAllowed),
        ("stranger", UnknownReport),
    ],
)
def test_who_may_not_confirm(cast, sent, who, problem):
    with pytest.raises(problem):
        actions.confirm_reports(uuids=[sent.uuid], by=cast[who], at=NOON)
    assert now(Level.CONFIRMED) == []


def test_no_choice_is_refused(cast, battle):
    with pytest.raises(NothingToDo):
        actions.confirm_reports(uuids=[], by=cast["township_clerk"], at=NOON)


def test_a_confirmation_is_taken_back_with_a_reason(cast, sent):
    clerk = cast["township_clerk"]
    with pytest.raises(NotConfirmed):
        actions.revoke_confirmation(uuid=sent.uuid, reason="看错了", by=clerk, at=NOON)
    actions.confirm_reports(uuids=[sent.uuid], by=clerk, at=NOON)
    with pytest.raises(AlreadyConfirmed):
        actions.confirm_reports(uuids=[sent.uuid], by=clerk, at=NOON)
    with pytest.raises(ReasonMissing):
        actions.revoke_confirmation(uuid=sent.uuid, reason="  ", by=clerk, at=NOON)
    actions.revoke_confirmation(uuid=sent.uuid, reason="看错了", by=clerk, at=NOON)
    assert (now(Level.CONFIRMED), state_of(sent)) == ([], "waiting")


def test_a_report_is_sent_back_and_the_village_sees_why(cast, battle, sent):
    clerk = cast["township_clerk"]
    actions.send_back_report(uuid=sent.uuid, reason="照片看不清", by=clerk, at=NOON)
    (row,) = queries.sent_reports(cast["village_team"], battle.campaign)
    assert (row.state, row.reason, row.ruled_by) == ("sent_back", "照片看不清", "Township Clerk")
    assert now(Level.REPORTED) == [3.0]
    with pytest.raises(AlreadySentBack):
        actions.send_back_report(uuid=sent.uuid, reason="照片看不清", by=clerk, at=NOON)
    assert queries.sent_reports(cast["village_team"], battle.campaign, state="waiting") == []


def test_a_village_withdraws_its_own_until_the_township_has_confirmed(cast, battle, sent):
    team = cast["village_team"]
    actions.confirm_reports(uuids=[sent.uuid], by=cast["township_clerk"], at=NOON)
    with pytest.raises(TownshipNeeded):
        actions.withdraw_report(uuid=sent.uuid, reason="重复", by=team, at=NOON)
    actions.withdraw_report(uuid=sent.uuid, reason="重复", by=cast["township_clerk"], at=NOON)
    assert (now(Level.REPORTED), now(Level.CONFIRMED)) == ([], [])
    with pytest.raises(AlreadyWithdrawn):
        actions.withdraw_report(uuid=sent.uuid, reason="重复", by=team, at=NOON)


def test_withdrawing_a_correction_revives_the_original(cast, battle, sent):
    team = cast["village_team"]
    mend = actions.correct_report(uuid=sent.uuid, new=battle.report(2.0), by=team, at=NOON)
    assert now(Level.REPORTED) == [2.0]
    actions.withdraw_report(uuid=mend.uuid, reason="改错了", by=team, at=NOON)
    assert now(Level.REPORTED) == [3.0]


def test_a_closed_campaign_is_ruled_on_no_more(cast, battle, sent):
    battle.campaign.state, battle.campaign.closed_known = "closed", to_known(NOON)
    battle.campaign.save()
    with pytest.raises(CampaignIsClosed):
        actions.confirm_reports(uuids=[sent.uuid], by=cast["township_clerk"], at=NOON)


def test_a_conflict_is_resolved_by_a_report_that_supersedes_both(cast, battle, sent):
    team, clerk = cast["village_team"], cast["township_clerk"]
    between = actions.receive_report(battle.report(4.0, base=sent.uuid), by=clerk, at=NOON)
    actions.receive_report(battle.report(5.0, base=sent.uuid), by=team, at=NOON)
    (conflict,) = queries.open_conflicts(team, battle.campaign)
    assert (conflict.first.uuid, conflict.difference) == (between.uuid, 1.0)
    assert queries.open_conflicts(cast["neighbour_clerk"], battle.campaign) == []

    receipt = actions.resolve_conflict(conflict=conflict.id, new=battle.report(6.0), by=clerk, at=NOON)
    assert receipt.conflict_with is None
    assert now(Level.REPORTED) == [6.0]
    assert queries.open_conflicts(team, battle.campaign) == []
    assert Conflict.objects.get().resolution.uuid == receipt.uuid
    assert kinds()[-1] == "reports.conflict_resolved"
    with pytest.raises(ConflictIsResolved):
        actions.resolve_conflict(conflict=conflict.id, new=battle.report(6.0), by=clerk, at=NOON)


def test_one_sheet_enters_a_village_and_names_what_it_refused(cast, battle):
    lines = [
        battle.report(3.0),
        battle.report(-1.0, task="houses"),
        battle.report(7, task="houses", measure="started"),
        battle.item_report("started"),
    ]
    outcome = actions.enter_sheet(lines, by=cast["township_clerk"], at=NOON)
    assert [receipt is not None for receipt in outcome.receipts] == [True, False, True, True]
    assert [index for index, _ in outcome.refused] == [1]
    assert Report.objects.count() == 3
    assert len(set(EventRow.objects.filter(kind="reports.report_received").values_list("group", flat=True))) == 1
    with pytest.raises(NothingToDo):
        actions.enter_sheet([], by=cast["township_clerk"], at=NOON)


def test_another_clerk_confirms_what_a_clerk_entered(cast, battle):
    proxy = actions.receive_report(battle.report(entered_for="和书记"), by=cast["township_clerk"], at=NOON)
    (village,) = queries.confirmation_queue(cast["township_clerk"], battle.campaign)
    assert village.rows[0].is_own
    with pytest.raises(OwnReport):
        actions.confirm_reports(uuids=[proxy.uuid], by=cast["township_clerk"], at=NOON)
    actions.confirm_reports(uuids=[proxy.uuid], by=cast["data_officer"], at=NOON)
    assert state_of(proxy) == "confirmed"


def test_known_moments_of_a_bulk_ruling_differ(cast, battle):
    uuids = [actions.receive_report(battle.report(n), by=cast["village_team"], at=NOON).uuid for n in (1.0, 2.0, 3.0)]
    actions.confirm_reports(uuids=uuids, by=cast["township_clerk"], at=NOON + timedelta(hours=1))
    known = EventRow.objects.filter(kind="reports.report_confirmed").values_list("known", flat=True)
    assert len(set(known)) == 3


def test_a_report_that_is_not_there_is_said_to_be_unknown(cast, battle):
    with pytest.raises(UnknownReport):
        actions.withdraw_report(uuid=uuid4(), reason="-", by=cast["village_team"], at=NOON)
