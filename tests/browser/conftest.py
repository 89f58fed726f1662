"""A real Chromium for the tests of pages, and a watch that lets no error of the browser pass."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.demo import demo, demo_home, own_demo, visit  # noqa: F401 - fixtures for the tests of this folder
from tests.browser.field_fixtures import blank, line, phone  # noqa: F401 - the same
from tests.browser.watch import Watch

# Playwright's synchronous calls run inside an event loop of its own, which Django would mistake for ours.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-extensions", "--disable-component-update", "--disable-default-apps", "--disable-sync",
    "--no-first-run", "--mute-audio",
    "--font-render-hinting=none", "--hide-scrollbars",
)  # fmt: skip
WIDTHS = {"phone": 390, "desk": 1440}
HEIGHTS = {"phone": 844, "desk": 900}
LANGUAGES = ("zh-hans", "en")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is marked as what it is."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of the system, one for each test process."""
    chosen = os.environ.get("CHROMIUM") or next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    assert chosen, "Install chromium, or name it: CHROMIUM=/path/to/chrome"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chosen, args=list(ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture(params=list(WIDTHS))
def width(request: pytest.FixtureRequest) -> str:
    """`phone` (390 px) and `desk` (1440 px), one after the other."""
    return request.param


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Chinese and English, one after the other."""
    return request.param


@pytest.fixture
def open_browser(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """`open_browser(base_url, width="phone", language="en", cookies={...})` gives a context, closed afterwards."""
    opened = []

    def opening(
        base_url: str,
        *,
        width: str = "desk",
        language: str = "zh-hans",
        cookies: dict[str, str] | None = None,
        **options: Any,
    ) -> BrowserContext:
        options.setdefault("viewport", {"width": WIDTHS[width], "height": HEIGHTS[width]})
        options.setdefault("reduced_motion", "reduce")
        if width == "phone":
            options = {"device_scale_factor": 2, "is_mobile": True, "has_touch": True} | options
        locale = {"zh-hans": "zh-CN", "zh-hant": "zh-TW", "en": "en-GB"}[language]
        context = browser.new_context(base_url=base_url, locale=locale, timezone_id="Asia/Shanghai", **options)
        context.set_default_timeout(15_000)
        jar = {settings.LANGUAGE_COOKIE_NAME: language} | (cookies or {})
        context.add_cookies([{"name": name, "value": value, "url": base_url} for name, value in jar.items()])
        opened.append(context)
        return context

    yield opening
    for context in opened:
        context.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the test for what the browser complained of on any page that it watched."""
    watching = Watch()
    yield watching
    watching.raise_complaints()


@pytest.fixture
def open_page(live_server, transactional_db, open_browser, watch, request) -> Callable[..., Page]:
    """`open_page("/", who="commander", width="phone", language="en")`: a watched page of the cast's server."""

    def opening(
        path: str, *, who: str | None = None, width: str = "desk", language: str = "zh-hans", **options: Any
    ) -> Page:
        cookies = {}
        if who:
            client = request.getfixturevalue("sign_in")(who)
            cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = open_browser(live_server.url, width=width, language=language, cookies=cookies, **options)
        page = watch.over(context.new_page())
        page.goto(path)
        return page

    return opening
