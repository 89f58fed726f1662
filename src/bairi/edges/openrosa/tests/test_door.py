"""The door for plain submissions: the same outcome as the view, and everything else handed on as it came."""

import io

import pytest
from django.utils.timezone import now

from bairi.delivery.reports.models import Report
from bairi.edges.openrosa.actions import add_phone
from bairi.edges.openrosa.door import SubmissionsDoor
from bairi.edges.openrosa.models import Submission
from bairi.edges.openrosa.rules.digest import new_nonce
from bairi.edges.openrosa.sealing import nonce_key
from bairi.edges.openrosa.tests.conftest import BASE, filled_in
from bairi.edges.openrosa.tests.test_sign_in import authorization
from bairi.ground.accounts.actions import create_token, note_token_use
from bairi.ground.accounts.models import ApiToken
from tests.cast import NOON

pytestmark = pytest.mark.django_db
ADDRESS = f"{BASE}/submission"
TYPE = "multipart/form-data; boundary=b"


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch):
    """The door gives back connections that have grown old; a test's own must stay."""
    monkeypatch.setattr("bairi.edges.openrosa.door.close_old_connections", lambda: None)


@pytest.fixture
def token(drive):
    made = create_token(name="phone", by=drive["village_team"], at=NOON)
    note_token_use(token=made.token.pk, at=now())
    return made.secret


def part(name: str, content: bytes) -> bytes:
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="f"\r\nContent-Type: text/xml\r\n\r\n'
    return head.encode() + content + b"\r\n"


def knock(body: bytes, **environ):
    """What the door answers: (status, body), or "handed on" with the body that the application could read."""
    said = []

    def application(environ, start_response):
        said.append(("handed on", environ["wsgi.input"].read()))
        return [b""]

    def start_response(status, headers):
        said.append((status, dict(headers)))

    given = {
        "REQUEST_METHOD": "POST", "PATH_INFO": ADDRESS, "QUERY_STRING": "", "CONTENT_TYPE": TYPE,
        "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body),
    }  # fmt: skip
    answer = b"".join(SubmissionsDoor(application)(given | environ, start_response))
    return said[0][0], said[0][1], answer


def test_a_plain_submission_goes_in(drive, token):
    body = part("xml_submission_file", filled_in(drive)) + b"--b--\r\n"
    status, headers, answer = knock(body, HTTP_AUTHORIZATION=f"Bearer {token}")
    again, *_ = knock(body, HTTP_AUTHORIZATION=f"Bearer {token}")

    assert (status, again) == ("201 Created", "201 Created")
    assert headers["X-OpenRosa-Version"] == "1.0"
    assert headers["Content-Length"] == str(len(answer))
    assert b'nature="submit_success"' in answer
    assert (Report.objects.count(), Submission.objects.count()) == (1, 1)
    assert Report.objects.get().via == "device"


def test_digest_signs_this_address_with_its_query(drive):
    made = add_phone(name="phone", by=drive["village_team"], at=NOON)
    note_token_use(token=ApiToken.objects.get(prefix=made.prefix).pk, at=now())
    nonce = new_nonce(int(now().timestamp()), nonce_key())
    signed = authorization(made.username, made.password, method="POST", uri=f"{ADDRESS}?deviceID=1", nonce=nonce)
    body = part("xml_submission_file", filled_in(drive)) + b"--b--\r\n"

    assert knock(body, HTTP_AUTHORIZATION=signed)[0] == "handed on"
    assert knock(body, HTTP_AUTHORIZATION=signed, QUERY_STRING="deviceID=1")[0] == "201 Created"


def test_whatever_is_not_plain_is_handed_on_whole(drive, token):
    good = part("xml_submission_file", filled_in(drive))
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    knocks = [
        (good + part("photo", b"x") + b"--b--\r\n", bearer),
        (part("other", b"<d/>") + b"--b--\r\n", bearer),
        (good, bearer),
        (part("xml_submission_file", b"<d") + b"--b--\r\n", bearer),
        (good + b"--b--\r\n", {}),
        (good + b"--b--\r\n", {"HTTP_AUTHORIZATION": "Bearer none"}),
        (good + b"--b--\r\n", bearer | {"HTTP_ACCEPT_LANGUAGE": "en"}),
        (good + b"--b--\r\n", bearer | {"PATH_INFO": "/openrosa/none/submission"}),
        (good + b"--b--\r\n", bearer | {"PATH_INFO": f"{BASE}/formList"}),
        (good + b"--b--\r\n", bearer | {"CONTENT_TYPE": "text/plain"}),
        (good + b"--b--\r\n", bearer | {"REQUEST_METHOD": "HEAD"}),
    ]
    for body, environ in knocks:
        said, seen, _ = knock(body, **environ)
        assert (said, seen) == ("handed on", body), environ

    assert not Submission.objects.exists()


def test_a_fault_is_tried_the_long_way(drive, token, monkeypatch):
    def fail(**facts):
        raise OSError("no room")

    monkeypatch.setattr("bairi.edges.openrosa.door.receive_submission", fail)
    body = part("xml_submission_file", filled_in(drive)) + b"--b--\r\n"

    assert knock(body, HTTP_AUTHORIZATION=f"Bearer {token}")[0] == "handed on"
