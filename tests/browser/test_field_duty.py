"""The duty log in the field app, in a real Chromium: days and visits without a network, received once, never refused
for a fast clock; two words for one day are shown."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings

from bairi.delivery.duties.actions import NewDay, log_duty
from bairi.delivery.duties.models import DutyDay, Visit
from bairi.plan.campaigns.models import Campaign
from tests.browser.test_field_pages import look
from tests.browser.watch import assert_fits
from tests.cast import NOON
from tests.world import CAMPAIGN, TODAY

YESTERDAY = TODAY - timedelta(1)
DAY_BEFORE = TODAY - timedelta(2)


def test_today_in_three_taps_without_a_network_a_killed_tab_and_received_once(phone, blank, line):
    mine = phone()
    mine.go_offline()
    mine.page.locator("nav.tabs a:has-text('驻村')").click()
    mine.page.locator("label:has-text('在村')").click()
    mine.page.locator(".save .btn").click()
    mine.page.wait_for_selector("[aria-labelledby=my-day] .tag:has-text('已存本机')")
    mine.page.locator("[aria-labelledby=my-day] button").click()
    mine.page.locator("label:has-text('在乡镇')").click()
    mine.page.locator("form#duty-day button").click()  # not so: what was entered stays
    mine.page.wait_for_selector("[aria-labelledby=my-day]:has-text('在村') .tag")
    mine.log_day("leave:sick", on=str(YESTERDAY), note="感冒")
    mine.log_day("township", on=str(DAY_BEFORE))
    mine.log_visit("和家", on=str(YESTERDAY), role="servant", agreed="下周修屋顶")
    mine.open_day(str(DAY_BEFORE))
    mine.page.locator("[aria-labelledby=my-day] button").click()
    mine.page.fill("#duty-note", "开会")
    mine.wait_until(lambda kept: any(row.get("note") == "开会" for row in kept["drafts"]))
    mine.kill_tab()
    assert mine.page.locator("nav.tabs .badge").inner_text() == "4"
    mine.open_day(str(DAY_BEFORE))
    assert mine.page.input_value("#duty-note") == "开会"
    mine.page.locator(".save .btn").click()
    mine.page.wait_for_selector("[aria-labelledby=my-day] .tag")

    line.breaks, line.most_bytes = 6, 4_000
    mine.go_online()
    mine.wait_until_all_is("received")

    days = {row.on: (row.presence, row.leave, row.note, row.via) for row in DutyDay.objects.all()}
    assert days == {
        TODAY: ("village", "", "", "device"),
        YESTERDAY: ("leave", "sick", "感冒", "device"),
        DAY_BEFORE: ("township", "", "开会", "device"),
    }
    assert [(row.whom, row.team_role, row.agreed, row.on) for row in Visit.objects.all()] == [
        ("和家", "servant", "下周修屋顶", YESTERDAY)
    ]
    kept = mine.kept()
    assert {row["receipt"]["key"] for row in kept["duty"]} == {
        str(key) for model in (DutyDay, Visit) for key in model.objects.values_list("key", flat=True)
    }
    assert not kept["drafts"]
    mine.go("sent")
    assert mine.page.locator("li:has-text('走访：和家') .tag:has-text('已收到')").count() == 1


def test_two_words_for_one_day_are_shown_and_the_person_chooses(phone, blank, cast):
    mine = phone()
    mine.go_offline()
    mine.log_day("village", on=str(YESTERDAY))
    mine.log_day("village", on=str(DAY_BEFORE))
    mine.log_visit("和家", on=str(YESTERDAY))
    page = {"campaign": CAMPAIGN, "place": cast.places["village"].code, "person": "village_team"}
    keys = {}
    for on in (YESTERDAY, DAY_BEFORE):
        new = NewDay(key=uuid4(), on=on, presence="township", note="电话说的", **page)
        keys[on] = log_duty(new, by=cast["township_clerk"], at=NOON).day.pk
    mine.go_online()
    mine.wait_until_all_is("received", "refused")
    assert Visit.objects.filter(whom="和家").count() == 1

    mine.go("outbox")
    assert "另一条登记" in mine.page.inner_text("#main")
    mine.open_day(str(YESTERDAY))
    assert "电话说的" in mine.page.inner_text(".pair")
    mine.page.locator("#take-mine").click()
    mine.wait_until(lambda kept: sorted(row["state"] for row in kept["duty"]) == ["received", "received", "refused"])
    assert DutyDay.objects.get(on=YESTERDAY, superseded_known=None).supersedes_id == keys[YESTERDAY]
    mine.open_day(str(DAY_BEFORE))
    mine.page.locator("#take-theirs").click()
    mine.page.wait_for_selector("[aria-labelledby=my-day]:has-text('在乡镇') .tag:has-text('已收到')")
    assert DutyDay.objects.get(on=DAY_BEFORE).pk == keys[DAY_BEFORE]
    assert set(mine.states()) == {"received"}


def test_a_change_of_what_may_have_arrived_takes_its_place(phone, blank):
    mine = phone()
    line_is_bad = [True]

    def lose_the_answer(route):
        if line_is_bad:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    mine.context.route("**/field/api/duty-log", lose_the_answer)
    mine.log_day("village", on=str(YESTERDAY))
    mine.wait_until(lambda kept: kept["duty"][0]["attempts"] > 0)
    mine.log_day("township", on=str(YESTERDAY))
    mine.log_day("leave:annual", on=str(YESTERDAY))
    line_is_bad.clear()
    mine.wait_until_all_is("received")

    stands, before = DutyDay.objects.order_by("-known")
    assert (stands.presence, stands.superseded_known, stands.supersedes_id) == ("leave", None, before.pk)
    assert before.presence == "village"


def test_a_day_of_a_fast_clock_is_held_and_said_never_refused(phone, blank):
    """A phone three days fast that has met no server since enters its today; the server's comes later."""
    Campaign.objects.filter(code=CAMPAIGN).update(replay_at=None, deadline_on=datetime.now(UTC) + timedelta(90))
    mine = phone(ready=False, service_workers="block")  # the worker would have the machine's clock
    mine.page.wait_for_selector("a.f.q")
    mine.go_offline()
    mine.page.clock.set_system_time(datetime.now(UTC) + timedelta(days=3))
    mine.log_day("village", note="赶集")
    ahead = mine.kept()["duty"][0]["body"]["on"]
    mine.go_online()
    mine.send()
    mine.wait_until(lambda kept: bool(kept["duty"][0]["hold_until"]))

    (row,) = mine.kept()["duty"]
    assert (row["state"], row["hold_until"], row["problem"]) == ("saved", ahead, None)
    assert row["next_at"] > mine.page.evaluate("Date.now()") + 60_000
    mine.go("outbox")
    assert "先留到" in mine.page.inner_text("#main")
    mine.page.locator("#main a.f.q").click()
    mine.page.wait_for_selector("#move")
    assert_fits(mine.page)
    mine.page.locator("button:has-text('改到这一天')").click()
    mine.wait_until_all_is("received")
    day = DutyDay.objects.get()
    assert (ahead > str(day.on), day.note) == (True, "赶集")


