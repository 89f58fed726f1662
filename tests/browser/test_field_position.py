"""Positions in the field app: asked for only where the task asks, shown, taken out at a touch, never needed."""

import random

import pytest
from playwright.sync_api import expect

from bairi.delivery.reports.models import Evidence, Report
from bairi.plan.campaigns.models import Campaign, Task
from tests.browser.field_fixtures import SEED
from tests.browser.phones import a_picture
from tests.browser.test_field_pages import look

HERE = {"latitude": 27.7012341, "longitude": 99.9876543, "accuracy": 11.4}
COUNTING = """() => {
  window.asked = 0
  for (const name of ['getCurrentPosition', 'watchPosition']) {
    const real = Geolocation.prototype[name]
    Geolocation.prototype[name] = function (...given) { window.asked += 1; return real.apply(this, given) }
  }
}"""
FAILING = """(code) => {
  Geolocation.prototype.getCurrentPosition = (found, lost) => setTimeout(() => lost({ code }), 10)
}"""


@pytest.fixture
def asking(world):
    """The task asks for a position."""
    Task.objects.update(asks_position=True)


def placed(uuid):
    rows = Evidence.objects.filter(report__uuid=uuid).order_by("lat")
    return [(row.lat, row.lon, row.accuracy_m) for row in rows]


def test_a_position_goes_with_the_photos_that_have_none_without_a_network(phone, asking):
    rng = random.Random(SEED)
    mine = phone(permissions=["geolocation"], geolocation=HERE)
    mine.go_offline()
    mine.begin()
    mine.write(15)
    mine.add_photos(a_picture(rng))
    page = mine.page
    assert page.evaluate("navigator.permissions.query({ name: 'geolocation' }).then(p => p.state)") == "granted"
    page.get_by_role("button", name="添加我的位置").click()
    expect(page.locator("#position")).to_contain_text("纬度 27.70123，经度 99.98765")
    expect(page.locator("#position")).to_contain_text("误差约 12 米")
    mine.add_photos(a_picture(rng, exif=True), a_picture(rng), a_picture(rng))
    expect(page.locator("#position")).to_contain_text("随 3 张照片上传")
    assert "照片自带位置：27.5300, 100.0900" in page.inner_text(".facts")
    page.locator(".facts li").nth(3).get_by_role("button").click()
    expect(page.locator("#position")).to_contain_text("随 2 张照片上传")
    page.wait_for_selector("#kept:has-text('草稿已存')")
    mine.kill_tab()
    mine.begin()
    expect(mine.page.locator("#position")).to_contain_text("纬度 27.70123，经度 99.98765")
    uuid = mine.save()
    expect(mine.page.locator("main")).to_contain_text("3 张照片带位置")
    mine.go_online()
    mine.wait_until_all_is("received")

    own, here = (27.53, 100.09, None), (27.701234, 99.987654, 12)
    assert sorted(placed(uuid), key=str) == sorted([own, here, here, (None, None, None)], key=str)


def test_the_button_alone_asks_and_what_is_removed_is_removed_from_every_photo_also_once_saved(phone, asking):
    rng = random.Random(SEED)
    mine = phone(permissions=["geolocation"], geolocation=HERE)
    mine.page.evaluate(COUNTING)
    mine.go_offline()
    mine.begin()
    mine.write(15)
    mine.add_photos(a_picture(rng))
    assert mine.page.evaluate("window.asked") == 0
    mine.page.get_by_role("button", name="添加我的位置").click()
    expect(mine.page.locator("#position")).to_contain_text("纬度")
    mine.add_photos(a_picture(rng))
    mine.save()
    assert mine.page.evaluate("window.asked") == 1
    assert {photo["accuracy_m"] for photo in mine.kept()["photos"]} == {12}
    mine.page.get_by_role("button", name="发出前修改").click()
    mine.page.wait_for_selector("form#report")
    mine.page.get_by_role("button", name="去掉位置").click()
    mine.page.wait_for_selector("button:has-text('添加我的位置')")
    uuid = mine.save()
    mine.go_online()
    mine.wait_until_all_is("received")

    assert placed(uuid) == [(None, None, None)] * 2


def test_what_is_mended_takes_its_position_along_and_out_again(phone, asking):
    mine = phone(permissions=["geolocation"], geolocation=HERE)
    mine.go_offline()
    mine.begin()
    mine.write("1e13")
    mine.add_photos(a_picture(random.Random(SEED)))
    mine.page.get_by_role("button", name="添加我的位置").click()
    expect(mine.page.locator("#position")).to_contain_text("随 1 张照片上传")
    uuid = mine.save()
    mine.go_online()
    mine.wait_until(lambda kept: kept["reports"][0]["state"] == "refused")
    mine.page.goto(f"/field/#/mend/{uuid}")
    mine.page.get_by_role("button", name="去掉位置").click()
    mine.write(15)
    mine.save()
    mine.wait_until_all_is("received")

    assert placed(uuid) == [(None, None, None)]


