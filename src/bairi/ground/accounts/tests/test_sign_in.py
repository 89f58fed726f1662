"""Signing in: by name or phone, throttled, saying nothing about which of the two was wrong."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from bairi.ground.accounts import actions
from bairi.ground.accounts.models import SignInAttempt, User
from bairi.ground.accounts.problems import SignInRefused, TooManyAttempts
from bairi.ground.accounts.rules import FREE_BY_ADDRESS, FREE_BY_NAME, LONGEST_WAIT, wait_until
from tests.cast import NOON

RIGHT = "correct horse"


def try_in(name: str, password: str, at: datetime = NOON, address: str = "10.0.0.1") -> User:
    return actions.sign_in(name=name, password=password, address=address, at=at)


@pytest.mark.parametrize("typed", ["village_team", " Village_Team ", "13887650001", "＋86 138-8765-0001"])
def test_name_and_phone_both_lead_in(cast, typed):
    User.objects.filter(username="village_team").update(phone="13887650001")

    assert try_in(typed, RIGHT).username == "village_team"


@pytest.mark.parametrize("name", ["village_team", "nobody"])
def test_a_wrong_password_and_an_unknown_name_are_refused_alike(cast, name):
    with pytest.raises(SignInRefused):
        try_in(name, "wrong")


def test_a_closed_account_stays_shut(cast):
    User.objects.filter(username="village_team").update(is_active=False)

    with pytest.raises(SignInRefused):
        try_in("village_team", RIGHT)


def test_a_name_must_wait_after_some_failures_even_with_the_right_password(cast):
    for _ in range(FREE_BY_NAME):
        with pytest.raises(SignInRefused):
            try_in("village_team", "wrong")

    with pytest.raises(TooManyAttempts) as refused:
        try_in("village_team", RIGHT)
    assert refused.value.data["seconds"] == 31
    assert try_in("village_team", RIGHT, at=NOON + timedelta(seconds=31))
    assert not SignInAttempt.objects.exists()


def test_an_address_must_wait_whatever_names_it_tries(cast):
    for n in range(FREE_BY_ADDRESS):
        with pytest.raises(SignInRefused):
            try_in(f"guess-{n}", "wrong")

    with pytest.raises(TooManyAttempts):
        try_in("village_team", RIGHT)
    assert try_in("village_team", RIGHT, address="10.0.0.2")


@given(st.integers(0, 60), st.integers(0, 60))
def test_more_failures_never_shorten_the_wait(fewer, more):
    few, many = sorted((fewer, more))
    moments = [NOON] * many
    waits = [wait_until(moments[:n], 5) or NOON for n in (few, many)]

    assert NOON <= waits[0] <= waits[1] <= NOON + LONGEST_WAIT


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [("/people/?q=a", "/people/?q=a"), ("//evil.example/x", "/"), ("https://evil.example", "/"), ("", "/")],
)
def test_signing_in_leads_back_only_within_this_site(cast, client, wanted, led_to):
    answer = client.post(reverse("sign_in"), {"name": "commander", "password": RIGHT, "next": wanted})

    assert (answer.status_code, answer["Location"]) == (302, led_to)


def test_a_wrong_password_is_said_in_the_form(cast, client):
    client.cookies["language"] = "en"
    answer = client.post(reverse("sign_in"), {"name": "commander", "password": "not-this"})

    assert answer.status_code == 422
    assert "do not fit together" in answer.content.decode()
    assert "not-this" not in answer.content.decode()


def test_a_page_without_a_session_leads_to_the_door_and_back(client, db):
    answer = client.get(reverse("people") + "?q=a")

    assert answer["Location"] == "/sign-in/?next=%2Fpeople%2F%3Fq%3Da"


def test_the_first_password_must_be_changed_before_anything_else(cast, sign_in):
    User.objects.filter(username="data_officer").update(must_change_password=True)
    client = sign_in("data_officer")

    assert client.get(reverse("people"))["Location"] == reverse("change_password")
    new = {"old": RIGHT, "new": "a longer sentence", "again": "a longer sentence"}
    assert client.post(reverse("change_password"), new)["Location"] == reverse("profile")
    assert client.get(reverse("people")).status_code == 200


def test_signing_out_takes_a_post(cast, sign_in):
    client = sign_in("commander")

    assert client.get(reverse("sign_out")).status_code == 405
    assert client.post(reverse("sign_out")).status_code == 302
    assert client.get(reverse("profile")).status_code == 302


def test_the_demo_door_exists_only_in_a_demo(cast, client, settings, tmp_path):
    User.objects.filter(username="commander").update(is_demo=True)
    assert client.post(reverse("demo_sign_in"), {"username": "commander"}).status_code == 404

    settings.BAIRI_HOME = tmp_path
    (tmp_path / "demo.json").write_text("{}")
    assert client.post(reverse("demo_sign_in"), {"username": "data_officer"}).status_code == 404
    assert client.post(reverse("demo_sign_in"), {"username": "commander"}).status_code == 302
