"""Uploads by tus 1.0: what broke off goes on, what arrived is evidence of its report, nothing counts twice."""

import base64
import hashlib
import io
import os
import random
import time
from threading import Thread
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from bairi.delivery.reports.models import Evidence, Report
from bairi.edges.field import storage
from bairi.edges.field.actions import finish_transfer
from bairi.edges.field.storage import About, Overtaken, Transfer
from bairi.edges.field.tests.conftest import TRANSFERS, metadata
from bairi.ground.accounts.actions import create_token
from bairi.ground.files.models import StoredFile
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON

pytestmark = pytest.mark.django_db


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def transfer_of(report: str, photo: bytes) -> Transfer:
    owner = Report.objects.get(uuid=report).entered_by_id
    return Transfer(owner, About(owner, report, sha(photo), len(photo), {}).key)


@pytest.fixture
def report(phone) -> str:
    (answer,) = phone.send(phone.report())
    return answer["uuid"]


def test_the_server_says_what_it_can_do(phone):
    answer = phone.client.options(TRANSFERS)

    assert answer.status_code == 204
    assert answer["Tus-Version"] == answer["Tus-Resumable"] == "1.0.0"
    assert set(answer["Tus-Extension"].split(",")) >= {"creation", "checksum", "expiration", "termination"}
    assert int(answer["Tus-Max-Size"]) == settings.BAIRI_UPLOAD_LIMIT


@pytest.mark.parametrize("seed", range(5))
def test_a_photo_in_blocks_becomes_evidence_with_its_hash(phone, report, photo, seed):
    rng = random.Random(seed)
    begun = phone.create(
        report, photo, name="路.jpg", taken_at="2016-03-31T03:00:00Z", lon=100.1, lat=27.5, accuracy_m=12
    )
    address, offset = begun["Location"], 0
    assert begun.status_code == 201
    while offset < len(photo):
        size = rng.randint(1, 2000)
        answer = phone.patch(address, photo[offset : offset + size], offset)
        assert answer.status_code == 204
        offset = int(answer["Upload-Offset"])

    assert answer["Bairi-Sha256"] == sha(photo)
    row = Evidence.objects.get(report__uuid=report)
    assert (row.file_id, row.name, row.lon, row.lat, row.accuracy_m) == (sha(photo), "路.jpg", 100.1, 27.5, 12)
    assert row.taken_at.isoformat() == "2016-03-31T03:00:00+00:00"
    assert EventRow.objects.filter(kind="reports.evidence_added", subject=report).count() == 1
    assert not transfer_of(report, photo).data.stat().st_size


def test_the_first_block_may_come_with_the_creation(phone, report, photo):
    begun = phone.create(report, photo, first=photo)

    assert begun.status_code == 201
    assert begun["Bairi-Sha256"] == sha(photo)
    assert Evidence.objects.filter(report__uuid=report).count() == 1


def test_creating_again_says_where_it_stands_and_after_the_end_gives_the_receipt(phone, report, photo):
    begun = phone.create(report, photo)
    phone.patch(begun["Location"], photo[:1000], 0)
    again = phone.create(report, photo)
    assert (again["Location"], again["Upload-Offset"]) == (begun["Location"], "1000")

    phone.patch(begun["Location"], photo[1000:], 1000)
    for _ in range(3):
        assert phone.create(report, photo)["Bairi-Sha256"] == sha(photo)
        assert phone.head(begun["Location"])["Bairi-Sha256"] == sha(photo)

    assert Evidence.objects.filter(report__uuid=report).count() == 1
    assert phone.client.get(begun["Location"]).json()["receipt"] == {
        "sha256": sha(photo), "size": len(photo), "report": report,
    }  # fmt: skip


def test_a_connection_that_breaks_keeps_what_came(phone, report, photo):
    """The offset after a break is what lies on disk, and the next block goes on from there."""

    class Breaking(io.RawIOBase):
        left = 700

        def read(self, size=-1):
            if self.left <= 0:
                raise OSError("the line is gone")
            block, self.left = photo[700 - self.left : 700 - self.left + min(size, 300)], self.left - 300
            return block

    begun = phone.create(report, photo)
    transfer = transfer_of(report, photo)
    assert transfer.append(Breaking(), 0, len(photo)) == 900
    assert phone.head(begun["Location"])["Upload-Offset"] == "900"

    answer = phone.patch(begun["Location"], photo[900:], 900)
    assert answer["Bairi-Sha256"] == sha(photo)


