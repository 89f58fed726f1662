"""A report is taken in once, judged by the plan, kept with its standing and its event, and answered by a receipt."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from bairi.delivery.reports.actions import NOTHING_SEEN, Attachment, receive_report
from bairi.delivery.reports.models import Conflict, Report, Standing
from bairi.delivery.reports.problems import (
    AfterToday,
    CampaignIsClosed,
    ItemNeeded,
    NegativeValue,
    NotANumber,
    NoTarget,
    NotItemised,
    NotWhole,
    SupersedesOther,
    UnknownCampaign,
    UnknownFile,
    UnknownItem,
    UnknownMeasure,
    UnknownPlace,
    UnknownReport,
    UnknownStage,
    UnknownTask,
    UuidTaken,
    ValueMissing,
    WrongUnit,
)
from bairi.delivery.reports.queries.receipts import find_receipt
from bairi.delivery.reports.tests.conftest import TODAY
from bairi.ground.access import NotAllowed
from bairi.ground.access.known import OPEN, OPEN_DAY, to_known
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON

YESTERDAY = TODAY - timedelta(days=1)


def standing(target, level=1, item_id=0):
    rows = Standing.objects.filter(target=target, level=level, item_id=item_id, known_to=OPEN)
    return [(date.fromordinal(row.effective_from), row.value) for row in rows.order_by("effective_from")]


def test_a_report_is_kept_with_its_standing_and_its_event(cast, battle):
    new = battle.report(3.1416, note="到岔路口")
    receipt = receive_report(new, by=cast["village_team"], at=NOON)

    report = Report.objects.get()
    assert (report.value, report.entered_by_id, report.state) == (3.142, cast["village_team"].user_id, "waiting")
    row = Standing.objects.get()
    assert (row.effective_to, row.known_from, row.known_to) == (OPEN_DAY, report.known, OPEN)
    assert (row.target_id, row.level, row.value, row.claim_id) == (battle.target().pk, 1, 3.142, report.pk)
    event = EventRow.objects.get(kind="reports.report_received")
    assert event.event().value == 3.142
    assert (event.place, event.known) == (new.place, report.known)
    assert receipt.event == bytes(event.digest).hex()
    assert receipt == find_receipt(new.uuid)


def test_the_same_report_sent_again_gets_the_same_receipt(cast, battle):
    new = battle.report()
    first = receive_report(new, by=cast["village_team"], at=NOON)
    again = receive_report(new, by=cast["village_team"], at=NOON + timedelta(hours=1))

    assert again == replace(first, is_new=False)
    assert (Report.objects.count(), Standing.objects.count()) == (1, 1)


def test_the_same_number_with_other_content_is_refused(cast, battle):
    new = battle.report()
    receive_report(new, by=cast["village_team"], at=NOON)
    with pytest.raises(UuidTaken):
        receive_report(replace(new, value=4.0), by=cast["village_team"], at=NOON)


def test_known_time_grows_whatever_the_clock_says(cast, battle):
    known = [receive_report(battle.report(), by=cast["village_team"], at=NOON).known for _ in range(3)]
    back = receive_report(battle.report(), by=cast["village_team"], at=NOON - timedelta(hours=2)).known
    assert known == sorted(set(known))
    assert back == known[-1] + 1
    assert known[0] >= to_known(NOON)


REFUSED = {
    "negative": ({"value": -1.0}, NegativeValue),
    "no number": ({"value": float("nan")}, NotANumber),
    "nothing": ({"value": None}, ValueMissing),
    "wrong unit": ({"unit": "亩"}, WrongUnit),
    "half a home": ({"task": "houses", "value": 1.5}, NotWhole),
    "after today": ({"effective_on": TODAY + timedelta(days=1)}, AfterToday),
    "unknown place": ({"place": "999999"}, UnknownPlace),
    "a neighbour's place": ({"place": "533401103201"}, UnknownPlace),
    "unknown campaign": ({"campaign": "peace"}, UnknownCampaign),
    "unknown task": ({"task": "moon"}, UnknownTask),
    "unknown measure": ({"measure": "moon"}, UnknownMeasure),
    "no target": ({"place": "53340110220201"}, NoTarget),
    "an item of a tally": ({"item": uuid4(), "stage": "started"}, NotItemised),
    "items as a total": ({"task": "tanks"}, ItemNeeded),
    "unknown item": ({"task": "tanks", "item": uuid4(), "stage": "started"}, UnknownItem),
    "unknown correction": ({"supersedes": (uuid4(),)}, UnknownReport),
    "unknown file": ({"evidence": (Attachment("0" * 64),)}, UnknownFile),
}


@pytest.mark.parametrize(("changes", "problem"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_surely_wrong_is_refused_and_nothing_is_kept(cast, battle, changes, problem):
    with pytest.raises(problem) as refusal:
        receive_report(battle.report(**changes), by=cast["village_team"], at=NOON)
    assert "%(" not in str(refusal.value)
    assert not Report.objects.exists()
    assert not EventRow.objects.filter(kind__startswith="reports.").exists()


def test_a_closed_campaign_takes_nothing_in(cast, battle):
    battle.campaign.state, battle.campaign.closed_known = "closed", to_known(NOON)
    battle.campaign.save()
    with pytest.raises(CampaignIsClosed):
        receive_report(battle.report(), by=cast["village_team"], at=NOON)


def test_a_viewer_may_not_report(cast, battle):
    with pytest.raises(NotAllowed):
        receive_report(battle.report(), by=cast["viewer"], at=NOON)


def test_a_department_reports_its_own_task_only(cast, battle):
    receive_report(battle.report(), by=cast["department"], at=NOON)
    with pytest.raises(UnknownPlace):
        receive_report(battle.report(3, task="houses"), by=cast["department"], at=NOON)


def test_how_many_more_adds_to_the_total_that_was_seen(cast, battle):
    first = receive_report(battle.report(3.0, base=NOTHING_SEEN), by=cast["village_team"], at=NOON)
    more = receive_report(battle.report(2.0, entered_as="more", base=first.uuid), by=cast["village_team"], at=NOON)
    assert more.value == 5.0
    assert more.conflict_with is None


def test_a_report_that_came_between_stands_as_a_conflict(cast, battle):
    seen = receive_report(battle.report(3.0), by=cast["village_team"], at=NOON)
    between = receive_report(battle.report(4.0, base=seen.uuid), by=cast["township_clerk"], at=NOON)
    unseen = receive_report(battle.report(2.0, entered_as="more", base=seen.uuid), by=cast["village_team"], at=NOON)
    assert unseen.value == 5.0
    assert unseen.conflict_with == between.uuid
    assert "conflict" in unseen.marks
    conflict = Conflict.objects.get()
    assert (conflict.first.uuid, conflict.second.uuid) == (between.uuid, unseen.uuid)


def test_the_unlikely_goes_in_with_a_mark(cast, battle):
    team = cast["village_team"]
    receive_report(battle.report(3.0, effective_on=YESTERDAY), by=team, at=NOON)
    assert receive_report(battle.report(13.0), by=team, at=NOON).marks == ("above_target", "jump")
    assert receive_report(battle.report(2.0), by=team, at=NOON).marks == ("falling",)
    assert receive_report(battle.report(2.0, effective_on=YESTERDAY), by=team, at=NOON).marks == ("falling", "late")
    assert receive_report(battle.report(2.0, skew_ms=3_600_000), by=team, at=NOON).marks == ("clock",)


def test_a_phone_ahead_of_time_is_held_with_a_mark(cast, battle):
    phone = replace(cast["village_team"], via="device")
    receipt = receive_report(battle.report(effective_on=TODAY + timedelta(days=1)), by=phone, at=NOON)
    assert receipt.marks == ("clock",)


def test_a_clerk_enters_for_a_village(cast, battle):
    receipt = receive_report(battle.report(entered_for="和书记"), by=cast["township_clerk"], at=NOON)
    report = Report.objects.get()
    assert report.is_proxy
    assert report.entered_for == "和书记"
    assert "proxy" in receipt.marks


def test_a_correction_displaces_what_it_corrects_whatever_its_day(cast, battle):
    wrong = receive_report(battle.report(9.0), by=cast["village_team"], at=NOON)
    right = battle.report(2.0, effective_on=YESTERDAY, supersedes=(wrong.uuid,))
    receive_report(right, by=cast["village_team"], at=NOON)
    assert standing(battle.target()) == [(YESTERDAY, 2.0)]
    assert [row.uuid for row in Report.objects.get(uuid=right.uuid).supersedes.all()] == [wrong.uuid]


def test_two_corrections_of_one_report_are_a_conflict(cast, battle):
    wrong = receive_report(battle.report(9.0), by=cast["village_team"], at=NOON)
    one = receive_report(battle.report(2.0, supersedes=(wrong.uuid,)), by=cast["village_team"], at=NOON)
    two = receive_report(battle.report(3.0, supersedes=(wrong.uuid,)), by=cast["department"], at=NOON)
    assert two.conflict_with == one.uuid


def test_a_report_cannot_correct_another_target(cast, battle):
    other = receive_report(battle.report(9, task="houses"), by=cast["village_team"], at=NOON)
    with pytest.raises(SupersedesOther):
        receive_report(battle.report(2.0, supersedes=(other.uuid,)), by=cast["village_team"], at=NOON)


def test_an_item_counts_in_each_measure_whose_stage_it_has_reached(cast, battle):
    begun, built = battle.target("tanks", "begun"), battle.target("tanks", "built")
    item = battle.items["tank-1"].pk
    first = receive_report(battle.item_report("started", effective_on=YESTERDAY), by=cast["village_team"], at=NOON)
    assert first.value == 0.0
    assert standing(begun, item_id=item) == [(YESTERDAY, 1.0)]
    assert standing(built, item_id=item) == [(YESTERDAY, 0.0)]
    second = receive_report(battle.item_report("completed"), by=cast["village_team"], at=NOON)
    assert second.value == 1.0
    assert standing(built, item_id=item) == [(YESTERDAY, 0.0), (TODAY, 1.0)]
    back = receive_report(battle.item_report("started"), by=cast["village_team"], at=NOON)
    assert back.marks == ("falling",)
    with pytest.raises(UnknownStage):
        receive_report(battle.item_report("painted"), by=cast["village_team"], at=NOON)


def test_a_place_is_found_by_a_code_it_used_to_have(cast, battle):
    village = battle.places["village"]
    village.code, old = "533401102299", village.code
    village.save(update_fields=["code"])
    receipt = receive_report(battle.report(place=old), by=cast["village_team"], at=NOON)
    assert receipt.place == "533401102299"


def test_nothing_is_kept_when_the_event_cannot_be_written(cast, battle, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("disk full")

    monkeypatch.setattr("bairi.delivery.reports.actions.intake.prepare", fail)
    with pytest.raises(RuntimeError):
        receive_report(battle.report(), by=cast["village_team"], at=NOON)
    assert not Report.objects.exists()
    assert not Standing.objects.exists()


def test_a_report_costs_few_statements(cast, battle, django_assert_max_num_queries):
    team = cast["village_team"]
    receive_report(battle.report(), by=team, at=NOON)
    with django_assert_max_num_queries(10):  # two of them begin and end the transaction
        receive_report(battle.report(), by=team, at=NOON)
