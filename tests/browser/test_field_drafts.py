"""Drafts of the field app, in a real Chromium: photos still on their way into one, and each draft in its own place."""

import random

from bairi.delivery.reports.models import Report
from tests.browser.field_fixtures import SEED
from tests.browser.phones import a_picture

SLOW_PHOTOS = """() => {
  const quick = window.createImageBitmap
  window.createImageBitmap = async (...given) => {
    await new Promise((done) => setTimeout(done, 600))
    return quick(...given)
  }
}"""


def picked(name, content):
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def test_photos_that_are_still_made_smaller_go_with_the_report(phone):
    """Save pressed at once on a slow phone: it waits for them, and no draft is left behind."""
    rng = random.Random(SEED)
    mine = phone()
    mine.page.evaluate(SLOW_PHOTOS)
    mine.begin()
    mine.write(15)
    mine.page.set_input_files("#gallery", [picked("a.jpg", a_picture(rng)), picked("b.jpg", a_picture(rng))])
    mine.page.locator("#camera").set_input_files([picked("c.jpg", a_picture(rng))])
    assert "正在缩小" in mine.page.inner_text("form .cams + p")
    uuid = mine.save()
    kept = mine.kept()
    assert [photo["owner"] for photo in kept["photos"]] == [uuid] * 3
    assert kept["drafts"] == []


def test_one_that_cannot_be_read_is_said_before_the_report_is_saved_without_it(phone):
    mine = phone()
    mine.page.evaluate(SLOW_PHOTOS)
    mine.begin()
    mine.write(15)
    good = picked("a.jpg", a_picture(random.Random(SEED)))
    mine.page.set_input_files("#gallery", [picked("notes.heic", b"no photo"), good])
    mine.page.locator(".save .btn").click()
    mine.page.wait_for_selector("form .cams + p:has-text('notes.heic')")
    assert mine.page.locator("form .pics li").count() == 1
    uuid = mine.save()
    assert [photo["owner"] for photo in mine.kept()["photos"]] == [uuid]


def test_a_photo_that_the_browser_cannot_keep_is_not_called_unreadable(phone, watch):
    """As in a private window of Safari, which keeps no files."""
    watch.forgive("no room")
    mine = phone()
    mine.begin()
    with mine.without_memory("blobs", fault="UnknownError"):
        mine.offer_photo(a_picture(random.Random(SEED)))
        mine.page.wait_for_selector("form .cams + p:has-text('没能保存')")
    assert mine.page.locator("form .pics li").count() == 0


def test_no_draft_takes_the_place_of_another_and_each_is_found_again(phone):
    rng = random.Random(SEED)
    mine = phone()
    mine.begin()
    mine.write(15)
    sent = mine.save()
    mine.wait_until_all_is("received")
    mine.go_offline()
    mine.page.goto(f"/field/#/correct/{sent}")
    mine.write(16)
    mine.page.wait_for_selector("#kept:has-text('草稿已存')")

    mine.begin()
    mine.write(17)
    waiting = mine.save()
    mine.begin()
    mine.write(18, note="另一份")
    mine.add_photos(a_picture(rng))
    mine.page.goto(f"/field/#/r/{waiting}")
    with mine.page.expect_event("dialog") as asked:
        mine.page.once("dialog", lambda dialog: dialog.dismiss())
        mine.page.get_by_role("button", name="发出前修改").click()
    assert "另有一份填报" in asked.value.message

    mine.go("home")
    mine.page.wait_for_selector("[aria-labelledby=begun] a >> nth=1")
    mine.page.locator(f"[aria-labelledby=begun] a[href='#/correct/{sent}']").click()
    mine.page.wait_for_selector("form#report")
    assert mine.page.input_value("#value") == "16"
    mine.begin()
    assert (mine.page.input_value("#value"), mine.page.input_value("#note")) == ("18", "另一份")
    assert mine.page.locator("form .pics li").count() == 1
    assert [row["body"]["value"] for row in mine.kept()["reports"] if row["uuid"] == waiting] == [17]


def test_what_the_phone_cannot_keep_is_said_and_stays_in_the_form_to_be_saved_again(phone):
    """Its memory is full for a while: no figure, day or visit is thought to be kept, none is typed twice."""
    mine = phone()
    mine.begin()
    with mine.without_memory():
        mine.write(15)
        mine.page.wait_for_selector("#kept.error:has-text('存储已满')")
        mine.page.locator(".save .btn").click()
        mine.page.wait_for_selector("#faults:focus:has-text('存储已满')")
    uuid = mine.save()
    kept = mine.kept()
    assert [(row["uuid"], row["body"]["value"]) for row in kept["reports"]] == [(uuid, 15)]
    assert kept["drafts"] == []


def test_a_day_and_a_visit_that_could_not_be_kept_are_saved_again(phone, blank):
    mine = phone()
    mine.page.locator("nav.tabs a[href='#/duty']").click()
    with mine.without_memory():
        mine.page.locator("label:has(input[name=where][value='village'])").click()
        mine.page.wait_for_selector("#duty-day .error:has-text('存储已满')")
        mine.page.locator(".save .btn").click()
        mine.page.wait_for_timeout(200)
        assert "存储已满" in mine.page.inner_text("#duty-day .error")
    mine.page.locator(".save .btn").click()
    mine.wait_until_all_is("received")

    mine.page.locator("a[href*='#/visit/']").click()
    with mine.without_memory():
        mine.page.fill("#whom", "张三")
        mine.page.wait_for_selector("#visit [role=status]:has-text('存储已满')")
        mine.page.locator("label:has(input[name=kind][value='home'])").click()
        mine.page.locator(".save .btn").click()
        mine.page.wait_for_selector("#faults:focus:has-text('存储已满')")
    mine.page.locator(".save .btn").click()
    mine.page.wait_for_selector("[aria-labelledby=visits] li:has-text('张三')")
    kept = mine.kept()
    assert sorted(row["kind"] for row in kept["duty"]) == ["day", "visit"]
    assert kept["drafts"] == []


def test_sending_goes_on_by_itself_once_the_phone_can_note_again_how_far_it_is(phone, watch):
    """The report arrives while the phone cannot write that it did: sent once more, it is there once."""
    watch.forgive("no room")
    mine = phone()
    mine.go_offline()
    mine.begin()
    mine.write(15)
    uuid = mine.save()
    with mine.without_memory("reports"), mine.page.expect_event("pageerror"):
        mine.go_online()
    mine.wait_until_all_is("received", send=False)
    assert Report.objects.filter(uuid=uuid).count() == 1