def test_a_day_that_arrives_while_it_is_changed_is_superseded_not_disputed(phone, blank):
    mine = phone()
    mine.go_offline()
    mine.log_day("village", on=str(YESTERDAY))
    mine.page.locator("[aria-labelledby=my-day] button").click()
    mine.page.locator("label:has(input[name=where][value='township'])").click()
    mine.go_online()
    mine.wait_until_all_is("received")
    mine.page.locator(".save .btn").click()
    mine.page.wait_for_selector("[aria-labelledby=my-day] .tag")
    mine.wait_until_all_is("received")
    days = {day.presence: day for day in DutyDay.objects.all()}
    assert set(days) == {"village", "township"}
    assert days["township"].supersedes == days["village"]


def test_anothers_word_that_came_while_the_form_was_open_is_shown_before_it_is_replaced(phone, blank, cast):
    mine = phone()
    mine.go_offline()
    mine.log_day("village", on=str(YESTERDAY))
    mine.page.locator("[aria-labelledby=my-day] button").click()
    mine.page.locator("label:has(input[name=where][value='leave:sick'])").click()
    page = {"campaign": CAMPAIGN, "place": cast.places["village"].code, "person": "village_team"}
    new = NewDay(key=uuid4(), on=YESTERDAY, presence="township", note="电话说的", **page)
    log_duty(new, by=cast["township_clerk"], at=NOON)
    mine.go_online()
    mine.page.wait_for_selector("header .net_on")
    assert mine.page.inner_text("nav.tabs a[href='#/duty'] .badge") == "1", (
        "the line and the counts stay true around a form"
    )
    mine.page.locator(".save .btn").click()
    mine.page.wait_for_selector("#take-mine")
    assert "电话说的" in mine.page.inner_text(".pair")
    assert DutyDay.objects.get().presence == "township"


