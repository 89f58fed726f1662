"""A form of several reports: each entry is a report or waits by itself; nothing is lost, nothing is doubled."""

import sys
from uuid import uuid4

import pytest
from django.urls import reverse

from bairi.delivery.reports.actions import confirm_reports
from bairi.delivery.reports.models import Evidence, Report
from bairi.delivery.reports.queries.checks import check_standing
from bairi.edges.openrosa.actions import set_aside_submission
from bairi.edges.openrosa.models import Submission, SubmissionFile, SubmissionState
from bairi.edges.openrosa.problems import AlreadyDecided, NothingToTakeIn
from bairi.edges.openrosa.rules.declared import report_number
from bairi.edges.openrosa.rules.entries import MOST_ENTRIES
from bairi.edges.openrosa.tests.conftest import add_items, photo, post, several_form
from bairi.edges.openrosa.tests.test_decide_submission import take_in
from bairi.ground.access import Role
from bairi.ground.accounts.models import RoleGrant
from bairi.ground.transparency.actions import erase_personal_data, integrate
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns.actions import close_campaign
from tests.cast import NOON
from tests.world import CAMPAIGN

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(drive):
    return add_items(drive)


@pytest.fixture
def form(drive, items):
    """`form([{"km": 3}, {"task": "tanks", …}])` is the XML of a filled-in form with these entries."""
    return several_form(drive)


def by_entry() -> dict[str, Submission]:
    return {row.entry: row for row in Submission.objects.order_by("id")}


def roads(km, **more):
    return {"task": "roads", "km": km} | more


def bridge(**more):
    return {"task": "bridges", "km": 1} | more


def tank(item, stage="completed", **more):
    return {"task": "tanks", "item": item.key, "stage": stage} | more


def test_each_entry_is_a_report_with_the_photos_that_it_names(phone, form, items):
    xml = form(
        [roads(3, photo="a.jpg"), tank(items[0], photo="b.jpg"), tank(items[1], stage="started")], instance="uuid:1"
    )
    answer = post(phone("village_team"), xml, a=photo(1), b=photo(2), team=photo(3))
    rows = by_entry()

    assert answer.status_code == 201
    assert "Of its entries 3 became reports; 0 wait" in answer.content.decode()
    assert {name: (row.state, bool(row.xml)) for name, row in rows.items()} == {
        "": ("divided", True), "visits[1]": ("taken_in", False), "visits[2]": ("taken_in", False),
        "visits[3]": ("taken_in", False),
    }  # fmt: skip
    for name in ("visits[1]", "visits[2]", "visits[3]"):
        assert rows[name].report == report_number(CAMPAIGN, "uuid:1", entry=name)
    seen = {evidence.name: evidence.report.uuid for evidence in Evidence.objects.select_related("report")}
    assert seen == {"a.jpg": rows["visits[1]"].report, "b.jpg": rows["visits[2]"].report}
    assert [file.name for file in rows[""].files.all()] == ["team.jpg"]
    assert Report.objects.get(item=items[1]).stage == "started"
    assert EventRow.objects.filter(kind="openrosa.submission_kept").count() == 4
    assert check_standing() == []


def test_sent_ten_times_it_is_the_same_reports_and_attachments_may_follow(phone, form, items):
    client, xml = phone("village_team"), form([roads(3, photo="a.jpg"), tank(items[0], photo="b.jpg")])
    for n in range(10):
        name = "ab"[n % 2]
        assert post(client, xml, **{name: photo(n % 2)}).status_code == 201

    assert (Submission.objects.count(), Report.objects.count(), Evidence.objects.count()) == (3, 2, 2)
    assert {e.name: e.report.source for e in Evidence.objects.all()} == {"a.jpg": "odk", "b.jpg": "odk"}


