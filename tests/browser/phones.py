"""A phone with the field app, driven as a thumb would."""

import io
import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PIL import Image
from playwright.sync_api import BrowserContext, Error, Page, expect

KEPT = """() => Promise.all([bairiField.reports(), bairiField.photos(), bairiField.drafts(), bairiField.duty()])
  .then(([reports, photos, drafts, duty]) => JSON.stringify({ reports, photos, drafts, duty }))"""
WAITING = ("reports", "photos", "duty")

FULL = """([stores, fault]) => {
  window.roomy = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = function (value, ...key) {
    if (stores.includes(this.name)) throw new DOMException('no room', fault)
    return window.roomy.call(this, value, ...key)
  }
}"""


@dataclass
class FieldPhone:
    """One phone: a browser with its own memory, and the page of the app in it."""

    context: BrowserContext
    page: Page
    reopened: int = 0

    def open(self) -> None:
        """Open the app; the first time with a network, later from the phone. Where the browser could not start the
        worker and asked the line instead, a person opens it again; `reopened` counts that."""
        try:
            self.page.goto("/field/")
        except Error:
            self.reopened += 1
            self.page.goto("/field/")
        self.page.wait_for_selector("#app[data-drawn]")

    def wait_for_duties(self) -> None:
        """Until the duties have come and the worker keeps the app."""
        self.page.wait_for_selector("a.f.q")
        self.page.evaluate("navigator.serviceWorker?.ready.then(() => true)")

    def go(self, view: str) -> None:
        """One of the parts: home, duty, outbox, sent, phone; drawn when it returns."""
        self.page.goto(f"/field/#/{'' if view == 'home' else view}")
        self.page.wait_for_selector(f"body[data-view={view}]")

    def go_offline(self) -> None:
        self.context.set_offline(True)

    def go_online(self) -> None:
        self.context.set_offline(False)

    def kill_tab(self) -> None:
        """The system takes the tab away without asking; a new one opens the app."""
        old, self.page = self.page, self.context.new_page()
        old.close(run_before_unload=False)
        self.open()

    def begin(self, target: int = 0, *, more: bool = False) -> None:
        """Open the form of a target of the list."""
        self.go("home")
        self.page.wait_for_selector("#due, .more")
        if self.page.locator("details.more:not([open])").count():
            self.page.locator("details.more > summary").click()
        self.page.locator("a.f.q[href*='#/report/']").nth(target).click()
        self.page.wait_for_selector("form#report")
        if more:
            self.page.locator(".seg button").nth(1).click()

    def write(self, value: float | str, *, note: str = "", day: str = "") -> None:
        """Type the figure, and a note; choose a day."""
        self.page.fill("#value", str(value))
        if day:
            self.page.fill("#day", day)
            self.page.locator("#day").blur()
        if note:
            self.page.fill("#note", note)

    def add_photos(self, *photos: bytes) -> None:
        """Choose photos, and wait until they are scaled and kept."""
        there = self.page.locator("form .pics li").count()
        files = [{"name": f"p{n}.jpg", "mimeType": "image/jpeg", "buffer": photo} for n, photo in enumerate(photos)]
        self.page.set_input_files("#gallery", files)
        expect(self.page.locator("form .pics li")).to_have_count(there + len(photos), timeout=60_000)

    def offer_photo(self, photo: bytes) -> None:
        """Choose a photo that may not be kept."""
        self.page.set_input_files("#gallery", [{"name": "p.jpg", "mimeType": "image/jpeg", "buffer": photo}])

    @contextmanager
    def short_of_memory(self) -> Iterator[None]:
        """While inside, the browser has no room for another photo."""
        with self.without_memory("blobs"):
            yield

    @contextmanager
    def without_memory(self, *stores: str, fault: str = "QuotaExceededError") -> Iterator[None]:
        """While inside, the browser has no room for anything more in these stores, or refuses it by another fault."""
        self.page.evaluate(FULL, [list(stores or ("drafts", "reports", "duty")), fault])
        yield
        self.page.evaluate("() => { IDBObjectStore.prototype.put = window.roomy }")

    def save(self) -> str:
        """Save the report; its number."""
        self.page.locator(".save .btn").click()
        self.page.wait_for_url("**/field/#/r/*")
        return self.page.url.rpartition("/")[2]

    def log_day(self, where: str = "village", *, on: str = "", note: str = "") -> None:
        """Enter a day of the duty log: today by the tab, another by its address. `where` may be `leave:sick`."""
        if on:
            self.open_day(on)
        else:
            self.page.locator("nav.tabs a[href='#/duty']").click()
            self.page.wait_for_selector("body[data-view=duty] #visits")
        if not self.page.locator("form#duty-day").count():
            self.page.locator("[aria-labelledby=my-day] button").click()
        self.page.locator(f"label:has(input[name=where][value='{where}'])").click()
        if note:
            self.page.fill("#duty-note", note)
        self.page.locator(".save .btn").click()
        self.page.wait_for_selector("[aria-labelledby=my-day] .tag")

    def open_day(self, on: str) -> None:
        """A day of the duty log, drawn when it returns."""
        campaign = self.page.evaluate("bairiField.campaign()")
        self.page.goto(f"/field/#/duty/{campaign}/{on}")
        self.page.wait_for_selector(f"#main [data-on='{on}']")

    def log_visit(self, whom: str, *, on: str, kind: str = "home", role: str = "", agreed: str = "") -> None:
        """Enter a visit of a day."""
        self.open_day(on)
        self.page.locator("a[href*='#/visit/']").click()
        self.page.wait_for_selector("form#visit")
        self.page.fill("#whom", whom)
        self.page.locator(f"label:has(input[name=kind][value='{kind}'])").click()
        if role:
            self.page.locator(f"label:has(input[name=role][value='{role}'])").click()
        if agreed:
            self.page.fill("#agreed", agreed)
        self.page.locator(".save .btn").click()
        self.page.wait_for_selector(f"[aria-labelledby=visits] li:has-text('{whom}')")

    def send(self) -> None:
        """Press the button that sends now."""
        self.page.locator("header .net").click()

    def kept(self) -> dict[str, list[dict[str, Any]]]:
        """What the phone holds."""
        return json.loads(self.page.evaluate(KEPT))

    def wait_until(self, holds: Callable[[dict[str, list[dict[str, Any]]]], bool], *, seconds: float = 15) -> None:
        """Until this holds of what the phone holds."""
        until = time.monotonic() + seconds
        while not holds(self.kept()):
            assert time.monotonic() < until, self.kept()
            self.page.wait_for_timeout(100)

    def states(self) -> list[str]:
        """States of reports and photos, of days and visits; "held" for what waits until its day has come."""
        kept = self.kept()
        rows = [row for name in WAITING for row in kept[name] if "|" not in row.get("owner", "")]
        return ["held" if row["state"] == "saved" and row.get("hold_until") else row["state"] for row in rows]

    def wait_until_all_is(self, *states: str, seconds: float = 30, send: bool = True) -> None:
        """Until all that the phone holds has one of the states; the button is pressed now and then. What is refused
        ends the waiting: it does not go by itself."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = set(self.states())
            if found <= set(states):
                return
            if "refused" in found - set(states) and not self.page.locator(".net_sending").count():
                break
            if send:
                self.send()
            self.page.wait_for_timeout(250)
        kept = self.kept()
        left = [row for name in WAITING for row in kept[name] if row["state"] != "received"]
        raise AssertionError(f"after {seconds} s: {left}\n{self.page.inner_text('body')}")


def a_picture(rng: random.Random, *, size: tuple[int, int] = (640, 480), exif: bool = False) -> bytes:
    """A photo that compresses badly, as photos do; with `exif` lying on its side, taken somewhere at some time."""
    noise = Image.frombytes("RGB", (size[0] // 4, size[1] // 4), rng.randbytes(size[0] * size[1] // 16 * 3))
    picture, out = noise.resize(size), io.BytesIO()
    facts = Image.Exif()
    if exif:
        facts[274] = 6
        facts.get_ifd(0x8769).update({0x9003: "2016:03:31 09:30:00", 0x9011: "+08:00"})
        facts.get_ifd(0x8825).update({1: "N", 2: (27.0, 31.0, 48.0), 3: "E", 4: (100.0, 5.0, 24.0)})
    picture.save(out, "JPEG", quality=80, exif=facts)
    return out.getvalue()


PhoneMaker = Callable[..., FieldPhone]