def test_a_request_that_hangs_cannot_write_over_the_one_that_took_its_place(phone, report, photo):
    phone.create(report, photo)
    transfer = transfer_of(report, photo)

    class Hanging(io.RawIOBase):
        turn = 0

        def read(self, size=-1):
            self.turn += 1
            if self.turn == 2:  # meanwhile the phone has come back and sent it anew
                transfer_of(report, photo).append(io.BytesIO(photo[100:500]), 100, 400)
            return photo[:100] if self.turn == 1 else b"x" * 50

    with pytest.raises(Overtaken):
        transfer.append(Hanging(), 0, len(photo))

    assert transfer.data.read_bytes() == photo[:500]


def test_a_server_that_dies_before_the_receipt_gives_it_later(phone, report, photo):
    begun = phone.create(report, photo)
    transfer_of(report, photo).append(io.BytesIO(photo), 0, len(photo))  # and then the power went
    assert not Evidence.objects.filter(report__uuid=report).exists()

    assert phone.head(begun["Location"])["Bairi-Sha256"] == sha(photo)
    assert Evidence.objects.filter(report__uuid=report).count() == 1


def test_two_that_finish_at_once_give_one_receipt(phone, report, photo, cast):
    """A phone whose answer was lost asks again while the server is still at it: it waits, and gets the same receipt."""
    phone.create(report, photo)
    transfer, receipts = transfer_of(report, photo), []
    asked = {"by": cast["village_team"], "at": NOON}
    second = Thread(target=lambda: receipts.append(finish_transfer(transfer, transfer.about(), **asked)))
    with transfer.finishing():
        second.start()
        second.join(0.2)
        assert second.is_alive()
        transfer.finish({"sha256": sha(photo), "size": len(photo), "report": report})
    second.join(10)

    assert receipts == [transfer.receipt()]


def test_what_is_not_the_file_announced_is_not_kept(phone, report, photo):
    begun = phone.create(report, photo)
    answer = phone.patch(begun["Location"], photo[:-1] + b"?", 0)

    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "field.file_differs")
    assert not StoredFile.objects.filter(pk=sha(photo)).exists()
    assert phone.create(report, photo, first=photo)["Bairi-Sha256"] == sha(photo)


def test_checksums_of_blocks(phone, report, photo):
    begun = phone.create(report, photo)
    good = base64.b64encode(hashlib.sha256(photo[:500]).digest()).decode()
    bad = phone.patch(begun["Location"], photo[:499] + b"!", 0, **{"upload-checksum": f"sha256 {good}"})
    assert (bad.status_code, bad.json()["error"]["code"]) == (460, "field.checksum_differs")
    assert phone.head(begun["Location"])["Upload-Offset"] == "0"

    kept = phone.patch(begun["Location"], photo[:500], 0, **{"upload-checksum": f"sha256 {good}"})
    assert kept["Upload-Offset"] == "500"
    assert phone.patch(begun["Location"], b"x", 500, **{"upload-checksum": "md5 AAAA"}).status_code == 400


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"offset": 7}, 409),
        ({"content_type": "image/jpeg"}, 415),
        ({"version": "0.2.2"}, 412),
        ({"offset": "many"}, 400),
    ],
)
def test_blocks_that_are_refused(phone, report, photo, change, status):
    address = phone.create(report, photo)["Location"]
    headers = {"tus-resumable": change.get("version", "1.0.0"), "upload-offset": str(change.get("offset", 0))}
    content_type = change.get("content_type", "application/offset+octet-stream")
    answer = phone.client.patch(address, photo[:10], content_type=content_type, headers=headers)

    assert answer.status_code == status
    assert answer["Tus-Resumable"] == "1.0.0"
    assert phone.head(address)["Upload-Offset"] == "0"