def test_what_cannot_be_mapped_waits_alone_and_is_taken_in_alone(phone, form, drive, sign_in):
    answer = post(phone("village_team"), form([roads(3), roads("twelve", photo="a.jpg"), bridge()]), a=photo())
    rows = by_entry()

    assert "Of its entries 1 became reports; 2 wait" in answer.content.decode()
    assert (rows["visits[2]"].problem, rows["visits[3]"].problem) == ("openrosa.answer_unclear", "reports.unknown_task")
    assert rows["visits[2]"].files.count() == 1
    receipt = take_in(drive, rows["visits[2]"], value=12.0)
    set_aside_submission(submission=rows["visits[3]"].pk, reason="试填", by=drive["township_clerk"], at=NOON)

    assert receipt.uuid == report_number(CAMPAIGN, rows[""].instance_id, entry="visits[2]")
    assert Evidence.objects.get().report.uuid == receipt.uuid
    assert EventRow.objects.get(kind="openrosa.submission_taken_in").subject == f"{rows[''].instance_id}/visits[2]"
    with pytest.raises(AlreadyDecided):
        take_in(drive, rows[""])
    waiting = sign_in("township_clerk").get(reverse("odk_submissions", args=[CAMPAIGN])).content.decode()
    assert "Nothing waits" in waiting


def test_an_edited_form_supersedes_entry_by_entry_and_withdraws_what_was_taken_out(phone, form, items):
    client = phone("village_team")
    post(client, form([roads(3), tank(items[0]), tank(items[1], "started")], instance="uuid:1"))
    answer = post(client, form([roads(4), tank(items[1])], instance="uuid:2", deprecated="uuid:1"))
    newer = {report.item or "roads": report for report in Report.objects.exclude(state="withdrawn").order_by("known")}

    assert answer.status_code == 201
    assert [old.value for old in newer["roads"].supersedes.all()] == [3.0]
    assert [old.stage for old in newer[items[1]].supersedes.all()] == ["started"]
    assert Report.objects.get(state="withdrawn").item == items[0]
    assert Submission.objects.filter(state="waiting").count() == 0
    assert check_standing() == []


def test_what_was_taken_out_of_the_form_but_confirmed_waits_for_a_person(phone, form, drive, items, sign_in):
    client = phone("village_team")
    post(client, form([roads(3), tank(items[0])], instance="uuid:1"))
    confirmed = Report.objects.get(item=items[0])
    confirm_reports(uuids=[confirmed.uuid], by=drive["township_clerk"], at=NOON)
    answer = post(client, form([roads(3)], instance="uuid:2", deprecated="uuid:1"))
    assert "Of its entries 1 became reports; 1 wait" in answer.content.decode()
    waiting = Submission.objects.get(state="waiting")

    assert (waiting.problem, waiting.entry) == ("openrosa.entry_gone", "visits[2] (gone)")
    assert Report.objects.get(pk=confirmed.pk).state == "confirmed"
    with pytest.raises(NothingToTakeIn):
        take_in(drive, waiting)
    page = sign_in("township_clerk").get(reverse("odk_submission", args=[CAMPAIGN, waiting.pk])).content.decode()
    assert "no longer in the edited form" in page
    assert "Make it a report" not in page
    set_aside_submission(submission=waiting.pk, reason="已核对", by=drive["township_clerk"], at=NOON)


def test_the_same_instance_with_one_other_answer_waits_for_that_one_alone(phone, form, items):
    client = phone("village_team")
    post(client, form([roads(3), tank(items[0])], instance="uuid:1"))
    post(client, form([roads(5), tank(items[0])], instance="uuid:1"))
    waiting = Submission.objects.get(state="waiting")

    assert (waiting.entry, waiting.problem) == ("visits[1]", "reports.uuid_taken")
    assert Report.objects.count() == 2


def test_an_entry_that_the_sender_may_not_report_waits_and_the_others_go_in(phone, form, drive):
    RoleGrant.objects.create(
        user=drive.users["village_team"], role=Role.VIEWER, place=drive.places["county"], task_codes=[], granted_at=NOON
    )
    neighbour = drive.places["next_village"].code
    xml = form([roads(3), roads(4, village=neighbour)])

    assert post(phone("village_team"), xml).status_code == 201
    assert Report.objects.get().value == 3
    assert Submission.objects.get(state="waiting").problem == "access.not_allowed"


