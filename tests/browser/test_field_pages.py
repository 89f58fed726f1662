"""Every page of the field app for one thumb: axe, width, size of what is touched, in Chinese and English."""

import os
import random
from pathlib import Path

import pytest

from tests.browser.field_fixtures import SEED
from tests.browser.phones import FieldPhone, a_picture
from tests.browser.watch import assert_accessible, assert_fits

SHOTS = os.environ.get("BAIRI_SHOTS", "")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_is_sound_for_one_thumb(phone, language):
    rng = random.Random(SEED)
    mine = phone(language=language)
    mine.go_offline()
    mine.begin()
    mine.write(99, note="……")
    mine.add_photos(a_picture(rng, exif=True))
    look(mine, "form", language)
    mine.page.fill("#value", "x")
    mine.page.locator(".save .btn").click()
    mine.page.wait_for_selector("#faults")
    look(mine, "faults", language)
    mine.write(99)
    mine.save()
    look(mine, "saved", language)
    for name in ("home", "outbox", "sent", "phone"):
        mine.go(name)
        look(mine, name, language)
    mine.go_online()
    mine.wait_until_all_is("received")
    mine.go("sent")
    mine.page.locator("a.f.q").first.click()
    mine.page.wait_for_selector(".okk")
    look(mine, "received", language)


def look(mine: FieldPhone, name: str, language: str) -> None:
    """One picture where they are asked for; one heading, nothing sticks out, axe, nothing too small for a thumb."""
    if SHOTS:
        mine.page.screenshot(path=str(Path(SHOTS) / f"field-{name}-{language}.png"))
    assert mine.page.locator("h1").count() == 1
    assert_fits(mine.page)
    assert_accessible(mine.page)
    small = mine.page.evaluate(
        """() => [...document.querySelectorAll('a, button, input:not(.sr), select, textarea, summary')]
          .filter(e => e.getClientRects().length && !['radio', 'checkbox'].includes(e.type))
          .filter(e => e.getBoundingClientRect().height < 43 || e.getBoundingClientRect().width < 43)
          .map(e => `${e.outerHTML.slice(0, 80)} ${Math.round(e.getBoundingClientRect().height)}`)"""
    )
    assert not small, small