def test_a_proxy_that_forbids_methods_is_got_round_by_post_only(phone, report, photo):
    address = phone.create(report, photo)["Location"]
    headers = {"tus-resumable": "1.0.0", "upload-offset": "0", "x-http-method-override": "PATCH"}
    sent = phone.client.post(address, photo[:50], content_type="application/offset+octet-stream", headers=headers)
    assert (sent.status_code, sent["Upload-Offset"]) == (204, "50")

    read = phone.client.get(address, headers=headers | {"upload-offset": "50"})
    assert read.json()["offset"] == 50


def test_no_transfer_without_its_report(phone, photo):
    answer = phone.create(str(uuid4()), photo)

    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "reports.unknown_report")


@pytest.mark.parametrize("said", [{"sha256": "short"}, {"taken_at": "yesterday"}, {"lon": 200.0}, {"report": "x"}])
def test_unclear_metadata_is_refused(phone, report, photo, said):
    assert phone.create(report, photo, **said).status_code == 400


def test_a_file_of_another_kind_is_refused_and_forgotten(phone, report):
    content = b"MZ\x90\x00 a program"
    answer = phone.create(report, content, first=content)

    assert (answer.status_code, answer.json()["error"]["code"]) == (415, "files.kind_not_accepted")
    assert not Evidence.objects.filter(report__uuid=report).exists()


def test_too_large_is_refused_before_a_byte_is_sent(phone, report, photo):
    assert phone.create(report, photo, length=settings.BAIRI_UPLOAD_LIMIT + 1).status_code == 413


def test_a_transfer_that_is_given_up_is_gone(phone, report, photo):
    address = phone.create(report, photo)["Location"]
    assert phone.client.delete(address, headers={"tus-resumable": "1.0.0"}).status_code == 204
    assert phone.head(address).status_code == 404


def test_nobody_else_finds_a_transfer(phone, report, photo, sign_in):
    address = phone.create(report, photo)["Location"]

    assert sign_in("township_clerk").head(address, headers={"tus-resumable": "1.0.0"}).status_code == 404
    assert Client().head(address, headers={"tus-resumable": "1.0.0"}).status_code == 401


def test_another_that_sees_the_report_but_may_not_report_brings_no_photo(phone, report, photo, sign_in):
    said = metadata({"report": report, "sha256": sha(photo)})
    headers = {"tus-resumable": "1.0.0", "upload-length": str(len(photo)), "upload-metadata": said}
    for who in ("viewer", "inspector"):
        answer = sign_in(who).post(TRANSFERS, photo, content_type="application/offset+octet-stream", headers=headers)
        assert answer.status_code == 403


def test_transfers_that_nobody_goes_on_with_expire(phone, report, photo):
    address = phone.create(report, photo)["Location"]
    assert "Upload-Expires" in phone.head(address)
    later = time.time() + storage.KEPT_SECONDS + storage.SWEEP_SECONDS + 60

    assert storage.sweep(later) == 2  # and that of the world
    assert phone.head(address).status_code == 404


def test_with_a_session_the_token_against_forgery_is_needed_and_a_bearer_needs_none(phone, report, photo, cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.users["village_team"])
    refused = strict.post("/field/api/reports", {"reports": []}, content_type="application/json")
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "field.token_stale")

    csrf = strict.get("/field/api/session").json()["csrf"]
    taken = strict.post(
        "/field/api/reports", {"reports": []}, content_type="application/json", headers={"x-csrftoken": csrf}
    )
    assert taken.status_code == 200

    token = create_token(name="phone", by=cast["village_team"], at=NOON).secret
    bearer = Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {token}"})
    assert bearer.post("/field/api/reports", {"reports": []}, content_type="application/json").status_code == 200
    wrong = Client(headers={"authorization": "Bearer nosuch"})
    assert wrong.get("/field/api/duties").status_code == 401


def test_offsets_are_on_disk_when_they_are_given(phone, report, photo, monkeypatch):
    synced = []
    real = os.fsync
    monkeypatch.setattr(storage.os, "fsync", lambda handle: (synced.append(handle), real(handle))[1])
    address = phone.create(report, photo)["Location"]
    synced.clear()

    phone.patch(address, photo[:100], 0)
    assert synced
