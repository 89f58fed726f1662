"""Takes the pictures of docs/field.md on a phone of the demo: every state as its reporter sees it.

_field_pictures.py          all of them
_field_pictures.py duty     those of the duty log alone
"""

import io
import random
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from script._screenshots import SHOTS, chromium  # noqa: E402
from tests.browser.demo import CAMPAIGN, Served  # noqa: E402
from tests.browser.phones import FieldPhone, a_picture  # noqa: E402

WHO, TOWNSHIP = "annan", "sanba"


def main() -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="bairi-field-") as folder,
        Served(Path(folder), "demo") as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        )
        if "duty" not in sys.argv[1:]:
            walk(browser, url)
        log(browser, url)
        browser.close()


def walk(browser: Browser, url: str) -> None:
    """A week in a few steps: out of reach, reports, back in reach, one refused, one confirmed, one sent back, one that
    takes the place of another, one withdrawn; then a full memory, and the phone in other hands."""
    rng = random.Random(47)
    phone = phone_of(browser, url, WHO)
    keep(phone.page, "home")
    phone.go_offline()
    phone.begin(0)
    phone.write(4, note="雨停后复工")
    phone.add_photos(a_picture(rng, exif=True), a_picture(rng))
    keep(phone.page, "form")
    first = phone.save()
    keep(phone.page, "saved")
    phone.begin(1)
    phone.write("1e13")
    phone.save()
    phone.begin(2)
    phone.write(6.2)
    second = phone.save()
    phone.go("outbox")
    phone.page.wait_for_timeout(300)
    keep(phone.page, "outbox")
    phone.go("phone")
    keep(phone.page, "phone")
    slowly(phone, first)
    phone.wait_until_all_is("received", "refused")
    phone.page.goto(f"/field/#/r/{first}")
    phone.page.wait_for_selector(".flow .done:nth-child(2)")
    keep(phone.page, "received")
    ruled = {"confirmations/": {"report": first}, f"{second}/sent-back/": {"reason": "照片看不清，请补一张近景"}}
    at_the_desk(browser, url, TOWNSHIP, ruled)
    phone.send()
    phone.go("sent")
    phone.page.wait_for_selector(".tag.done")
    keep(phone.page, "sent")
    phone.go("home")
    phone.page.wait_for_selector("a.f.q.err:nth-child(1)")
    phone.page.wait_for_timeout(500)
    keep(phone.page, "back")
    end(browser, url, phone, second)
    place(phone, rng)
    seal(phone)


def slowly(phone: FieldPhone, uuid: str) -> None:
    """A bar of signal that carries little: the report has arrived, its photos are on their way."""
    phone.page.goto(f"/field/#/r/{uuid}")
    devtools = phone.context.new_cdp_session(phone.page)
    devtools.send("Network.enable")
    little = {"offline": False, "latency": 100, "downloadThroughput": 20_000, "uploadThroughput": 12_000}
    phone.go_online()
    devtools.send("Network.emulateNetworkConditions", little)
    phone.send()
    phone.page.wait_for_function(
        "() => { const bar = document.querySelector('progress'); return bar && bar.value > 0 }"
    )
    keep(phone.page, "sending")
    devtools.send("Network.emulateNetworkConditions", little | {"downloadThroughput": -1, "uploadThroughput": -1})
    devtools.detach()


def end(browser: Browser, url: str, phone: FieldPhone, back: str) -> None:
    """The report that was sent back is corrected, and another that is not true is withdrawn at the desk."""
    phone.page.goto(f"/field/#/correct/{back}")
    phone.write(5.8)
    phone.save()
    phone.begin(1)
    phone.write(3)
    mistaken = phone.save()
    phone.wait_until_all_is("received", "refused")
    at_the_desk(browser, url, WHO, {f"{mistaken}/withdrawal/": {"reason": "填错了任务"}})
    phone.send()
    phone.go("sent")
    phone.page.wait_for_selector(".tag:has-text('已撤回')")
    keep(phone.page, "ended")
    phone.go("home")


def seal(phone: FieldPhone) -> None:
    """Signed out while something is being written."""
    phone.go("phone")
    phone.page.once("dialog", lambda asked: asked.accept())
    with phone.page.expect_navigation():
        phone.page.get_by_role("button", name="退出登录").click()
    phone.open()
    phone.page.wait_for_selector(".note.at_risk")
    keep(phone.page, "sealed")


def place(phone: FieldPhone, rng: random.Random) -> None:
    """Where the reporter is, added to a report on roads, whose task asks for it."""
    phone.page.locator("details.more > summary").click()
    phone.page.locator("a.f.q", has_text="通组道路").first.click()
    phone.page.wait_for_selector("form#report")
    phone.add_photos(a_picture(rng), a_picture(rng, exif=True))
    phone.page.get_by_role("button", name="添加我的位置").click()
    phone.page.wait_for_selector("#position .where")
    phone.page.locator("#note").scroll_into_view_if_needed()
    keep(phone.page, "position")
    phone.write(6.4)
    with phone.without_memory():
        phone.page.locator(".save .btn").click()
        phone.page.wait_for_selector("#faults")
        keep(phone.page, "full")


