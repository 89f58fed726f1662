"""What a browser may complain of on a page, gathered while a test runs, and the checks that every page passes."""

import json
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response, expect

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
HERE = {"127.0.0.1", "localhost", ""}
STICKING_OUT = """() => {
  const room = document.documentElement.clientWidth
  if (document.scrollingElement.scrollWidth <= room + 1) return []
  const cut = element => ['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(element).overflowX)
  const inside = element => {
    for (let above = element.parentElement; above && above !== document.body; above = above.parentElement)
      if (cut(above)) return true
    return false
  }
  const right = element => Math.round(element.getBoundingClientRect().right)
  return [...document.querySelectorAll('body *')]
    .filter(element => right(element) > room + 1 && !inside(element))
    .map(element => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} ends at ${right(element)} px`)
    .slice(0, 8)
    .concat([`the page is ${document.scrollingElement.scrollWidth} px wide`])
}"""


class Watch:
    """Complaints of all pages that it was put over: console errors, violations of the policy, failed requests."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.forgiven: list[str] = []

    def over(self, page: Page) -> Page:
        """Watch a page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        page.on("response", self._response)
        page.on("request", self._request)
        return page

    def forgive(self, part: str) -> None:
        """Let complaints pass that hold this text: for a test that provokes them."""
        self.forgiven.append(part)

    def raise_complaints(self) -> None:
        """Fail with everything that is not forgiven."""
        left = [c for c in self.complaints if not any(part in c for part in self.forgiven)]
        assert not left, "\n".join(left)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} or "Content Security Policy" in message.text:
            self.complaints.append(f"console {message.type}: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 500 or (response.status == 404 and response.request.resource_type != "document"):
            self.complaints.append(f"{response.status}: {response.url}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in HERE:
            self.complaints.append(f"left this machine: {request.url}")


@cache
def _axe() -> str:
    return AXE.read_text("utf-8")


def assert_accessible(page: Page, *, within: str | None = None) -> None:
    """No violation of WCAG 2.2 AA that axe can see, on the page or within a selector."""
    page.evaluate(_axe())
    options = {"runOnly": {"type": "tag", "values": STANDARD}, "resultTypes": ["violations"], "preload": False}
    found = page.evaluate(
        "([within, options]) => axe.run(within || document, options).then(result => result.violations)",
        [within, options],
    )
    said = [
        f"{violation['id']}: {violation['help']}\n  "
        + "\n  ".join(f"{node['target']} {node['html'][:160]} {_why(node)}" for node in violation["nodes"][:5])
        for violation in found
    ]
    assert not said, f"{page.url}\n" + "\n".join(said)


def _why(node: dict) -> str:
    """What axe measured, for contrast above all."""
    return "; ".join(check["message"] for check in node["any"][:1]) or json.dumps(node.get("failureSummary", ""))[:200]


def assert_fits(page: Page) -> None:
    """The page does not scroll sideways; names the elements that stick out."""
    wide = page.evaluate(STICKING_OUT)
    assert not wide, f"{page.url}\n" + "\n".join(wide)


def assert_sound(page: Page) -> None:
    """What every page must pass: a title, a language, one main heading, no sideways scrolling, axe."""
    assert page.title().strip()
    assert page.locator("html").get_attribute("lang")
    expect(page.locator("h1"), f"{page.url}: one main heading").to_have_count(1)  # waits for pages that draw themselves
    assert_fits(page)
    assert_accessible(page)
