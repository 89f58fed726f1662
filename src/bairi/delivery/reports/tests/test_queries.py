"""What people are shown of reports, each only what lies within their places."""

from datetime import datetime, timedelta

import pytest

from bairi.delivery.reports import actions, queries
from bairi.delivery.reports.problems import UnknownReport
from bairi.delivery.reports.rules.readings import NOTHING_SEEN
from bairi.delivery.reports.tests.conftest import TODAY
from bairi.ground.access.known import to_known
from tests.cast import NOON


def roads(rows):
    return {row.target.place_name: (row.reported, row.confirmed, row.verified) for row in rows}


def test_standing_is_asked_by_day_and_by_knowledge(cast, battle):
    team = cast["village_team"]
    first = actions.receive_report(battle.report(3.0, effective_on=TODAY - timedelta(days=2)), by=team, at=NOON)
    later = NOON + timedelta(hours=5)
    actions.receive_report(battle.report(4.0, supersedes=(first.uuid,)), by=team, at=later)
    actions.confirm_reports(uuids=[first.uuid], by=cast["township_clerk"], at=later)

    commander, campaign = cast["commander"], battle.campaign
    now = roads(queries.standing_at(commander, campaign, on=TODAY, task="roads"))
    assert now == {"和平村": (4.0, 3.0, None), "团结村": (None,) * 3, "红旗村": (None,) * 3}
    then = queries.standing_at(commander, campaign, on=TODAY, known=to_known(NOON) + 1_000_000, task="roads")
    assert roads(then)["和平村"] == (3.0, None, None)
    before = queries.standing_at(commander, campaign, on=TODAY - timedelta(days=1), task="roads")
    assert roads(before)["和平村"] == (None, 3.0, None)
    assert roads(queries.standing_at(cast["neighbour_clerk"], campaign, on=TODAY, task="roads")) == {
        "红旗村": (None,) * 3
    }


def test_a_history_shows_what_superseded_what(cast, battle):
    team = cast["village_team"]
    first = actions.receive_report(battle.report(3.0), by=team, at=NOON)
    second = actions.receive_report(battle.report(4.0, supersedes=(first.uuid,)), by=team, at=NOON)
    history = queries.target_history(team, battle.campaign, place=battle.places["village"].code, task="roads")
    newest, oldest = history.claims
    assert (newest.uuid, newest.supersedes, newest.is_living) == (second.uuid, (first.uuid,), True)
    assert (oldest.superseded_by, oldest.is_living) == (second.uuid, False)

    detail = queries.report_detail(cast["commander"], first.uuid)
    assert [row.uuid for row in detail.corrected_by] == [second.uuid]
    with pytest.raises(UnknownReport):
        queries.report_detail(cast["neighbour_clerk"], first.uuid)
    with pytest.raises(UnknownReport):
        queries.receipt_of(cast["stranger"], first.uuid)
    assert queries.receipt_of(team, second.uuid).value == 4.0


def test_a_history_of_an_itemised_task_lists_its_items(cast, battle):
    actions.receive_report(battle.item_report("started"), by=cast["village_team"], at=NOON)
    place = battle.places["village"].code
    history = queries.target_history(cast["viewer"], battle.campaign, place=place, task="tanks", measure="begun")
    assert [(row.item_name, row.stage) for row in history.claims] == [("水窖1", "started")]


def test_the_queue_holds_what_the_clerk_may_confirm_village_by_village(cast, battle, django_assert_max_num_queries):
    first = actions.receive_report(battle.report(3.0), by=cast["village_team"], at=NOON)
    actions.confirm_reports(uuids=[first.uuid], by=cast["township_clerk"], at=NOON)
    wrong = actions.receive_report(battle.report(9.0), by=cast["village_team"], at=NOON)
    actions.receive_report(battle.report(4.0, supersedes=(wrong.uuid,)), by=cast["village_team"], at=NOON)
    actions.receive_report(battle.report(1.0, place="neighbour_village"), by=cast["neighbour_team"], at=NOON)

    with django_assert_max_num_queries(9):
        (village,) = queries.confirmation_queue(cast["township_clerk"], battle.campaign)
    assert village.place_name == "和平村"
    assert [(row.report.value, row.confirmed) for row in village.rows] == [(4.0, 3.0)]
    assert queries.confirmation_queue(cast["village_team"], battle.campaign) == []
    assert len(queries.confirmation_queue(cast["data_officer"], battle.campaign)) == 2


def test_who_has_not_reported_is_listed_from_the_cut_off_on(cast, battle):
    campaign, clerk = battle.campaign, cast["township_clerk"]
    sunday = datetime(2016, 4, 3, 19, 0, tzinfo=NOON.tzinfo) - timedelta(
        hours=8
    )  # 19:00 in China, an hour after cut-off
    friday = datetime(2016, 4, 1, 4, 0, tzinfo=NOON.tzinfo)
    for task in ("roads", "houses"):
        actions.receive_report(battle.report(3, task=task), by=cast["village_team"], at=NOON)
    actions.receive_report(battle.item_report("started"), by=cast["village_team"], at=NOON)

    missing = queries.missing_reports(clerk, campaign, at=sunday)
    assert [(row.place_name, len(row.tasks)) for row in missing.rows] == [("团结村", 3)]
    assert (missing.asked, missing.reported) == (2, 1)
    assert missing.rows[0].is_silent
    assert missing.rows[0].township == "小中甸镇"
    assert missing.rows[0].due_on == sunday.date()
    before = queries.missing_reports(clerk, campaign, at=friday)
    assert [row.place_name for row in before.rows] == ["团结村"]
    assert before.rows[0].due_on == sunday.date() - timedelta(days=7)
    later = queries.missing_reports(clerk, campaign, at=sunday + timedelta(days=7))
    assert [(row.place_name, row.days_silent) for row in later.rows] == [("团结村", None), ("和平村", 10)]


def test_a_task_that_is_done_is_owed_no_more(cast, battle):
    actions.receive_report(battle.report(12.5), by=cast["village_team"], at=NOON)
    actions.receive_report(battle.report(22, task="houses"), by=cast["village_team"], at=NOON)
    later = queries.missing_reports(cast["village_team"], battle.campaign, at=NOON + timedelta(days=14))
    assert [[task.code for task in row.tasks] for row in later.rows] == [["tanks"]]


def test_the_form_knows_what_was_last_reported(cast, battle, django_assert_max_num_queries):
    team = cast["village_team"]
    assert [place.name for place in queries.reporting_places(team, battle.campaign)] == ["和平村"]
    receipt = actions.receive_report(battle.report(3.0), by=team, at=NOON)
    item = actions.receive_report(battle.item_report("started"), by=team, at=NOON)
    with django_assert_max_num_queries(9):
        entries = queries.entry_form(team, battle.campaign, place=battle.places["village"])
    by_code = {(entry.target.task_code, entry.target.measure_code): entry for entry in entries}
    road = by_code["roads", "built"]
    assert (road.last_value, road.last_on, road.base) == (3.0, TODAY, receipt.uuid)
    assert by_code["houses", "started"].base == NOTHING_SEEN
    tanks = by_code["tanks", "built"]
    assert tanks.stages == (("started", "begun"), ("completed", "built"))
    tank = tanks.items[0]
    assert (tank.name, tank.stage, tank.base) == ("水窖1", "started", item.uuid)
    assert ("tanks", "begun") not in by_code
    assert [
        e.target.task_code
        for e in queries.entry_form(cast["department"], battle.campaign, place=battle.places["village"])
    ] == ["roads"]
