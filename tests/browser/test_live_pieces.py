"""Pieces that htmx exchanges: errors land in the form, refusals beside the page, waiting is shown, an undo runs out."""

import pytest

from tests.browser.watch import assert_accessible


@pytest.fixture(autouse=True)
def _gallery(settings):
    settings.ROOT_URLCONF = "bairi.ground.ui.tests.gallery"


def test_a_refused_form_comes_back_with_its_errors_and_the_focus(open_page, watch):
    watch.forgive("422")
    page = open_page("/gallery/", language="en")
    page.locator("#live-n").fill("-5")
    page.locator("#live button").first.click()

    page.wait_for_selector("#live [data-errors]")
    assert page.evaluate("document.activeElement.matches('#live [data-errors]')")
    assert page.locator("#live input[name=quantity]").input_value() == "-5"
    assert_accessible(page, within="#live")


def test_what_is_kept_says_so_and_its_undo_runs_out(open_page):
    page = open_page("/gallery/", language="en")
    page.locator("#live-n").fill("6")
    page.locator("#live button").first.click()

    toast = page.locator("#toasts .toast.success")
    toast.wait_for()
    assert "Undo" in toast.inner_text()
    assert_accessible(page, within="#toasts")
    page.mouse.move(5, 5)
    toast.wait_for(state="detached", timeout=8000)


def test_a_refusal_stands_beside_the_page_and_replaces_nothing(open_page, watch):
    watch.forgive("403")
    page = open_page("/gallery/", language="en")
    button = page.get_by_role("button", name="无权的事")
    button.click()

    toast = page.locator("#toasts .toast.error")
    toast.wait_for()
    assert "Your role does not include this: 催报." in toast.inner_text()
    assert button.is_visible()
    toast.locator("[data-dismiss]").click()
    assert page.locator("#toasts .toast").count() == 0


def test_the_old_figure_stays_while_the_new_one_is_fetched(open_page):
    page = open_page("/gallery/")
    page.get_by_role("button", name="慢的事").click()

    page.wait_for_selector(".busy", state="attached")
    assert page.locator("#slow[data-stale]").inner_text() == "旧的数字"
    page.locator("#slow", has_text="新的数字").wait_for()
    page.wait_for_selector(".busy", state="detached")
    assert page.locator("[data-stale]").count() == 0


def test_a_broken_line_is_said_once_and_what_was_typed_stays(open_page, watch):
    watch.forgive("ERR_")
    watch.forgive("Failed to fetch")
    page = open_page("/gallery/", language="en")
    page.locator("#live-n").fill("6")
    page.context.set_offline(True)
    page.locator("#live button").first.click()
    page.locator("#toasts [data-broken]").wait_for()
    page.locator("#live button").first.click()

    assert page.locator("#toasts [data-broken]").count() == 1
    assert page.locator("#live-n").input_value() == "6"


def test_sorting_keeps_the_place_on_the_page(open_page):
    page = open_page("/gallery/")
    page.evaluate("window.kept = true")

    page.get_by_role("link", name="村", exact=True).click()
    page.wait_for_url("**sort=place**")
    assert page.locator("th[aria-sort=ascending]").count() == 1
