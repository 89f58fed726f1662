"""Every refusal of the API has one shape, whoever refuses."""

import pytest
from django.test import Client

from bairi.edges.api.auth import TokenThrottle
from bairi.ground.accounts import actions
from tests.cast import NOON


@pytest.fixture
def token(cast):
    return actions.create_token(name="test", by=cast["department"], at=NOON).secret


@pytest.fixture
def caller(token):
    return Client(headers={"authorization": f"Bearer {token}", "accept-language": "en"})


def assert_shape(answer, status, code):
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("application/json")
    assert answer.json().keys() == {"error"}
    assert answer.json()["error"].keys() == {"code", "message", "data"}
    assert answer.json()["error"]["code"] == code


def test_the_token_says_who_one_is(caller):
    answer = caller.get("/api/v1/me")

    assert answer.json() == {
        "name": "Department",
        "language": "en",
        "grants": [{"role": "department", "place": "533401", "tasks": ["roads"], "campaign": None}],
    }


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer bairi_x"}, {"authorization": "Basic eDp5"}])
def test_no_token(db, headers):
    answer = Client(headers=headers).get("/api/v1/me")

    assert_shape(answer, 401, "api.token_needed")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_no_such_address(caller):
    assert_shape(caller.get("/api/v1/nothing"), 404, "web.page_not_found")


@pytest.mark.parametrize(
    ("address", "name", "offered"),
    [
        ("/api/v1/places?belwo=5334", "belwo", "below"),
        ("/api/v1/places?=x", "", "below"),
        ("/api/v1/me?x", "x", "none"),
    ],
)
def test_no_such_parameter(caller, address, name, offered):
    answer = caller.get(address)

    assert_shape(answer, 422, "api.unknown_parameter")
    assert f"“{name}”" in answer.json()["error"]["message"]
    assert offered in answer.json()["error"]["message"]


def test_no_such_method(caller):
    answer = caller.delete("/api/v1/me")

    assert_shape(answer, 405, "api.method_not_offered")
    assert answer["Allow"] == "GET"


def test_too_many_requests(caller, settings, monkeypatch):
    settings.BAIRI_API_RATE = 4
    answers = [caller.get("/api/v1/me") for _ in range(3)]

    assert [a.status_code for a in answers] == [200, 200, 429]
    assert_shape(answers[-1], 429, "api.too_many_requests")
    assert 1 <= int(answers[-1]["Retry-After"]) <= 15


def test_a_fault_of_ours_is_said_in_the_same_shape(caller, monkeypatch):
    caller.raise_request_exception = False
    monkeypatch.setattr("bairi.edges.api.auth.bearer_of", lambda *args, **kwargs: 1 / 0)

    assert_shape(caller.get("/api/v1/me"), 500, "web.server_fault")


def test_the_sentence_comes_in_the_language_that_is_asked_for(token):
    chinese = Client(headers={"authorization": f"Bearer {token}", "accept-language": "zh-Hans"})

    assert chinese.get("/api/v1/me")["Content-Language"] == "zh-hans"
    assert chinese.get("/api/v1/me", headers={"accept-language": "en"})["Content-Language"] == "en"


def test_a_bucket_fills_again(monkeypatch, settings, rf):
    settings.BAIRI_API_RATE = 120
    moment = [0.0]
    monkeypatch.setattr("bairi.ground.access.buckets.time.monotonic", lambda: moment[0])
    bucket, request = TokenThrottle(), rf.get("/")

    assert [bucket.allow_request(request) for _ in range(61)] == [True] * 60 + [False]
    assert bucket.wait() == 0.5
    moment[0] = 0.5
    assert bucket.allow_request(request)
