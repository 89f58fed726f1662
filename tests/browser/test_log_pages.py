"""The log in a real browser: the list is sound; a proof is checked without a network, on the page and from a file."""

import os
from pathlib import Path

import pytest
from django.db import transaction

from bairi.ground.access import SYSTEM
from bairi.ground.transparency.actions import append, erase_personal_data, integrate
from bairi.ground.transparency.events import PersonalDataErased
from bairi.ground.transparency.queries import prove, published_key
from tests.browser.watch import assert_sound
from tests.cast import NOON

SHOTS = os.environ.get("BAIRI_SHOTS", "")


@pytest.fixture
def a_log(settings, tmp_path, transactional_db, cast):
    """Three events under a checkpoint, one of them erased, and one that waits."""
    settings.BAIRI_HOME = tmp_path
    place = cast.places["village"].code
    rows = [append_one(n, place) for n in range(3)]
    integrate(at=NOON)
    erase_personal_data(seq=1, reason="按本人申请", by=SYSTEM, at=NOON)
    integrate(at=NOON)
    append_one(9, place)
    return rows


def append_one(number, place):
    with transaction.atomic():
        event = PersonalDataErased(digest=f"{number:064d}", event_kind="reports.report_received", reason="按本人申请")
        return append(event, by=SYSTEM, at=NOON, place=place)


def shoot(page, name):
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


@pytest.mark.usefixtures("a_log")
def test_the_list_of_events_is_sound(open_page, width, language):
    page = open_page("/log/", who="township_clerk", width=width, language=language)

    shoot(page, f"events-{width}-{language}")
    assert_sound(page)


@pytest.mark.usefixtures("a_log")
def test_the_page_that_erases_is_sound(open_page, width, language):
    assert_sound(open_page("/log/events/0/erasure/", who="archivist", width=width, language=language))


def test_an_empty_list_is_sound(open_page, width, language):
    assert_sound(open_page("/log/?kind=none", who="township_clerk", width=width, language=language))


@pytest.mark.usefixtures("a_log")
def test_a_proof_is_checked_without_a_network(open_page, width, language):
    page = open_page("/log/check/", width=width, language=language)
    page.wait_for_selector("html[data-checker=ready]")
    page.context.set_offline(True)
    good = prove(SYSTEM, "0").text

    page.fill("#proof", good)
    page.fill("#key", published_key())
    page.click("button[type=submit]")
    page.wait_for_selector("#verdict.done")
    assert "reports.report_received" in page.inner_text("#shown")
    shoot(page, f"check-{width}-{language}")
    assert_sound(page)

    page.fill("#proof", good.replace("index 0", "index 1"))
    page.click("button[type=submit]")
    page.wait_for_selector("#verdict.late")
    assert page.is_hidden("#shown")


@pytest.mark.usefixtures("a_log")
def test_the_saved_checker_works_from_a_file(open_page, tmp_path):
    page = open_page("/log/check/", language="en")
    with page.expect_download() as download:
        page.click("a[download]")
    saved = tmp_path / "checker.html"
    download.value.save_as(saved)
    proof = tmp_path / "one.tlog-proof"
    proof.write_text(prove(SYSTEM, "2").text, encoding="utf-8")
    page.context.set_offline(True)

    page.goto(saved.as_uri())
    page.wait_for_selector("html[data-checker=ready]")
    page.set_input_files("#file", proof)
    page.click("#use-published")
    page.click("button[type=submit]")
    page.wait_for_selector("#verdict.done")
    assert "The proof holds." in page.inner_text("#verdict")

    page.set_input_files("#compared", proof)
    page.wait_for_function("document.querySelector('#comparison').textContent.includes('not among')")
