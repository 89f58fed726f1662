"""Personal data is erased with its event: the XML and the names of a submission go, its digest and its photos stay."""

import pytest
from django.urls import reverse

from bairi.delivery.reports.actions import send_back_report
from bairi.delivery.reports.models import Report, Ruling
from bairi.delivery.reports.queries.checks import check_standing
from bairi.edges.openrosa.actions import set_aside_submission
from bairi.edges.openrosa.models import Submission
from bairi.edges.openrosa.problems import SubmissionIsErased
from bairi.edges.openrosa.tests.conftest import filled_in, photo, post
from bairi.edges.openrosa.tests.test_decide_submission import take_in
from bairi.ground.access import NotAllowed
from bairi.ground.transparency.actions import erase_personal_data, integrate
from bairi.ground.transparency.models import EventRow
from bairi.ground.transparency.queries import check_log
from tests.cast import NOON
from tests.world import CAMPAIGN

pytestmark = pytest.mark.django_db
NOTE = "和志强家，电话13887650001"


def erase(drive, kind, who="archivist"):
    integrate(at=NOON)
    row = EventRow.objects.filter(kind=kind).latest("seq")
    erase_personal_data(seq=row.seq, reason="本人要求", by=drive[who], at=NOON)


def page(client, row) -> str:
    return client.get(reverse("odk_submission", args=[CAMPAIGN, row.pk])).content.decode()


def test_the_reports_erasure_finds_the_submission_it_came_from(phone, drive, sign_in):
    xml = filled_in(drive, note=NOTE)
    post(phone("village_team"), xml, photo_1=photo())
    erase(drive, "reports.report_received")
    row, report = Submission.objects.get(), Report.objects.get()

    assert (bytes(row.xml), row.sent_by_name, row.erased_at) == (b"", "—", NOON)
    assert (report.note, report.entered_by_name, report.value) == ("", "—", 12.5)
    assert row.files.count() == 1
    assert EventRow.objects.filter(kind="openrosa.submission_erased", payload__contains=row.digest).count() == 1
    shown = page(sign_in("township_clerk"), row)
    assert "was erased on" in shown
    assert NOTE not in shown
    assert row.digest in shown
    integrate(at=NOON)
    assert (check_log().findings, check_standing()) == ([], [])


def test_what_is_erased_is_not_kept_anew(phone, drive):
    client, xml = phone("village_team"), filled_in(drive, note=NOTE)
    post(client, xml)
    erase(drive, "openrosa.submission_kept")

    assert post(client, xml, photo_1=photo()).status_code == 201
    assert bytes(Submission.objects.get().xml) == b""
    assert Report.objects.count() == 1
    assert Report.objects.get().evidence.count() == 1


def test_what_waits_goes_too_and_can_only_be_set_aside(phone, drive, sign_in):
    post(phone("village_team"), filled_in(drive, value=NOTE))
    row = Submission.objects.get()
    assert NOTE in str(row.problem_data)
    erase(drive, "openrosa.submission_kept")
    row.refresh_from_db()
    clerk = sign_in("township_clerk")

    assert NOTE not in str(row.problem_data)
    assert "What it said was erased" in clerk.get(reverse("odk_submissions", args=[CAMPAIGN])).content.decode()
    assert "Make it a report" not in page(clerk, row)
    assert "Set it aside" in page(clerk, row)
    with pytest.raises(SubmissionIsErased):
        take_in(drive, row)
    set_aside_submission(submission=row.pk, reason="已删除", by=drive["township_clerk"], at=NOON)


def test_who_decided_and_why_goes_with_the_decision_alone(phone, drive):
    xml = filled_in(drive, task="bridges")
    post(phone("village_team"), xml)
    row = Submission.objects.get()
    set_aside_submission(submission=row.pk, reason=NOTE, by=drive["township_clerk"], at=NOON)
    erase(drive, "openrosa.submission_set_aside")
    row.refresh_from_db()

    assert (row.reason, row.decided_by_name, row.erased_at) == ("—", "—", None)
    assert (bytes(row.xml), row.sent_by_name) == (xml, "Village Team")


def test_a_rulings_reason_goes_with_its_event(phone, drive):
    post(phone("village_team"), filled_in(drive))
    report = Report.objects.get()
    send_back_report(uuid=report.uuid, reason=NOTE, by=drive["township_clerk"], at=NOON)
    erase(drive, "reports.report_sent_back")

    assert (Ruling.objects.get().reason, Ruling.objects.get().by_name) == ("", "—")
    assert Report.objects.get().note == "路面已硬化"


def test_the_page_leads_to_the_erasure_and_says_what_goes(phone, drive, sign_in):
    post(phone("village_team"), filled_in(drive))
    integrate(at=NOON)
    row = Submission.objects.get()
    seq = EventRow.objects.get(kind="openrosa.submission_kept").seq
    address = reverse("erase_personal_data", args=[seq])

    assert address in page(sign_in("archivist"), row)
    assert address not in page(sign_in("township_clerk"), row)
    assert "The filled-in form of ODK as it was sent" in sign_in("archivist").get(address).content.decode()
    assert sign_in("archivist").post(address, {"reason": "本人要求"}).status_code == 302
    assert address not in page(sign_in("archivist"), row)


def test_who_may_not_erase_leaves_it_whole(phone, drive):
    xml = filled_in(drive)
    post(phone("village_team"), xml)
    with pytest.raises(NotAllowed):
        erase(drive, "openrosa.submission_kept", who="township_clerk")

    assert bytes(Submission.objects.get().xml) == xml


def test_nothing_is_erased_when_the_log_fails(phone, drive, monkeypatch):
    xml = filled_in(drive)
    post(phone("village_team"), xml)
    integrate(at=NOON)

    def fail(*args, **kwargs):
        raise OSError("no room")

    monkeypatch.setattr("bairi.edges.openrosa.actions.erase_submission.append", fail)
    with pytest.raises(OSError, match="no room"):
        erase(drive, "openrosa.submission_kept")

    assert bytes(Submission.objects.get().xml) == xml
    assert EventRow.objects.get(kind="openrosa.submission_kept").personal is not None