def log(browser: Browser, url: str) -> None:
    """Days and visits: written out of reach, one said otherwise by the township meanwhile, one by a clock ahead."""
    phone = phone_of(browser, url, WHO)
    phone.go("duty")
    today = str(phone.page.get_attribute("#main [data-on]", "data-on"))
    first, second, before = (str(date.fromisoformat(today) - timedelta(back)) for back in (3, 2, 1))
    keep(phone.page, "duty")
    phone.go_offline()
    phone.log_day("village", note="和村组开会")
    phone.page.goto(f"/field/#/visit/{CAMPAIGN}/{today}")
    phone.page.wait_for_selector("form#visit")
    phone.page.fill("#whom", "和建军家")
    for choice in ("kind", "role"):
        phone.page.locator(f".pick label:has(input[name={choice}])").nth(1).click()
    keep(phone.page, "duty-visit")
    phone.page.fill("#agreed", "下周一起修屋顶")
    phone.page.locator(".save .btn").click()
    phone.page.wait_for_selector("[aria-labelledby=visits] .q")
    keep(phone.page, "duty-saved")
    phone.log_day("township", on=before, note="乡里开会")
    phone.log_day("leave:sick", on=second)
    phone.page.goto(f"/field/#/month/{CAMPAIGN}/{today[:7]}")
    phone.page.wait_for_selector(".cal")
    keep(phone.page, "duty-month")
    phone.page.evaluate("() => { const main = document.getElementById('main'); main.scrollTop = main.scrollHeight }")
    keep(phone.page, "duty-team")
    phone.page.evaluate(AHEAD)
    phone.kill_tab()
    phone.log_day("village", note="赶集")
    phone.log_day("leave:personal", on=first)
    other_words(browser, url, on=first, place=phone.kept()["duty"][0]["body"]["place"])
    phone.go_online()
    phone.wait_until_all_is("received", "refused", "held")
    phone.go("outbox")
    phone.page.wait_for_selector("a.f.q.err")
    phone.page.wait_for_selector(".net_on")
    keep(phone.page, "duty-held")
    phone.open_day(first)
    phone.page.wait_for_selector("#take-mine")
    keep(phone.page, "duty-two")


AHEAD = """() => new Promise((done, fail) => {
  const opening = indexedDB.open('bairi-field')
  opening.onsuccess = () => {
    const meta = opening.result.transaction('meta', 'readwrite').objectStore('meta')
    meta.get('duties').onsuccess = ({ target: { result } }) => {
      const [log] = result.duty_log
      log.today = new Date(Date.parse(log.today) + 2 * 86400000).toISOString().slice(0, 10)
      meta.put(result, 'duties').onsuccess = () => { opening.result.close(); done() }
    }
  }
  opening.onerror = fail
})"""
"""A phone that runs two days ahead. The demo's clock stands still, so its today is moved on the phone."""


def other_words(browser: Browser, url: str, *, on: str, place: str) -> None:
    """What the township writes down of a day by telephone."""
    context = browser.new_context(base_url=url)
    page = context.new_page()
    page.goto("/sign-in/")
    page.locator(f"form:has(input[name=username][value='{TOWNSHIP}']) button").first.click()
    page.wait_for_load_state()
    page.goto(f"/campaigns/{CAMPAIGN}/duties/?place={place}&on={on}&person={WHO}")
    page.locator("form.duty input[name=where][value=township]").check()
    page.fill("form.duty input[name=note]", "来电：去乡里领材料")
    page.locator("form.duty button").click()
    page.wait_for_selector("form.duty .note")
    context.close()


def phone_of(browser: Browser, url: str, who: str) -> FieldPhone:
    """A phone of 360 px, signed in as one of the demo."""
    context = browser.new_context(
        base_url=url, viewport={"width": 360, "height": 720}, device_scale_factor=2, is_mobile=True, has_touch=True,
        locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce",
        permissions=["geolocation"], geolocation={"latitude": 27.5302, "longitude": 100.0891, "accuracy": 6},
    )  # fmt: skip
    page = context.new_page()
    page.goto("/sign-in/?next=/field/")
    page.locator(f"form:has(input[name=username][value='{who}']) button").first.click()
    page.wait_for_load_state()
    phone = FieldPhone(context, page)
    phone.open()
    phone.wait_for_duties()
    return phone


def at_the_desk(browser: Browser, url: str, who: str, forms: dict[str, dict[str, str]]) -> None:
    """What somebody does meanwhile on the pages of the reports."""
    context = browser.new_context(base_url=url)
    page = context.new_page()
    page.goto("/sign-in/")
    page.locator(f"form:has(input[name=username][value='{who}']) button").first.click()
    page.wait_for_load_state()
    token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "csrftoken")
    for address, words in forms.items():
        answer = context.request.post(
            f"/campaigns/{CAMPAIGN}/reports/{address}", form={"csrfmiddlewaretoken": token, **words}
        )
        assert answer.ok, f"{address}: {answer.status}"
    context.close()


def keep(page: Page, name: str) -> None:
    """One picture, in few colours so that it stays small."""
    raw = page.screenshot()
    picture = Image.open(io.BytesIO(raw)).convert("RGB").resize((540, 1080))
    picture.quantize(128).save(SHOTS / f"field-{name}.png", optimize=True)


if __name__ == "__main__":
    main()
