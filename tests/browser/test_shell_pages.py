"""Home, settings, keys and the page of an unknown address in a real browser."""

import os
from datetime import date
from pathlib import Path

import pytest

from bairi.plan.campaigns.models import Campaign
from tests.browser.watch import assert_sound

SHOTS = os.environ.get("BAIRI_SHOTS", "")


@pytest.fixture
def campaigns(cast):
    """Two campaigns of the cast's county: one that runs as a replay, one in draft."""
    county = cast.places["county"]
    common = {"place": county, "start_on": date(2016, 2, 14), "deadline_on": date(2016, 5, 23)}
    Campaign.objects.create(code="draft", name="第二次百日会战", name_en="Second hundred-day battle", **common)
    Campaign.objects.create(
        code="first", name="第一次百日会战", name_en="First hundred-day battle", state="running", started_known=1,
        replay_at="2016-03-31T10:00:00+08:00", **common,
    )  # fmt: skip


@pytest.mark.parametrize(
    "path", ["/?all=1", "/search/?q=%E9%95%87", "/search/?q=none", "/settings/", "/help/keys/", "/no-such-page/"]
)
def test_a_page_of_the_shell_is_sound(open_page, campaigns, width, language, path, watch):
    watch.forgive("404")
    page = open_page(path, who="commander", width=width, language=language)

    if SHOTS:
        page.screenshot(
            path=str(Path(SHOTS) / f"shell-{''.join(c if c.isalnum() else '-' for c in path)}-{width}-{language}.png")
        )
    assert_sound(page)


def test_the_language_changes_on_the_spot_and_holds(open_page, campaigns):
    page = open_page("/settings/", who="commander", width="desk", language="zh-hans")

    page.locator(".top > form.lang button[value=en]").click()
    page.wait_for_selector("html[lang=en]")
    assert page.locator("h1").inner_text() == "Settings"
    page.reload()
    assert page.locator("html").get_attribute("lang") == "en"


def test_settings_take_hold_at_once(open_page, campaigns):
    page = open_page("/settings/", who="commander", language="en")

    page.get_by_label("Large type").check()
    page.get_by_label("Dark").check()
    page.get_by_role("button", name="Save").click()

    page.wait_for_selector("html[data-type=large][data-scheme=dark]")
    assert page.locator("#toasts .toast").inner_text().startswith("Your settings are saved.")
    assert_sound(page)
