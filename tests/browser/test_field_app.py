"""The field app in a real Chromium: days without a network, broken lines, killed tabs; nothing lost or doubled."""

import json
import random
import zipfile
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings

from bairi.delivery.reports.actions import confirm_reports, send_back_report
from bairi.delivery.reports.models import Conflict, Evidence, Report
from bairi.edges.field.views import shell
from tests.browser.field_fixtures import SEED
from tests.browser.phones import a_picture
from tests.browser.watch import assert_accessible, assert_fits
from tests.cast import NOON

OPENED_FROM = "performance.getEntriesByType('navigation')[0].workerFinalSourceType"


def test_days_without_a_network_a_killed_tab_and_a_line_that_breaks(phone, line):
    rng = random.Random(SEED)
    mine = phone()
    mine.go_offline()
    mine.page.reload()
    mine.page.wait_for_selector("a.f.q")
    assert mine.page.evaluate(OPENED_FROM) == "cache", "a worker had to start first"

    mine.begin()
    mine.write(15, note="第一段通了")
    mine.add_photos(a_picture(rng, exif=True), a_picture(rng))
    mine.page.get_by_role("button", name="带上位置").click()
    mine.page.wait_for_selector("#kept:has-text('草稿已存')")
    mine.kill_tab()
    mine.page.wait_for_selector(".tag:has-text('草稿')")
    mine.begin()
    assert mine.page.input_value("#value") == "15"
    assert mine.page.input_value("#note") == "第一段通了"
    assert mine.page.locator("form .pics li").count() == 2
    first = mine.save()
    assert mine.page.locator(".okk .tag").inner_text() == "已存本机"
    mine.begin(more=True)
    mine.write(2.5)
    assert "17.5" in mine.page.inner_text("#total")
    mine.add_photos(a_picture(rng))
    second = mine.save()

    line.breaks, line.most_bytes = 12, 40_000
    mine.go_online()
    mine.wait_until_all_is("received")

    print(f"connections broken: {line.broken}")
    kept = mine.kept()
    rows = {str(row.uuid): row for row in Report.objects.filter(uuid__in=[first, second])}
    assert {uuid: row.value for uuid, row in rows.items()} == {first: 15, second: 17.5}
    assert {row.via for row in rows.values()} == {"device"}
    assert str(rows[second].base) == first
    assert not Conflict.objects.filter(second__in=[row.pk for row in rows.values()]).exists()
    evidence = set(Evidence.objects.filter(report__uuid__in=rows).values_list("report__uuid", "file_id"))
    assert {(str(report), sha) for report, sha in evidence} == {(p["owner"], p["sha256"]) for p in kept["photos"]}
    taken = Evidence.objects.exclude(lon=None).get(report__uuid=first)
    assert (taken.lat, taken.lon, taken.taken_at.isoformat()) == (27.53, 100.09, "2016-03-31T01:30:00+00:00")
    assert (taken.file.width, taken.file.height) == (480, 640)
    assert {row["receipt"]["digest"] for row in kept["reports"]} == {row.digest for row in rows.values()}


def test_duties_that_did_not_come_at_first_are_asked_for_again(phone):
    mine = phone(ready=False, blocked="**/field/api/**")
    mine.page.wait_for_selector(".net_off")
    mine.context.unroute_all()
    mine.page.wait_for_selector("a.f.q")

    assert mine.page.locator(".net_on").count() == 1


def test_two_phones_of_one_team_show_that_they_differ(phone):
    one, other = phone(), phone()
    for mine, value in ((one, 20), (other, 26)):
        mine.go_offline()
        mine.begin()
        mine.write(value)
        mine.save()
    one.go_online()
    one.wait_until_all_is("received")
    other.go_online()
    other.wait_until_all_is("received")
    other.go("sent")

    assert "与另一条填报不一致" in other.page.inner_text("#main")
    assert Report.objects.filter(value__in=[20, 26]).count() == 2
    conflict = Conflict.objects.get(resolved_known=None, second__value=26)
    assert conflict.first.value == 20


def test_a_refused_report_stops_no_other_and_is_mended(phone, cast):
    mine = phone()
    mine.go_offline()
    mine.begin()
    mine.write("1e13")
    mine.save()
    mine.begin()
    mine.write(21)
    good = mine.save()
    mine.go_online()
    mine.wait_until_all_is("received", "refused")
    assert Report.objects.filter(uuid=good).exists()

    mine.go("home")
    mine.page.locator("a.f.q.err").click()
    mine.page.locator("main a.btn").click()
    mine.page.wait_for_selector("form#report")
    mine.write(22)
    mended = mine.save()
    mine.wait_until_all_is("received")
    assert Report.objects.get(uuid=mended).value == 22

    ruling = {"by": cast["township_clerk"], "at": NOON + timedelta(hours=7)}
    send_back_report(uuid=UUID(mended), reason="照片看不清", **ruling)
    confirm_reports(uuids=[UUID(good)], **ruling)
    mine.send()
    mine.go("sent")
    mine.page.wait_for_selector(".tag:has-text('已确认')")
    mine.go("home")
    mine.page.locator("a.f.q.err:has-text('照片看不清')").click()
    mine.page.wait_for_selector("form#report")
    mine.write(23)
    corrected = mine.save()
    mine.wait_until_all_is("received")
    assert [str(row.uuid) for row in Report.objects.get(uuid=corrected).supersedes.all()] == [mended]


