"""A filled-in form becomes one report with all its attachments, or waits whole; refusals speak the protocol."""

import pytest

from bairi.delivery.reports.actions import NOTHING_SEEN, withdraw_report
from bairi.delivery.reports.models import Conflict, Evidence, Report
from bairi.edges.openrosa import actions
from bairi.edges.openrosa.models import Submission, SubmissionFile, SubmissionState
from bairi.edges.openrosa.tests.conftest import add_items, filled_in, photo, post
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON
from tests.world import CAMPAIGN, send_report

pytestmark = pytest.mark.django_db


def test_a_filled_in_form_becomes_a_report(phone, drive):
    xml = filled_in(drive, instance="uuid:1")
    answer = post(phone("village_team"), xml, photo_1=photo())
    report, kept = Report.objects.get(), Submission.objects.get()

    assert answer.status_code == 201
    assert b'nature="submit_success"' in answer.content
    assert (report.value, report.note, report.via, report.source) == (12.5, "路面已硬化", "device", "odk")
    assert (report.entered_by, report.target.place) == (drive.users["village_team"], drive.places["village"])
    assert (kept.state, kept.report, bytes(kept.xml)) == (SubmissionState.TAKEN_IN, report.uuid, xml)
    assert [evidence.name for evidence in Evidence.objects.all()] == ["photo_1.jpg"]
    kinds = list(EventRow.objects.order_by("id").values_list("kind", flat=True))
    assert kinds[-2:] == ["reports.report_received", "openrosa.submission_kept"]


def test_sent_again_it_is_the_same_report(phone, drive):
    client, xml = phone("village_team"), filled_in(drive)
    answers = [post(client, xml, photo_1=photo()).status_code for _ in range(3)]

    assert answers == [201, 201, 201]
    assert (Report.objects.count(), Submission.objects.count(), Evidence.objects.count()) == (1, 1, 1)


def test_attachments_may_come_over_several_posts(phone, drive):
    client, xml = phone("village_team"), filled_in(drive)
    for number in range(3):
        assert post(client, xml, **{f"photo_{number}": photo(number)}).status_code == 201

    assert Report.objects.count() == 1
    assert sorted(Evidence.objects.values_list("name", flat=True)) == [f"photo_{n}.jpg" for n in range(3)]


def test_an_item_reaches_its_stage(phone, drive):
    item, _ = add_items(drive)
    xml = filled_in(drive, task="tanks", measure="built", value=None, item=item.key, stage="completed")

    assert post(phone("village_team"), xml).status_code == 201
    assert (Report.objects.get().item, Report.objects.get().stage) == (item, "completed")


def test_a_position_goes_to_the_photos(phone, drive):
    """The generated form asks for none, so one is declared here."""
    version = actions.publish_form(campaign=CAMPAIGN, by=drive["data_officer"], at=NOON)
    type(version).objects.filter(pk=version.pk).update(fields=version.fields | {"position": {"question": "where"}})
    post(phone("village_team"), filled_in(drive, version="2", where="27.5 99.8 3200 4.5"), photo_1=photo())
    evidence = Evidence.objects.get()

    assert (evidence.lat, evidence.lon, evidence.accuracy_m) == (27.5, 99.8, 4.5)


def test_two_reports_of_one_phone_do_not_differ_with_each_other(phone, drive):
    """The phone's list is as old as its last fetch, yet its person knows what they have sent since."""
    client = phone("village_team")
    post(client, filled_in(drive, value="3", base=NOTHING_SEEN))
    post(client, filled_in(drive, value="5", base=NOTHING_SEEN))
    assert not Conflict.objects.exists()

    post(phone("township_clerk"), filled_in(drive, value="4", base=NOTHING_SEEN))
    assert Conflict.objects.count() == 1


def test_a_report_of_another_in_between_is_shown_as_differing(phone, drive):
    client = phone("village_team")
    seen = send_report(drive, value=2.0)
    post(phone("township_clerk"), filled_in(drive, value="4", base=seen))
    post(client, filled_in(drive, value="5", base=seen))

    assert Conflict.objects.count() == 1


def test_an_edited_form_supersedes_the_one_before(phone, drive):
    client = phone("village_team")
    post(client, filled_in(drive, instance="uuid:1", value="3"))
    edited = filled_in(drive, instance="uuid:2", value="4", extra="<meta><deprecatedID>uuid:1</deprecatedID></meta>")
    answer = post(
        client, edited.replace(b"<meta><deprecatedID>", b"<meta><instanceID>uuid:2</instanceID><deprecatedID>")
    )
    newer = Report.objects.get(value=4)

    assert answer.status_code == 201
    assert [report.value for report in newer.supersedes.all()] == [3.0]


