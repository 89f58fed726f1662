"""Takes the pictures of the README from a demo built for it: what a reader sees is what the product shows."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.browser.demo import CAMPAIGN, Served  # noqa: E402

SHOTS = ROOT / "docs" / "shots"
DESK, PHONE = (1440, 900), (390, 844)
COMMANDER = "zhihuizhang"
HERE = f"/campaigns/{CAMPAIGN}"
PICTURES = (
    # name, language, size, address
    ("cockpit", "zh-hans", DESK, f"{HERE}/cockpit/"),
    ("cockpit-en", "en", DESK, f"{HERE}/cockpit/"),
    ("cockpit-phone", "zh-hans", PHONE, f"{HERE}/cockpit/"),
    ("township", "zh-hans", DESK, f"{HERE}/cockpit/533401202/"),
    ("target", "zh-hans", DESK, f"{HERE}/targets/renovation/53340120220201/"),
    ("plan", "zh-hans", DESK, f"{HERE}/plan/targets/"),
    ("ranking", "zh-hans", DESK, f"{HERE}/ranking/"),
)


def main() -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="bairi-shots-") as folder,
        Served(Path(folder), "demo") as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        )
        for name, language, size, address in PICTURES:
            shoot(browser, url, name, language, size, address)
        browser.close()


def chromium() -> str:
    """The browser of the system."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise SystemExit("Install chromium to take screenshots.")
    return found


def shoot(browser: Browser, url: str, name: str, language: str, size: tuple[int, int], address: str) -> None:
    """One picture, signed in as the demo's commander."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{url}/sign-in/")
    page.locator(f'form:has(input[value="{COMMANDER}"]) button').first.click()
    page.wait_for_load_state()
    context.add_cookies([{"name": "language", "value": language, "url": url}])
    page.goto(url + address)
    page.screenshot(path=SHOTS / f"{name}.png")
    context.close()


if __name__ == "__main__":
    main()