def test_a_clock_three_days_fast_is_measured_and_said(phone):
    mine = phone(ready=False, service_workers="block")  # the worker would have the machine's clock
    mine.page.wait_for_selector("a.f.q")
    mine.page.clock.set_system_time(datetime.now(UTC) + timedelta(days=3))
    mine.send()
    mine.page.wait_for_selector(".note:has-text('分钟')")
    mine.go_offline()
    mine.begin()
    mine.write(18, day="2016-04-02")
    mine.save()
    mine.go_online()
    mine.wait_until_all_is("received")

    row = Report.objects.get(value=18)
    assert abs(row.skew_ms - 3 * 86_400_000) < 60_000
    assert "clock" in row.marks


def test_memory_that_runs_out_is_said_and_loses_nothing(phone, line):
    rng = random.Random(SEED)
    mine = phone()
    mine.begin()
    mine.write(17)
    mine.add_photos(a_picture(rng))
    with mine.short_of_memory():
        mine.offer_photo(a_picture(rng, size=(1600, 1200)))
        mine.page.wait_for_selector("section:has(.cams) p[role=status]:has-text('存储快满')")
    assert mine.page.locator("form .pics li").count() == 1
    mine.add_photos(a_picture(rng))
    uuid = mine.save()
    mine.wait_until_all_is("received")

    assert Report.objects.get(uuid=uuid).evidence.count() == 2


def test_what_is_written_is_sealed_until_the_same_person_signs_in(phone, sign_in, line):
    mine = phone()
    mine.go_offline()
    mine.begin()
    mine.write(16)
    mine.save()
    mine.begin()
    mine.write(17)
    mine.page.wait_for_selector("#kept:has-text('草稿已存')")

    def session_of(who: str) -> None:
        value = sign_in(who).cookies[settings.SESSION_COOKIE_NAME].value if who else "gone"
        mine.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": line.url}])

    session_of("")
    mine.go_online()
    mine.page.goto("/field/#/")
    mine.page.wait_for_selector(".note:has-text('封存')")
    assert "Village Team" in mine.page.inner_text("#main")
    assert mine.page.locator("a.f.q").count() == 0
    session_of("neighbour_team")
    mine.kill_tab()
    mine.page.wait_for_selector("a.f.q")
    assert "他人的 2 份内容" in mine.page.inner_text("#main")
    assert not Report.objects.filter(value=16).exists()
    session_of("village_team")
    mine.kill_tab()
    mine.wait_until_all_is("received")
    assert Report.objects.filter(value=16).count() == 1
    assert [draft["value"] for draft in mine.kept()["drafts"]] == ["17"]


def test_the_outbox_as_a_file_and_then_the_phone_itself_count_once(phone, open_page, cast, tmp_path):
    rng = random.Random(SEED)
    mine = phone()
    mine.go_offline()
    mine.begin()
    mine.write(19, note="由 U 盘带去")
    mine.add_photos(a_picture(rng))
    uuid = mine.save()
    mine.go("phone")
    with mine.page.expect_download() as download:
        mine.page.get_by_role("button", name="待发内容存成文件").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)

    desk = open_page("/field/outbox/", who="township_clerk", width="phone")
    desk.set_input_files("input[type=file]", file)
    desk.locator("main form button").click()
    desk.wait_for_selector("text=收下 1 条")
    assert_accessible(desk)
    assert_fits(desk)
    with zipfile.ZipFile(file) as archive:
        (listed,) = json.loads(archive.read("outbox.json"))["photos"]
    assert {"taken_at", "lon", "lat", "accuracy_m"} <= listed.keys()
    row = Report.objects.get(uuid=uuid)
    assert (row.entered_by_name, row.via, row.evidence.count()) == ("Village Team", "device", 1)

    mine.go_online()
    mine.wait_until_all_is("received")
    assert Report.objects.filter(uuid=uuid).count() == row.evidence.count() == 1


def test_a_new_version_waits_until_it_is_taken_and_no_draft_is_lost(phone, monkeypatch):
    mine = phone()
    mine.begin()
    mine.write(12)
    mine.page.wait_for_selector("#kept:has-text('草稿已存')")
    words = shell.all_words()
    words["zh-hans"]["tab_phone"] = "新本机"
    monkeypatch.setattr(shell, "all_words", lambda: words)
    mine.go("home")
    mine.page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update()).then(() => true)")
    mine.page.wait_for_selector(".note:has-text('新版本')")
    assert "新本机" not in mine.page.inner_text("nav.tabs")
    mine.page.locator(".note:has-text('新版本') button").click()
    mine.page.wait_for_selector("nav.tabs:has-text('新本机')")
    mine.begin()

    assert mine.page.input_value("#value") == "12"


def test_without_secure_functions_photos_still_have_their_hash(phone):
    rng = random.Random(SEED)
    mine = phone(ready=False)
    mine.context.add_init_script(
        "Object.defineProperty(crypto, 'subtle', { value: undefined }); crypto.randomUUID = undefined;"
        "Object.defineProperty(navigator, 'locks', { value: undefined });"
    )
    mine.kill_tab()
    mine.page.wait_for_selector("a.f.q")
    mine.begin()
    mine.write(14)
    mine.add_photos(a_picture(rng))
    uuid = mine.save()
    mine.wait_until_all_is("received")

    assert Report.objects.get(uuid=uuid).evidence.count() == 1