def test_without_entries_and_with_too_many_it_waits_as_a_whole(phone, form):
    client = phone("village_team")
    post(client, form([]))
    post(client, form([roads(n) for n in range(MOST_ENTRIES + 1)]))

    assert [row.problem for row in Submission.objects.order_by("id")] == [
        "openrosa.no_entry",
        "openrosa.too_many_entries",
    ]
    assert not Report.objects.exists()


def test_an_entry_left_empty_is_none_and_the_others_keep_their_position(phone, form):
    post(phone("village_team"), form([roads(3), {"task": "", "km": ""}, roads(4)]))

    assert list(by_entry()) == ["", "visits[1]", "visits[3]"]


def test_a_closed_campaign_leaves_all_of_it_on_the_phone(phone, form, drive):
    client = phone("village_team")
    close_campaign(campaign=CAMPAIGN, typed_name="百日会战", reason="期满", by=drive["commander"], at=NOON)

    assert post(client, form([roads("x"), roads(3)])).status_code == 409
    assert not Submission.objects.exists()


def test_nothing_is_kept_when_the_log_fails_at_the_last_entry(phone, form, monkeypatch):
    arrival = sys.modules["bairi.edges.openrosa.actions.arrival"]
    prepare = arrival.prepare

    def fail(event, **options):
        if event.instance.endswith("visits[2]"):
            raise OSError("no room")
        return prepare(event, **options)

    monkeypatch.setattr(arrival, "prepare", fail)
    assert post(phone("village_team"), form([roads(3), roads(4)]), a=photo()).status_code == 503
    assert not Submission.objects.exists()
    assert not Report.objects.exists()
    assert not SubmissionFile.objects.exists()


def test_the_page_of_an_entry_shows_its_own_answers_and_the_whole_lists_the_entries(phone, form, drive, sign_in):
    neighbour = drive.places["next_village"].code
    post(phone("township_clerk"), form([roads(3, note="一号"), bridge(note="二号", village=neighbour)]))
    rows, clerk = by_entry(), sign_in("township_clerk")
    one = clerk.get(reverse("odk_submission", args=[CAMPAIGN, rows["visits[2]"].pk])).content.decode()
    whole = reverse("odk_submission", args=[CAMPAIGN, rows[""].pk])

    assert "二号" in one
    assert "一号" not in one
    assert whole in one
    assert "visits[1]" in clerk.get(whole).content.decode()
    assert "一号" in clerk.get(whole).content.decode()  # in the XML
    assert rows["visits[2]"].place == drive.places["next_village"]
    assert sign_in("village_team").get(whole).status_code == 404
    mine = sign_in("village_team").get(reverse("odk_submission", args=[CAMPAIGN, rows["visits[1]"].pk]))
    assert mine.status_code == 200
    assert whole not in mine.content.decode()


def test_erasing_one_report_erases_the_whole_form_and_says_what_waits(phone, form, sign_in, drive):
    xml = form([roads(3, note="和志强"), roads("x")])
    post(phone("village_team"), xml)
    integrate(at=NOON)
    row = EventRow.objects.get(kind="reports.report_received")
    page = sign_in("archivist").get(reverse("erase_personal_data", args=[row.seq])).content.decode()
    assert "1 entry of it waits" in page
    erase_personal_data(seq=row.seq, reason="本人要求", by=drive["archivist"], at=NOON)

    assert {(bytes(one.xml), one.sent_by_name, one.erased_at) for one in Submission.objects.all()} == {(b"", "—", NOON)}
    assert EventRow.objects.filter(kind="openrosa.submission_erased").count() == 3
    assert post(phone("village_team"), xml, a=photo()).status_code == 201
    assert (Report.objects.count(), Submission.objects.count()) == (1, 3)


def test_a_name_of_many_signs_stays_within_what_the_log_takes(phone, form):
    assert post(phone("village_team"), form([roads(3)], instance=f"uuid:{uuid4()}{uuid4()}")).status_code == 201
    subjects = EventRow.objects.filter(kind="openrosa.submission_kept").values_list("subject", flat=True)

    assert max(map(len, subjects)) <= 80
    assert any(subject.endswith("/visits[1]") for subject in subjects)
    assert SubmissionState.DIVIDED in set(Submission.objects.values_list("state", flat=True))
