"""A phone that asks too often, or signs in wrongly again and again, waits; nothing is lost, and nobody else waits."""

import pytest
from django.test import Client
from django.utils.timezone import now

from bairi.delivery.reports.models import Report
from bairi.edges.openrosa.actions import add_phone
from bairi.edges.openrosa.models import Submission
from bairi.edges.openrosa.tests.conftest import BASE, filled_in, post
from bairi.edges.openrosa.tests.test_door import TYPE, knock, part
from bairi.edges.openrosa.tests.test_sign_in import LIST, authorization, basic, challenge
from bairi.ground.access.buckets import Buckets, Size
from bairi.ground.accounts.actions import create_token, note_token_use
from tests.cast import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch):
    """The door gives back connections that have grown old; a test's own must stay."""
    monkeypatch.setattr("bairi.edges.openrosa.door.close_old_connections", lambda: None)


@pytest.fixture
def made(drive):
    return add_phone(name="红色手机", by=drive["village_team"], at=NOON)


def digest(made, secret: str, language: str = "en", address: str = "10.0.0.1"):
    header = authorization(made.username, secret, challenge=challenge())
    headers = {"authorization": header, "accept-language": language}
    return Client().get(LIST, headers=headers, REMOTE_ADDR=address)


def test_a_phone_that_asks_too_often_keeps_what_it_has_and_sends_it_later(phone, drive, settings, monkeypatch):
    moment = [1000.0]
    monkeypatch.setattr("bairi.ground.access.buckets.time.monotonic", lambda: moment[0])
    settings.BAIRI_API_RATE = 4
    client = phone("village_team")
    forms = [filled_in(drive, value=str(n)) for n in range(3)]
    answers = [post(client, xml) for xml in forms]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[2]["Retry-After"] == "15"
    assert 'nature="submit_error">This phone asks too often. Nothing is lost' in answers[2].content.decode()
    assert Submission.objects.count() == 2
    assert post(phone("neighbour_team"), filled_in(drive)).status_code == 201
    moment[0] += 15
    assert post(client, forms[2]).status_code == 201
    assert Report.objects.filter(value=2).count() == 1


def test_the_door_for_plain_submissions_keeps_the_same_count(drive, settings):
    settings.BAIRI_API_RATE = 4
    made = create_token(name="phone", by=drive["village_team"], at=NOON)
    note_token_use(token=made.token.pk, at=now())
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {made.secret}"}
    bodies = [part("xml_submission_file", filled_in(drive, value=str(n))) + b"--b--\r\n" for n in range(3)]

    assert [knock(body, **bearer)[0] for body in bodies] == ["201 Created", "201 Created", "handed on"]
    client = Client(headers={"authorization": f"Bearer {made.secret}"})
    answer = client.post(f"{BASE}/submission", bodies[2], content_type=TYPE)
    assert answer.status_code == 429


def test_guessing_under_one_name_is_stopped_before_it_is_looked_at(made, monkeypatch):
    tried = [digest(made, f"bairi_{n}").status_code for n in range(20)]
    looked = []
    monkeypatch.setattr("bairi.edges.openrosa.queries.phones.bearer_by_digest", lambda *a, **k: looked.append(a))
    limited = digest(made, "bairi_guess")

    assert tried == [401] * 20
    assert (limited.status_code, limited["Retry-After"]) == (429, "6")
    assert "WWW-Authenticate" not in limited
    assert "Too many failed sign-ins" in limited.content.decode()
    assert not looked


def test_who_is_right_waits_only_under_the_same_name_from_the_same_address(drive, made):
    for n in range(20):
        digest(made, f"bairi_{n}")
    other = add_phone(name="second", by=drive["neighbour_team"], at=NOON)

    assert digest(made, made.password).status_code == 429
    assert digest(made, made.password, address="10.0.0.2").status_code == 200
    assert digest(other, other.password).status_code == 200


def test_an_address_that_goes_through_names_is_told_to_wait_and_the_office_goes_on(drive, made, settings):
    tried = [basic(f"person{n}", "bairi_x", secure=True, REMOTE_ADDR="10.0.0.1").status_code for n in range(125)]

    assert tried[:120] == [401] * 120
    assert 429 in tried[120:]
    assert digest(made, made.password).status_code == 200


def test_asking_how_to_sign_in_is_no_failure_whatever_else_comes_from_there(made):
    for n in range(30):
        challenge()
        Client().get(LIST, headers={"authorization": f"Digest nonsense{n}"})

    assert digest(made, made.password).status_code == 200


def test_the_refusal_speaks_the_phones_language(made):
    for n in range(20):
        digest(made, f"bairi_{n}")

    assert "登录失败次数过多" in digest(made, made.password, "zh-CN,zh;q=0.9").content.decode()


def test_a_bucket_fills_again_and_no_fuller_than_full(monkeypatch):
    moment = [0.0]
    monkeypatch.setattr("bairi.ground.access.buckets.time.monotonic", lambda: moment[0])
    buckets = Buckets(lambda: Size(room=2, rate=0.5))

    assert [buckets.take("a") for _ in range(3)] == [0.0, 0.0, 2.0]
    assert (buckets.wait("a"), buckets.wait("b")) == (2.0, 0.0)
    moment[0] = 100.0
    assert [buckets.take("a") for _ in range(3)] == [0.0, 0.0, 2.0]