def test_an_instance_of_a_long_number_goes_in_and_is_edited(phone, drive):
    client, number = phone("village_team"), "uuid:" + "7" * 180
    assert post(client, filled_in(drive, instance=number, value="3")).status_code == 201
    meta = f"<meta><instanceID>uuid:2</instanceID><deprecatedID>{number}</deprecatedID></meta>"
    edited = filled_in(drive, value="4").partition(b"<orx:meta>")[0] + meta.encode() + b"</data>"

    assert post(client, edited).status_code == 201
    assert [report.value for report in Report.objects.get(value=4).supersedes.all()] == [3.0]


def test_the_same_instance_with_other_answers_waits_beside_the_first(phone, drive):
    client = phone("village_team")
    post(client, filled_in(drive, instance="uuid:1", value="3"))
    answer = post(client, filled_in(drive, instance="uuid:1", value="4"))
    second = Submission.objects.get(state=SubmissionState.WAITING)

    assert answer.status_code == 201
    assert "waits" in answer.content.decode()
    assert second.problem == "reports.uuid_taken"
    assert Report.objects.get().value == 3


def test_retaken_photos_of_the_same_answers_join_the_report(phone, drive):
    client = phone("village_team")
    for n in (1, 2):
        xml = filled_in(drive, instance="uuid:1", base=NOTHING_SEEN, extra=f"<photo_1>{n}.jpg</photo_1>")
        assert post(client, xml, photo_1=photo(n)).status_code == 201

    assert Report.objects.count() == 1
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"form": "their_own"}, "openrosa.other_form"),
        ({"version": "99"}, "openrosa.other_form"),
        ({"place": None}, "openrosa.answer_missing"),
        ({"value": None}, "openrosa.answer_missing"),
        ({"value": "twelve"}, "openrosa.answer_unclear"),
        ({"effective_on": "31/3/2016"}, "openrosa.answer_unclear"),
        ({"place": "533401103201"}, "reports.unknown_place"),
        ({"task": "bridges"}, "reports.unknown_task"),
        ({"value": "-1"}, "reports.negative_value"),
        ({"note": "长" * 1001}, "reports.text_too_long"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_cannot_be_mapped_waits_whole(phone, drive, changes, problem):
    xml = filled_in(drive, **changes)
    answer = post(phone("village_team"), xml, photo_1=photo())
    kept = Submission.objects.get()

    assert answer.status_code == 201
    assert (kept.state, kept.problem, kept.report) == (SubmissionState.WAITING, problem, None)
    assert bytes(kept.xml) == xml
    assert kept.place == drive.places["village"]
    assert SubmissionFile.objects.get().name == "photo_1.jpg"
    assert not Report.objects.exists()


def test_an_encrypted_form_waits(phone, drive):
    xml = filled_in(drive).replace(b'id="bairi_battle"', b'id="bairi_battle" encrypted="yes"')
    post(phone("village_team"), xml)

    assert Submission.objects.get().problem == "openrosa.encrypted"


def test_attachments_follow_what_waits(phone, drive):
    client, xml = phone("village_team"), filled_in(drive, task="bridges")
    for number in range(2):
        post(client, xml, **{f"photo_{number}": photo(number)})

    assert Submission.objects.get().files.count() == 2
    assert EventRow.objects.filter(kind="openrosa.attachments_followed").count() == 1


def test_photos_for_a_withdrawn_report_are_kept_with_the_submission(phone, drive):
    client, xml = phone("village_team"), filled_in(drive)
    post(client, xml)
    withdraw_report(uuid=Report.objects.get().uuid, reason="重复", by=drive["village_team"], at=NOON)

    assert post(client, xml, photo_1=photo()).status_code == 201
    assert Submission.objects.get().files.count() == 1
    assert not Evidence.objects.exists()


def test_a_bad_attachment_is_named_and_the_rest_is_kept(phone, drive):
    client, xml = phone("village_team"), filled_in(drive)
    answer = post(client, xml, photo_1=photo(), broken=photo()[:200], empty=b"")

    assert answer.status_code == 422
    assert "broken.jpg" in answer.content.decode()
    assert Report.objects.count() == 1
    assert [e.name for e in Evidence.objects.all()] == ["photo_1.jpg"]


def test_another_village_cannot_report_for_this_one(phone, drive):
    post(phone("neighbour_team"), filled_in(drive))
    kept = Submission.objects.get()

    assert (kept.state, kept.place) == (SubmissionState.WAITING, drive.places["neighbour_village"])
    assert not Report.objects.exists()


def test_a_place_goes_by_the_code_it_used_to_have(phone, drive):
    village = drive.places["village"]
    village.versions.update(code="old")
    xml = filled_in(drive, place="old")

    assert post(phone("village_team"), xml).status_code == 201
    assert (Submission.objects.get().place, Report.objects.count()) == (village, 1)


def test_the_phone_is_spoken_to_in_its_language(phone, drive):
    client = phone("village_team")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-CN,zh;q=0.9"
    answer = post(client, filled_in(drive, place=None))

    assert "乡镇" in answer.content.decode()
