"""All components together in a real browser: sound, in every mode, and by keyboard."""

import os
from pathlib import Path

import pytest

from tests.browser.watch import assert_accessible, assert_sound

SHOTS = os.environ.get("BAIRI_SHOTS", "")


@pytest.fixture(autouse=True)
def _gallery(settings):
    settings.ROOT_URLCONF = "bairi.ground.ui.tests.gallery"


def shoot(page, name: str) -> None:
    """Keep a picture for the eye, when a folder is named in BAIRI_SHOTS."""
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


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
