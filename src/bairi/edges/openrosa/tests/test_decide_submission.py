"""What waits is opened, made a report by a person, or set aside with a reason; by those in whose places it lies."""

from datetime import date

import pytest
from django.urls import reverse

from bairi.delivery.reports.models import Evidence, Report
from bairi.edges.openrosa.actions import Chosen, set_aside_submission, take_in_submission
from bairi.edges.openrosa.models import Submission, SubmissionState
from bairi.edges.openrosa.problems import AlreadyDecided, ReasonMissing
from bairi.edges.openrosa.tests.conftest import add_items, filled_in, photo, post
from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON
from tests.world import CAMPAIGN, TASK

pytestmark = pytest.mark.django_db
DAY = date(2016, 3, 31)


@pytest.fixture
def waiting(phone, drive) -> Submission:
    post(phone("village_team"), filled_in(drive, task="bridges", note="桥"), photo_1=photo())
    return Submission.objects.get()


def chosen(drive, **changes) -> Chosen:
    return Chosen(**{"place": drive.places["village"].code, "task": TASK, "effective_on": DAY, "value": 3.0} | changes)


def take_in(drive, waiting, who="township_clerk", **changes):
    return take_in_submission(submission=waiting.pk, chosen=chosen(drive, **changes), by=drive[who], at=NOON)


def test_a_person_makes_it_a_report_with_its_attachments(drive, waiting):
    receipt = take_in(drive, waiting)
    report = Report.objects.get(uuid=receipt.uuid)
    waiting.refresh_from_db()

    assert (report.value, report.source, report.entered_for) == (3.0, "odk", "Village Team")
    assert report.is_proxy
    assert Evidence.objects.get().name == "photo_1.jpg"
    assert (waiting.state, waiting.report, waiting.decided_by_name) == ("taken_in", report.uuid, "Township Clerk")
    assert EventRow.objects.filter(kind="openrosa.submission_taken_in").count() == 1
    with pytest.raises(AlreadyDecided):
        take_in(drive, waiting)


def test_photos_that_come_later_follow_the_report(phone, drive, waiting):
    receipt = take_in(drive, waiting)
    post(phone("village_team"), bytes(waiting.xml), photo_2=photo(2))

    assert Evidence.objects.filter(report__uuid=receipt.uuid).count() == 2


def test_other_answers_of_the_same_instance_supersede_by_hand(phone, drive):
    client = phone("village_team")
    post(client, filled_in(drive, instance="uuid:1", value="3"))
    post(client, filled_in(drive, instance="uuid:1", value="4"))
    take_in(drive, Submission.objects.get(state="waiting"), value=4.0)
    newer = Report.objects.get(value=4)

    assert [report.value for report in newer.supersedes.all()] == [3.0]


def test_it_is_set_aside_with_a_reason_and_can_come_back(drive, waiting):
    by = {"by": drive["township_clerk"], "at": NOON}
    with pytest.raises(ReasonMissing):
        set_aside_submission(submission=waiting.pk, reason=" ", **by)
    set_aside_submission(submission=waiting.pk, reason="试填", **by)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == (SubmissionState.SET_ASIDE, "试填")
    with pytest.raises(AlreadyDecided):
        set_aside_submission(submission=waiting.pk, reason="再来", **by)

    take_in(drive, waiting)
    waiting.refresh_from_db()
    assert waiting.state == SubmissionState.TAKEN_IN
    assert EventRow.objects.filter(kind="openrosa.submission_set_aside").count() == 1


@pytest.mark.parametrize(
    ("who", "problem"),
    [("stranger", NotVisible), ("neighbour_clerk", NotVisible), ("village_team", NotAllowed), ("viewer", NotAllowed)],
)
def test_who_may_not_decide(drive, waiting, who, problem):
    with pytest.raises(problem):
        take_in(drive, waiting, who)
    with pytest.raises(problem):
        set_aside_submission(submission=waiting.pk, reason="x", by=drive[who], at=NOON)

    assert Submission.objects.get().state == SubmissionState.WAITING


def test_a_department_sees_only_its_own_tasks(phone, drive, sign_in):
    post(phone("village_team"), filled_in(drive, value="-1"))
    post(phone("village_team"), filled_in(drive, task="bridges"))
    page = sign_in("department").get(reverse("odk_submissions", args=[CAMPAIGN])).content.decode()

    assert "below zero" in page
    assert "bridges" not in page


def test_the_list_says_why_each_one_waits(sign_in, drive, waiting, django_assert_max_num_queries):
    clerk, address = sign_in("township_clerk"), reverse("odk_submissions", args=[CAMPAIGN])
    clerk.get(address)
    with django_assert_max_num_queries(12):
        page = clerk.get(address).content.decode()

    assert "no task bridges" in page
    assert "no task bridges" not in sign_in("neighbour_clerk").get(address).content.decode()
    assert "Nothing is here" in clerk.get(address, {"state": "set_aside"}).content.decode()


def test_the_page_takes_it_in(sign_in, drive, waiting):
    clerk = sign_in("township_clerk")
    page = clerk.get(reverse("odk_submission", args=[CAMPAIGN, waiting.pk])).content.decode()
    assert "&lt;task&gt;bridges" in page
    assert "photo_1.jpg" in page
    facts = {"place": drive.places["village"].code, "target": f"{TASK}.done", "effective_on": "2016-03-31"}
    address = reverse("take_in_submission", args=[CAMPAIGN, waiting.pk])

    wrong = [clerk.post(address, facts | {"value": value}) for value in ("", "twelve", "-1")]
    assert [answer.status_code for answer in wrong] == [422, 422, 422]
    assert "is not a number" in wrong[1].content.decode()
    assert clerk.post(address, facts | {"place": "533423"}).status_code == 404
    assert clerk.post(address, facts | {"value": "１２.５"}).status_code == 302
    assert Report.objects.get().value == 12.5
    done = clerk.get(reverse("odk_submission", args=[CAMPAIGN, waiting.pk])).content.decode()
    assert f"/reports/{Report.objects.get().uuid}/" in done
    assert "took it in on" in done


def test_the_page_takes_an_item_in(sign_in, drive, waiting):
    item, _ = add_items(drive)
    facts = {
        "place": drive.places["village"].code, "target": "tanks.built", "item": str(item.key), "stage": "started",
        "effective_on": "2016-03-31",
    }  # fmt: skip
    answer = sign_in("township_clerk").post(reverse("take_in_submission", args=[CAMPAIGN, waiting.pk]), facts)

    assert answer.status_code == 302
    assert Report.objects.get().stage == "started"


def test_the_page_sets_aside(sign_in, drive, waiting):
    clerk, address = sign_in("township_clerk"), reverse("set_aside_submission", args=[CAMPAIGN, waiting.pk])

    assert clerk.post(address, {"reason": ""}).status_code == 422
    assert clerk.post(address, {"reason": "长" * 401}).status_code == 422
    assert clerk.post(address, {"reason": "试填"}).status_code == 302
    assert clerk.post(address, {"reason": "试填"}).status_code == 409
    assert sign_in("village_team").post(address, {"reason": "x"}).status_code == 403


def test_attachments_are_seen_by_whoever_sees_the_submission(sign_in, drive, waiting):
    sha256 = waiting.files.get().file_id
    address = reverse("stored_file", args=[sha256])

    seen = sign_in("township_clerk").get(address)
    assert seen.status_code == 200
    assert b"".join(seen.streaming_content) == photo()
    assert sign_in("neighbour_clerk").get(address).status_code == 404
