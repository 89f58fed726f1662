"""A photo sent to its report over HTTP: its hash is the receipt, once is enough, and only where one may report."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from bairi.delivery.reports import actions
from bairi.delivery.reports.models import Evidence
from bairi.ground.accounts.actions import create_token
from bairi.ground.files.models import StoredFile
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON
from tests.world import a_photo

PHOTO = a_photo()
HASH = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def send(cast, battle, settings, tmp_path):
    """`send("village_team", bytes, caption="…")` to the village's report; the answer."""
    settings.BAIRI_HOME = tmp_path
    report = actions.receive_report(battle.report(3.0), by=cast["village_team"], at=NOON).uuid

    def sent(who, content=PHOTO, to=report, **about):
        token = create_token(name="test", by=cast[who], at=timezone.now()).secret
        client = Client(headers={"authorization": f"Bearer {token}", "accept-language": "en"})
        body = {"file": SimpleUploadedFile("road.jpg", content)} | about
        return client.post(f"/api/v1/reports/{to}/evidence", body)

    sent.report = report
    return sent


def test_the_answer_is_the_hash_of_what_is_kept(send):
    answer = send("village_team", caption="路基", lon="99.7", lat="27.8", taken_at="2016-03-31T09:00:00+08:00")

    assert answer.status_code == 201
    assert answer.json() == {"report": str(send.report), "sha256": HASH, "size": len(PHOTO), "is_new": True}
    kept = Evidence.objects.get()
    assert (kept.file_id, kept.name, kept.caption, kept.lon, kept.lat) == (HASH, "road.jpg", "路基", 99.7, 27.8)
    assert EventRow.objects.filter(kind="reports.evidence_added", subject=str(send.report)).count() == 1


def test_the_same_photo_again_is_there_already(send):
    send("village_team")
    answer = send("village_team")

    assert (answer.status_code, answer.json()["sha256"], answer.json()["is_new"]) == (200, HASH, False)
    assert Evidence.objects.count() == 1
    assert EventRow.objects.filter(kind="reports.evidence_added").count() == 1


@pytest.mark.parametrize(
    ("who", "status"), [("neighbour_team", 404), ("stranger", 404), ("viewer", 403), ("inspector", 403)]
)
def test_no_byte_is_kept_for_those_who_may_not_report(send, who, status):
    assert send(who).status_code == status
    assert not StoredFile.objects.exists()


def test_what_is_no_photo_or_document_is_refused(send):
    assert send("village_team", b"\x7fELF\x00\x01\x02" * 9).status_code == 415
    assert send("village_team", b"").status_code == 422
    assert send("village_team", lon="181").status_code == 422
    assert not Evidence.objects.exists()


def test_a_missing_file_says_nothing_of_a_report_that_is_not_seen(send, cast):
    def bare(who):
        token = create_token(name="test", by=cast[who], at=timezone.now()).secret
        return Client(headers={"authorization": f"Bearer {token}"}).post(f"/api/v1/reports/{send.report}/evidence")

    assert (bare("stranger").status_code, bare("village_team").status_code) == (404, 422)


def test_a_withdrawn_report_takes_no_more(send, cast):
    actions.withdraw_report(uuid=send.report, reason="填错", by=cast["village_team"], at=NOON)

    assert send("village_team").status_code == 409
    assert not Evidence.objects.exists()