def test_the_log_is_hidden_from_who_is_in_no_team_and_sealed_for_others(phone, blank, sign_in, line):
    clerk = phone("township_clerk")
    assert clerk.page.locator("nav.tabs a").count() == 4

    mine = phone()
    mine.go_offline()
    mine.log_day("village", on=str(YESTERDAY))
    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": line.url}
    mine.context.add_cookies([cookie | {"value": sign_in("neighbour_team").cookies[cookie["name"]].value}])
    mine.go_online()
    mine.send()
    mine.go("home")
    mine.page.wait_for_selector("#main:has-text('他人的 1 份内容')")
    assert not DutyDay.objects.exists()
    assert mine.page.locator("nav.tabs .badge").count() == 0
    mine.context.add_cookies([cookie | {"value": sign_in("village_team").cookies[cookie["name"]].value}])
    mine.wait_until_all_is("received")
    assert DutyDay.objects.get().person.username == "village_team"


def test_the_outbox_file_carries_the_log_too(phone, blank, open_page, tmp_path):
    mine = phone()
    mine.go_offline()
    mine.log_day("village", on=str(YESTERDAY))
    mine.log_visit("和家", on=str(YESTERDAY))
    mine.go("phone")
    with mine.page.expect_download() as download:
        mine.page.get_by_role("button", name="待发内容存成文件").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert "2 条驻村日志" in mine.page.inner_text("#main")

    desk = open_page("/field/outbox/", who="township_clerk", width="phone")
    desk.set_input_files("input[type=file]", file)
    desk.locator("main form button").click()
    desk.wait_for_selector("text=新收 2 条")
    assert_fits(desk)
    mine.go_online()
    mine.wait_until_all_is("received")
    assert (DutyDay.objects.count(), Visit.objects.count()) == (1, 1)

    mine.page.evaluate(A_MONTH_AGO)
    mine.send()
    mine.wait_until(lambda kept: not kept["duty"])
    mine.open_day(str(YESTERDAY))  # from the server's log by now
    mine.page.wait_for_selector("[aria-labelledby=my-day]:has-text('在村') .tag:has-text('已收到')")
    assert mine.page.locator("[aria-labelledby=visits] li:has-text('和家')").count() == 1


A_MONTH_AGO = """() => new Promise(done => {
  indexedDB.open('bairi-field').onsuccess = ({ target: { result: db } }) => {
    const writing = db.transaction('duty', 'readwrite'), store = writing.objectStore('duty')
    store.getAll().onsuccess = ({ target: { result } }) =>
      result.forEach(row => store.put({ ...row, received_at: row.received_at - 31 * 86400000 }))
    writing.oncomplete = () => { db.close(); done() }
  }
})"""


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_of_the_log_is_sound_for_one_thumb(phone, blank, cast, language):
    page = {"campaign": CAMPAIGN, "place": cast.places["village"].code}
    for back in range(3, 20):
        log_duty(
            NewDay(key=uuid4(), on=TODAY - timedelta(back), presence="village", **page),
            by=cast["village_team"],
            at=NOON,
        )
    mine = phone(language=language)
    mine.go("duty")
    look(mine, "duty", language)
    mine.go_offline()
    mine.log_day("leave:official", note="县里培训，后天回")
    mine.log_visit("和家", on=str(TODAY), agreed="下周修屋顶")
    look(mine, "duty-saved", language)
    mine.log_day("village", on=str(YESTERDAY))
    mine.page.goto(f"/field/#/visit/{CAMPAIGN}/{TODAY}")
    mine.page.wait_for_selector("form#visit")
    mine.page.locator(".save .btn").click()
    mine.page.wait_for_selector("#faults")
    look(mine, "duty-visit", language)
    mine.go("outbox")
    look(mine, "duty-outbox", language)
    new = NewDay(key=uuid4(), on=YESTERDAY, presence="township", person="village_team", **page)
    log_duty(new, by=cast["township_clerk"], at=NOON)
    mine.go_online()
    mine.wait_until_all_is("received", "refused")
    mine.open_day(str(YESTERDAY))
    look(mine, "duty-two", language)
    mine.page.goto(f"/field/#/month/{CAMPAIGN}/2016-03")
    mine.page.wait_for_selector(".cal")
    look(mine, "duty-month", language)
    mine.go("sent")
    mine.page.locator("#main a.f.q").first.click()
    mine.page.wait_for_selector(".okk")
    look(mine, "duty-received", language)
