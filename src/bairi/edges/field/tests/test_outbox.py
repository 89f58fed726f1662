"""An outbox that comes as a file: sealed by the phone, taken in once, whoever carries it."""

import hashlib
import hmac
import io
import json
import zipfile
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from bairi.delivery.duties.models import DutyDay
from bairi.delivery.reports.models import Evidence, Report
from bairi.edges.field.actions import take_in_outbox
from bairi.edges.field.problems import OutboxUnreadable, OutboxUnsigned, ReporterGone
from bairi.ground.access import NotAllowed
from tests.cast import NOON
from tests.world import CAMPAIGN

pytestmark = pytest.mark.django_db


@pytest.fixture
def outbox(phone, photo):
    """`outbox(report, ...)` gives the bytes of a file as the app writes it; `change` may spoil the listing after it.
    `log` are days and visits, which earlier versions of the app did not know."""

    def making(*reports, photos=(photo,), change=lambda listing: listing, seal=None, log=None):
        session = phone.client.get("/field/api/session").json()
        listing = json.dumps(
            {
                "format": "bairi-outbox-1",
                "person": session["person"],
                "reports": list(reports),
                "photos": [
                    {"report": reports[0]["uuid"], "path": f"photos/{n}.jpg", "sha256": hashlib.sha256(p).hexdigest()}
                    for n, p in enumerate(photos)
                ],
                **(log or {}),
            }
        )
        made = hmac.new(bytes.fromhex(session["seal"]), listing.encode(), hashlib.sha256).hexdigest()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("outbox.json", change(listing))
            archive.writestr("outbox.hmac", seal or made)
            for n, p in enumerate(photos):
                archive.writestr(f"photos/{n}.jpg", p)
        return io.BytesIO(out.getvalue())

    return making


def test_reports_and_photos_come_in_as_if_the_phone_had_sent_them(outbox, phone, photo, cast):
    body, other = phone.report(), phone.report(task="nosuch")
    file = outbox(body, other)
    outcome = take_in_outbox(file, by=cast["township_clerk"], at=NOON)

    row = Report.objects.get(uuid=body["uuid"])
    assert (row.entered_by, row.via, row.is_proxy) == (cast.users["village_team"], "device", False)
    assert (outcome.fresh, outcome.again, outcome.refused, outcome.photos) == (1, 0, 1, 1)
    assert outcome.rows[0].receipt.files[0].sha256 == hashlib.sha256(photo).hexdigest()

    again = take_in_outbox(file, by=cast["township_clerk"], at=NOON)
    assert (again.fresh, again.again) == (0, 1)
    assert again.rows[0].receipt.digest == outcome.rows[0].receipt.digest
    (answer,) = phone.send(body)
    assert answer["receipt"]["digest"] == row.digest
    assert phone.create(body["uuid"], photo)["Bairi-Sha256"] == hashlib.sha256(photo).hexdigest()
    assert Evidence.objects.filter(report=row).count() == 1


def test_days_and_visits_come_in_with_the_same_answers(outbox, phone, cast):
    page = {"campaign": CAMPAIGN, "place": phone.place, "on": "2016-03-30"}
    day, seen = {"key": str(uuid4()), "presence": "village"}, {"key": str(uuid4()), "whom": "张家", "kind": "home"}
    wrong = {"key": str(uuid4()), "presence": "moon", "on": "2016-03-29"}
    log = {"days": [page | day, page | wrong, {"key": "x"}], "visits": [page | seen]}
    file = outbox(photos=(), log=log)
    outcome = take_in_outbox(file, by=cast["township_clerk"], at=NOON)

    with override("en"):
        assert outcome.summary.endswith("Duty log: 2 taken in, 0 here before, 2 refused.")
        assert [row.said for row in outcome.entries] == ["Duty day", "Duty day", "x", "Visit: 张家"]
    row = DutyDay.objects.get(key=day["key"])
    assert (row.person, row.entered_by, row.via) == (cast.users["village_team"], cast.users["village_team"], "device")
    again = take_in_outbox(file, by=cast["township_clerk"], at=NOON)
    assert [row.receipt and row.receipt.is_new for row in again.entries] == [False, None, None, False]
    answer = phone.client.post("/field/api/duty-log", log, content_type="application/json").json()
    assert answer["days"][0]["receipt"]["digest"] == outcome.entries[0].receipt.digest


def test_the_page_lists_days_and_visits(outbox, phone, sign_in):
    page = {"campaign": CAMPAIGN, "place": phone.place, "on": "2016-03-30"}
    log = {"days": [page | {"key": str(uuid4()), "presence": "moon"}], "visits": []}
    file = SimpleUploadedFile("x.zip", outbox(photos=(), log=log).getvalue())
    answer = sign_in("township_clerk").post("/field/outbox/", {"file": file})

    said = answer.content.decode()
    assert "“moon” is not a way to spend a duty day" in said
    assert "The outbox was empty" not in said


@pytest.mark.parametrize("log", [{"days": 3}, {"visits": None}])
def test_a_log_that_is_no_list_makes_no_outbox(outbox, phone, cast, log):
    with pytest.raises(OutboxUnreadable):
        take_in_outbox(outbox(photos=(), log=log), by=cast["township_clerk"], at=NOON)


def test_a_listing_that_was_changed_is_not_taken_in(outbox, phone, cast):
    file = outbox(phone.report(), change=lambda listing: listing.replace('"value": 14', '"value": 40'))
    with pytest.raises(OutboxUnsigned):
        take_in_outbox(file, by=cast["township_clerk"], at=NOON)

    with pytest.raises(OutboxUnsigned):
        take_in_outbox(outbox(phone.report(), seal="0" * 64), by=cast["township_clerk"], at=NOON)


def test_a_photo_that_was_changed_is_refused_and_its_report_kept(outbox, phone, photo, cast):
    body, out = phone.report(), io.BytesIO()
    with zipfile.ZipFile(outbox(body)) as good, zipfile.ZipFile(out, "w") as spoilt:
        for name in good.namelist():
            spoilt.writestr(name, good.read(name)[:-1] + b"!" if name.startswith("photos") else good.read(name))
    outcome = take_in_outbox(out, by=cast["township_clerk"], at=NOON)

    assert (outcome.fresh, outcome.photos) == (1, 0)
    assert outcome.rows[0].refused[0].code == "field.file_differs"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"hello"])
def test_what_is_no_outbox_is_said_to_be_none(content, world, cast):
    with pytest.raises(OutboxUnreadable):
        take_in_outbox(io.BytesIO(content), by=cast["township_clerk"], at=NOON)


def test_nobody_reports_beyond_the_roles_that_they_hold_now(outbox, phone, cast):
    file = outbox(phone.report(), photos=())
    user = cast.users["village_team"]
    user.grants.update(ended_at=NOON)
    outcome = take_in_outbox(file, by=cast["township_clerk"], at=NOON)
    assert (outcome.fresh, outcome.refused) == (0, 1)

    user.is_active = False
    user.save()
    with pytest.raises(ReporterGone):
        take_in_outbox(file, by=cast["township_clerk"], at=NOON)


def test_who_reports_nowhere_carries_no_outbox(outbox, phone, cast):
    with pytest.raises(NotAllowed):
        take_in_outbox(outbox(phone.report()), by=cast["viewer"], at=NOON)


def test_the_page_says_what_is_wrong_with_a_file(sign_in, world):
    answer = sign_in("township_clerk").post("/field/outbox/", {"file": SimpleUploadedFile("x.zip", b"nothing")})

    assert answer.status_code == 422
    assert "not an outbox" in answer.content.decode()
