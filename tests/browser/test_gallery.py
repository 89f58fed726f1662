"""All components together in a real browser: sound, in every mode, on paper, by keyboard, built and unbuilt."""

import os
from pathlib import Path

import pytest

from bairi.ground.ui.tags import frame
from tests.browser.watch import assert_accessible, assert_fits, assert_sound

SHOTS = os.environ.get("BAIRI_SHOTS", "")
STEADY = "document.documentElement.classList.remove('scripted'); document.activeElement?.blur()"


@pytest.fixture(autouse=True)
def _gallery(settings):
    settings.ROOT_URLCONF = "bairi.ground.ui.tests.gallery"


def shoot(page, name: str) -> None:
    """Keep a picture for the eye, when a folder is named in BAIRI_SHOTS."""
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def focused(page) -> str:
    return page.evaluate("document.activeElement.closest('[class]')?.className ?? document.activeElement.tagName")


def test_every_component_is_sound(open_page, width, language):
    page = open_page("/gallery/", width=width, language=language)

    shoot(page, f"gallery-{width}-{language}")
    assert_sound(page)


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_colours_are_readable_in_both_schemes_and_off_today(open_page, scheme):
    page = open_page("/gallery/?day=26&known=then", color_scheme=scheme)

    shoot(page, f"gallery-{scheme}-past")
    assert "past" in page.locator("form.asof").get_attribute("class")
    assert_accessible(page)


def test_large_type_at_phone_width_and_at_320_px_still_fits(open_page):
    page = open_page("/gallery/", width="phone")
    page.evaluate("document.documentElement.dataset.type = 'large'")
    assert_fits(page)

    page.set_viewport_size({"width": 320, "height": 700})
    assert_fits(page)


def test_forced_colours_and_more_contrast_keep_everything_readable(open_page):
    page = open_page("/gallery/", forced_colors="active", contrast="more")

    shoot(page, "gallery-forced")
    assert_fits(page)


def test_paper_carries_no_chrome(open_page):
    page = open_page("/gallery/")
    page.emulate_media(media="print", color_scheme="light")

    shoot(page, "gallery-print")
    assert page.locator(".print-head").is_visible()
    for chrome in (".top", ".asof", ".tabs", ".lead .btn"):
        assert not page.locator(chrome).first.is_visible()


def test_the_unbuilt_style_sheet_looks_the_same(open_page, monkeypatch):
    built = open_page("/gallery/")
    built.evaluate(STEADY)
    expected = built.screenshot(full_page=True)

    monkeypatch.setattr(frame, "built_name", lambda name: None)
    plain = open_page("/gallery/")
    plain.evaluate(STEADY)

    assert plain.screenshot(full_page=True) == expected


def test_j_and_k_walk_through_the_list_and_enter_opens(open_page):
    page = open_page("/gallery/")
    page.evaluate("document.activeElement.blur()")

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert "虎跳峡镇 长胜村" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("k")
    assert "上江乡 福库村" in page.evaluate("document.activeElement.innerText")


def test_arrows_move_through_the_matrix(open_page):
    page = open_page("/gallery/")
    page.locator("a.cell").first.focus()

    page.keyboard.press("ArrowRight")
    assert focused(page) == "cell at_risk"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('tr').className") == "below"


def test_brackets_go_a_day_back_and_on_but_never_past_today(open_page):
    page = open_page("/gallery/?basis=verified")
    page.evaluate("document.activeElement.blur()")

    page.keyboard.press("[")
    page.wait_for_url("**day=46**")
    assert "basis=verified" in page.url
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("]")
    page.wait_for_url(lambda url: "day=46" not in url)
    assert "past" not in page.locator("form.asof").get_attribute("class").split()


def test_single_keys_do_nothing_in_a_field_and_when_switched_off(open_page):
    page = open_page("/gallery/")
    page.locator("#f2").focus()
    page.keyboard.press("?")
    assert not page.locator("#keys-help").is_visible()
    assert page.locator("#f2").input_value() == "?"

    page.evaluate("document.activeElement.blur(); document.documentElement.dataset.keys = 'off'")
    page.keyboard.press("?")
    assert not page.locator("#keys-help").is_visible()


def test_the_help_opens_by_its_key_and_closes_by_escape(open_page):
    page = open_page("/gallery/")
    page.evaluate("document.activeElement.blur()")

    page.keyboard.press("?")
    assert page.locator("#keys-help").is_visible()
    assert_accessible(page, within="#keys-help")
    page.keyboard.press("Escape")
    assert not page.locator("#keys-help").is_visible()


def test_the_focus_goes_to_the_errors_and_from_there_into_the_field(open_page):
    page = open_page("/gallery/")
    assert "errors" in focused(page)

    page.locator("[data-errors] a").first.click()
    assert page.evaluate("document.activeElement.name") == "quantity"


def test_the_menu_holds_the_ways_on_a_phone_and_closes_by_escape(open_page):
    page = open_page("/gallery/", width="phone", who="commander")
    page.locator(".menu > summary").click()

    shoot(page, "menu-phone")
    assert page.locator(".menu-body form.lang").is_visible()
    box = page.locator(".menu-body").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert_accessible(page, within=".menu")
    page.keyboard.press("Escape")
    assert not page.locator(".menu-body").is_visible()


def test_a_wall_shows_no_chrome_and_does_not_scroll(open_page):
    page = open_page("/gallery/", viewport={"width": 1920, "height": 1080})
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("t")
    page.wait_for_url("**wall=1**")

    shoot(page, "gallery-wall")
    assert page.locator("#wall-clock").is_visible()
    assert not page.locator("[data-stale-note]").is_visible()
    assert not page.locator(".top .lang").first.is_visible()
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "wall" not in url)
