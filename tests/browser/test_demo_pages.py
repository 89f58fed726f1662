"""Every page that the demo's people reach from where they stand is sound, at both widths and in both languages."""

from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from django.urls import resolve
from playwright.sync_api import Error, Page

from tests.browser.watch import assert_fits, assert_sound

PEOPLE = ("zhihuizhang", "shujuyuan", "sanba", "annan", "jiaotongju", "duchayuan")
"""Commander, data officer, township clerk, village team, department, inspector of the demo."""
THOROUGHLY = {("phone", "zh-hans"), ("desk", "en")}
"""Each width and each language once with axe; the other two must fit and load without an error."""
NO_PAGES = ("/static/", "/files/", "/sign-out", "/log/tile", "/log/key", "/log/checkpoint", "/api/v1/")
CODE_DIGITS = {6: "county", 9: "township", 12: "village"}


def kind_of(path: str) -> str:
    """A page's name, and the level of the place that it is about: pages of one kind are looked at once."""
    found = resolve(path)
    levels = [CODE_DIGITS.get(len(str(value)), "") for value in found.kwargs.values() if str(value).isdigit()]
    return " ".join([found.url_name or path, *levels])


def links(page: Page) -> list[str]:
    """Addresses of this site on the page that lead to pages: no downloads, no fragments."""
    found = page.eval_on_selector_all(
        "a[href]:not([download]):not([target=_blank])", "anchors => anchors.map(a => a.getAttribute('href'))"
    )
    inside = [urljoin(page.url, href) for href in found]
    here = urlsplit(page.url).netloc
    return [urlsplit(url).path for url in inside if urlsplit(url).netloc == here]


def test_every_page_within_reach_is_sound(demo, visit, width, language):
    check = assert_sound if (width, language) in THOROUGHLY else assert_fits
    seen: dict[str, str] = {}
    faults: list[str] = []
    for who in PEOPLE:
        page = visit(demo, "/", who=who, width=width, language=language)
        todo = [urlsplit(page.url).path, *links(page)]
        while todo:
            path = todo.pop(0)
            if path.startswith(NO_PAGES) or kind_of(path) in seen:
                continue
            seen[kind_of(path)] = f"{path} as {who}"
            todo += look_at(page, path, faults, check)

    assert not faults, "\n\n".join(faults)
    assert len(seen) > 40, "the demo has lost its pages"


def look_at(page: Page, path: str, faults: list[str], check: Callable[[Page], None]) -> list[str]:
    """Open a page, note what is wrong with it, and give the addresses that it leads to."""
    try:
        answer = page.goto(path)
    except Error as fault:
        if "Download is starting" not in str(fault):
            raise
        return []
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return []
    if not answer.ok:
        faults.append(f"{path} answers {answer.status}")
        return []
    try:
        check(page)
    except AssertionError as fault:
        faults.append(str(fault))
    return links(page)
