"""The pages of ODK in a real browser: a phone prepared, a form refused cell by cell, a submission taken in."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from bairi.edges.openrosa.actions import Attached, receive_submission
from bairi.edges.openrosa.models import Submission
from bairi.edges.openrosa.rules.answers import read_submission
from bairi.edges.openrosa.tests.conftest import filled_in, publish_fast, several_form
from bairi.ground.files.actions import store_file
from bairi.ground.transparency.actions import erase_personal_data, integrate
from bairi.ground.transparency.models import EventRow
from tests.browser.watch import assert_sound
from tests.cast import NOON
from tests.world import CAMPAIGN, a_photo, make_plan

BOTH = pytest.mark.parametrize(("width", "language"), [("phone", "zh-hans"), ("desk", "en")])
SHOTS = os.environ.get("BAIRI_SHOTS", "")


@pytest.fixture
def odk(settings, tmp_path, transactional_db, cast):
    """The campaign with its form, and two submissions of the village that wait, one with a photo."""
    settings.BAIRI_HOME = tmp_path
    make_plan(cast)
    publish_fast(cast)
    photo = store_file(a_photo(), by=cast["village_team"], at=NOON)
    send(cast, filled_in(cast, instance="uuid:1", task="bridges", note="桥面已浇筑，等待验收"), photo.pk)
    send(cast, filled_in(cast, instance="uuid:2", form="their_own_form_for_roads", value="十二公里半"))
    return Submission.objects.order_by("id").first()


def send(cast, xml, *photos):
    receive_submission(
        campaign=CAMPAIGN,
        sent=read_submission(xml),
        xml=xml,
        files=[Attached(sha256, "IMG_20160331_路面.jpg") for sha256 in photos],
        by=cast["village_team"],
        at=NOON,
    )


def shoot(page, name):
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"odk-{name}.png"), full_page=True)


@BOTH
def test_the_pages_are_sound(odk, open_page, width, language):
    page = open_page(reverse("odk_submissions", args=[CAMPAIGN]), who="township_clerk", width=width, language=language)
    shoot(page, f"list-{width}-{language}")
    assert_sound(page)

    page.goto(reverse("odk_submission", args=[CAMPAIGN, odk.pk]))
    page.click("summary:has-text('XML')")
    shoot(page, f"one-{width}-{language}")
    assert_sound(page)


@BOTH
def test_the_pages_of_a_form_of_several_reports_are_sound(odk, cast, open_page, width, language):
    form = several_form(cast)
    send(cast, form([{"task": "roads", "km": 3, "note": "一组路面"}, {"task": "bridges", "km": 1}, {"km": "四"}]))
    whole = Submission.objects.get(state="divided")
    page = open_page(
        reverse("odk_submission", args=[CAMPAIGN, whole.pk]), who="township_clerk", width=width, language=language
    )
    shoot(page, f"whole-{width}-{language}")
    assert_sound(page)

    page.goto(reverse("odk_submission", args=[CAMPAIGN, whole.entries.get(entry="visits[2]").pk]))
    shoot(page, f"entry-{width}-{language}")
    assert_sound(page)
    page.goto(reverse("odk_submissions", args=[CAMPAIGN]))
    shoot(page, f"entries-{width}-{language}")
    assert_sound(page)


@BOTH
def test_the_pages_of_an_erased_submission_are_sound(odk, cast, open_page, width, language):
    integrate(at=NOON)
    seq = EventRow.objects.get(kind="openrosa.submission_kept", subject=odk.instance_id).seq
    page = open_page(reverse("erase_personal_data", args=[seq]), who="archivist", width=width, language=language)
    shoot(page, f"erase-{width}-{language}")
    assert_sound(page)

    erase_personal_data(seq=seq, reason="本人要求", by=cast["archivist"], at=NOON)
    page.goto(reverse("odk_submission", args=[CAMPAIGN, odk.pk]))
    shoot(page, f"erased-{width}-{language}")
    assert_sound(page)


@BOTH
def test_a_phone_is_prepared_and_a_form_refused_by_its_cells(odk, open_page, watch, tmp_path, width, language):
    watch.forgive("status of 422")
    page = open_page(reverse("odk_forms", args=[CAMPAIGN]), who="data_officer", width=width, language=language)
    page.fill("#id_name", "红色手机")
    page.click("form[action$='/phones/'] button")
    page.wait_for_selector(".qr")
    shoot(page, f"phone-{width}-{language}")
    assert_sound(page)

    page.goto(reverse("odk_forms", args=[CAMPAIGN]))
    with page.expect_download() as download:
        page.click("a[href$='/odk/form.xlsx']")
    taken = tmp_path / "taken.xlsx"
    download.value.save_as(taken)
    book = load_workbook(taken)
    book["survey"]["A16"], book["reports"]["A3"] = "audio", "tusk"
    bad = tmp_path / "form.xlsx"
    book.save(bad)
    page.set_input_files("#id_source", bad)
    page.click("form[enctype] button")
    page.wait_for_selector("#cells-title")
    shoot(page, f"cells-{width}-{language}")
    assert_sound(page)


def test_a_clerk_takes_a_submission_in_by_keyboard(odk, open_page):
    page = open_page(reverse("odk_submission", args=[CAMPAIGN, odk.pk]), who="township_clerk", language="en")
    assert page.input_value("#id_value") == "12.5"
    page.focus("#id_note")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/odk/submissions/")

    odk.refresh_from_db()
    assert odk.state == "taken_in"
