"""Home, language, settings: what the frame itself answers."""

import pytest
from django.conf import settings
from django.test import Client

from bairi.ground.ui.look import COOKIE


def test_who_is_not_signed_in_is_led_to_the_sign_in_page_and_back(db):
    response = Client().get("/?all=1")

    assert response.status_code == 302
    assert response["Location"] == "/sign-in/?next=%2F%3Fall%3D1"


def test_home_says_what_would_be_here_when_there_is_no_campaign(sign_in):
    page = sign_in("commander").get("/").content.decode()

    assert "No campaign yet" in page
    assert "A data officer creates one from a workbook" in page


@pytest.mark.parametrize(("language", "lang"), [("zh-hant", "zh-Hant"), ("en", "en"), ("zh-hans", "zh-Hans")])
def test_the_language_switch_keeps_the_language_and_goes_back(sign_in, language, lang):
    client = sign_in("commander")

    response = client.post("/language/", {"language": language, "next": "/settings/"})

    assert (response.status_code, response["Location"]) == (302, "/settings/")
    assert f'<html lang="{lang}"' in client.get("/settings/").content.decode()


@pytest.mark.parametrize("wanted", ["//elsewhere.example/", "https://elsewhere.example/", "javascript:alert(1)", ""])
def test_the_language_switch_never_leads_elsewhere(sign_in, wanted):
    assert sign_in("commander").post("/language/", {"language": "en", "next": wanted})["Location"] == "/"


def test_an_unknown_language_changes_nothing(sign_in):
    response = sign_in("commander").post("/language/", {"language": "xx"})

    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


def test_settings_hold_on_the_device_and_the_language_for_the_person(sign_in, cast):
    client = sign_in("commander")

    response = client.post("/settings/", {"language": "zh-hans", "scheme": "dark", "large": "on"})

    assert response.status_code == 302
    assert client.cookies[COOKIE].value == "keys=0&large=1&scheme=dark"
    page = client.get("/settings/").content.decode()
    assert '<html lang="zh-Hans" data-keys="off" data-type="large" data-scheme="dark">' in page
    cast.users["commander"].refresh_from_db()
    assert cast.users["commander"].language == "zh-hans"


def test_a_settings_form_with_a_fault_says_so_and_keeps_the_status(sign_in):
    response = sign_in("commander").post("/settings/", {"language": "xx", "scheme": "dark"})

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


def test_a_spoilt_look_cookie_gives_the_default(sign_in):
    client = sign_in("commander")
    client.cookies[COOKIE] = "keys=%ZZ&&&&&&&&&&&&&=;large"

    assert 'data-keys="on"' in client.get("/settings/").content.decode()


def test_the_keys_are_listed_on_a_page_too(db):
    assert "<kbd>J</kbd>" in Client().get("/help/keys/").content.decode()