def test_where_the_task_does_not_ask_the_browser_is_never_asked_and_the_file_keeps_its_own(phone):
    rng = random.Random(SEED)
    mine = phone(permissions=["geolocation"], geolocation=HERE)
    mine.page.evaluate(COUNTING)
    mine.begin()
    mine.write(15)
    mine.add_photos(a_picture(rng, exif=True), a_picture(rng, exif=True))
    assert mine.page.locator("#position").count() == 0
    assert mine.page.inner_text(".facts").count("照片自带位置（未带上）：27.5300, 100.0900") == 2
    mine.page.get_by_role("button", name="带上位置").first.click()
    expect(mine.page.locator(".facts")).to_contain_text("照片自带位置：27.5300, 100.0900")
    uuid = mine.save()
    for name in ("home", "outbox", "sent", "phone"):
        mine.go(name)
    mine.wait_until_all_is("received")

    assert mine.page.evaluate("window.asked") == 0
    assert sorted(placed(uuid), key=str) == [(27.53, 100.09, None), (None, None, None)]


def test_a_refusal_says_how_to_allow_it_and_the_report_goes_without(phone, asking):
    mine = phone(permissions=[])
    mine.begin()
    mine.write(15)
    mine.page.get_by_role("button", name="添加我的位置").click()
    expect(mine.page.locator("#position [role=status]")).to_contain_text("允许“位置信息”")
    uuid = mine.save()
    mine.wait_until_all_is("received")

    assert Report.objects.get(uuid=uuid).value == 15


def test_no_fix_says_what_to_do(phone, asking):
    mine = phone()
    mine.begin()
    for code, said in ((2, "到室外再试一次"), (3, "一分钟内没有定到位置")):
        mine.page.evaluate(FAILING, code)
        mine.page.get_by_role("button", name="添加我的位置").click()
        expect(mine.page.locator("#position [role=status]")).to_contain_text(said)
        assert mine.page.get_by_role("button", name="添加我的位置").is_visible()


def test_without_https_it_says_so_and_asks_nobody(phone, asking):
    mine = phone(permissions=["geolocation"], geolocation=HERE)
    mine.page.evaluate(COUNTING)
    mine.page.evaluate("Object.defineProperty(window, 'isSecureContext', { value: false })")
    mine.begin()
    mine.page.get_by_role("button", name="添加我的位置").click()

    expect(mine.page.locator("#position [role=status]")).to_contain_text("https")
    assert mine.page.evaluate("window.asked") == 0


def test_what_is_found_after_it_was_stopped_is_dropped(phone, asking):
    mine = phone()
    mine.begin()
    mine.page.evaluate("() => { Geolocation.prototype.getCurrentPosition = (found) => { window.found = found } }")
    mine.page.get_by_role("button", name="添加我的位置").click()
    mine.page.get_by_role("button", name="停止定位").click()
    mine.page.evaluate("window.found({ coords: { latitude: 27, longitude: 99, accuracy: 5 } })")
    mine.write(15)

    mine.page.wait_for_selector("#kept:has-text('草稿已存')")
    assert mine.page.get_by_role("button", name="添加我的位置").is_visible()
    assert mine.kept()["drafts"][0]["position"] is None


def test_photos_are_as_large_as_the_campaign_says(phone, world):
    Campaign.objects.update(photo_px=800)
    mine = phone()
    mine.begin()
    mine.add_photos(a_picture(random.Random(SEED), size=(1200, 1600)))

    (photo,) = mine.kept()["photos"]
    assert (photo["width"], photo["height"]) == (600, 800)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_card_is_sound_for_one_thumb(phone, asking, language):
    rng = random.Random(SEED)
    mine = phone(language=language, permissions=["geolocation"], geolocation=HERE | {"accuracy": 1500})
    mine.begin()
    mine.add_photos(a_picture(rng, exif=True), a_picture(rng))
    look(mine, "position", language)
    mine.page.locator("#position button").click()
    mine.page.wait_for_selector("#position .where")
    mine.page.locator("#position").scroll_into_view_if_needed()
    look(mine, "position-found", language)
    assert mine.page.evaluate("document.activeElement.closest('#position') !== null")
    mine.page.locator("#position .days button").last.click()
    mine.page.wait_for_selector("#position .where", state="detached")
    mine.page.evaluate(FAILING, 1)
    mine.page.locator("#position button").click()
    mine.page.wait_for_selector("#position .risk-ink")
    look(mine, "position-denied", language)
