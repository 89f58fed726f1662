"""What is no form, is too large or comes from who may not report is refused in the protocol; nothing is kept."""

import sys

import pytest

from bairi.delivery.reports.models import Report
from bairi.edges.openrosa.models import Submission
from bairi.edges.openrosa.rules.answers import read_submission
from bairi.edges.openrosa.tests.conftest import BASE, filled_in, post
from bairi.plan.campaigns.actions import close_campaign
from tests.cast import NOON
from tests.world import CAMPAIGN

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("xml", "status"),
    [
        (b"", 400),
        (b"<data", 400),
        (
            b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d><meta><instanceID>&x;</instanceID></meta></d>',
            400,
        ),
        (b'<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><d>&b;</d>', 400),
        (b"<d>" + b"x" * 1_100_000 + b"</d>", 413),
    ],
    ids=["empty", "cut", "external", "bomb", "large"],
)
def test_what_is_no_form_is_refused_and_nothing_kept(phone, drive, xml, status):
    answer = post(phone("village_team"), xml)

    assert answer.status_code == status
    assert b'nature="submit_error"' in answer.content
    assert not Submission.objects.exists()


def test_a_form_nested_ten_thousand_deep_is_read(drive):
    deep = b"<data id='f'>" + b"<g>" * 10_000 + b"1" + b"</g>" * 10_000 + b"</data>"

    assert len(read_submission(deep).answers) == 1


def test_a_post_without_a_form_and_one_too_large_are_refused(phone, drive, settings):
    client = phone("village_team")
    assert client.post(f"{BASE}/submission").status_code == 400
    assert client.post(f"{BASE}/submission", b"x", content_type="multipart/form-data; boundary=b").status_code == 400
    settings.BAIRI_UPLOAD_LIMIT = 500
    answer = post(client, filled_in(drive))

    assert answer.status_code == 413
    assert b"OpenRosaResponse" in answer.content


def test_a_closed_campaign_leaves_it_on_the_phone(phone, drive):
    client = phone("village_team")
    close_campaign(campaign=CAMPAIGN, typed_name="百日会战", reason="期满", by=drive["commander"], at=NOON)
    answer = post(client, filled_in(drive))

    assert answer.status_code == 409
    assert not Submission.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("inspector", 403), ("stranger", 404)])
def test_who_may_not_send(phone, drive, who, status):
    answer = post(phone(who), filled_in(drive))

    assert answer.status_code == status
    assert not Submission.objects.exists()


def test_head_says_how_much_a_post_may_hold(phone):
    answer = phone("village_team").head(f"{BASE}/submission")

    assert (answer.status_code, answer.content) == (204, b"")
    assert phone("village_team").get(f"{BASE}/submission").status_code == 405


def test_nothing_is_kept_when_the_log_fails(phone, drive, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("no room")

    monkeypatch.setattr(sys.modules["bairi.edges.openrosa.actions.arrival"], "prepare", fail)
    answer = post(phone("village_team"), filled_in(drive))

    assert answer.status_code == 503
    assert "Nothing is lost" in answer.content.decode()
    assert not Submission.objects.exists()
    assert not Report.objects.exists()
