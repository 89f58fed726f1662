"""Each step of sending, cut off once before the server hears of it and once after it has done it."""

import random
import time

import pytest
from playwright.sync_api import Route, expect

from bairi.delivery.reports.models import Evidence, Report
from tests.browser.field_fixtures import SEED
from tests.browser.phones import a_picture

STEPS = {
    "who I am": ("GET", "**/field/api/session"),
    "the report": ("POST", "**/field/api/reports"),
    "the photo's transfer": ("POST", "**/field/api/transfers/"),
    "a block of the photo": ("PATCH", "**/field/api/transfers/*"),
    "the duties": ("GET", "**/field/api/duties"),
}

HOLD_BACK = """async (uuid) => {
  const answer = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result) })
  const db = await answer(indexedDB.open('bairi-field'))
  const reports = db.transaction('reports', 'readwrite').objectStore('reports')
  const row = await answer(reports.get(uuid))
  await answer(reports.put({ ...row, next_at: Date.now() + 3_600_000 }))
  db.close()
}"""
"""One report waits an hour by itself while others go on."""


def wait_for(phone, done, seconds=30):
    """Until the reports on the phone are so; it sends by itself meanwhile."""
    until = time.monotonic() + seconds
    while not done(phone.kept()["reports"]):
        assert time.monotonic() < until, phone.kept()["reports"]
        phone.page.wait_for_timeout(100)


def cutting_once(method, cut, *, done):
    """Breaks the first request of the method, after the server's answer if `done`; lets all others pass."""

    def handle(route):
        if cut or route.request.method != method:
            route.continue_()
            return
        if done:
            route.fetch()
        cut.append(method)
        route.abort("connectionreset")

    return handle


@pytest.mark.parametrize("done", [False, True], ids=["before it arrives", "after it was done"])
def test_a_line_cut_at_each_step_costs_nothing(phone, done):
    rng = random.Random(SEED)
    mine = phone(ready=False, service_workers="block")  # behind a worker the requests could not be cut off one by one
    mine.page.wait_for_selector("a.f.q")
    for n, (step, (method, address)) in enumerate(STEPS.items()):
        mine.go_offline()
        mine.begin()
        mine.write(n + 1)
        mine.add_photos(a_picture(rng, size=(1600, 1200)))
        number = mine.save()
        cut: list[str] = []
        mine.context.route(address, cutting_once(method, cut, done=done))
        mine.go_online()
        mine.send()
        mine.wait_until_all_is("received")
        mine.wait_until(lambda _, cut=cut: bool(cut))
        mine.page.wait_for_selector(".net_on")
        mine.context.unroute_all(behavior="wait")

        assert cut, step
        kept = mine.kept()
        photo = next(row for row in kept["photos"] if row["owner"] == number)
        assert Report.objects.get(uuid=number).value == n + 1, step
        assert list(Evidence.objects.filter(report__uuid=number).values_list("file_id", flat=True)) == [photo["sha256"]]
    assert Report.objects.filter(via="device").count() == len(STEPS)


def with_one_waiting(phone):
    """A phone without its worker and without a line, on which a report waits."""
    mine = phone(ready=False, service_workers="block")
    mine.page.wait_for_selector("a.f.q")
    mine.go_offline()
    mine.begin()
    mine.write(15)
    mine.save()
    return mine


def test_what_was_reported_on_top_of_a_waiting_report_is_the_same_each_time_it_goes(phone):
    mine = with_one_waiting(phone)
    mine.begin(more=True)
    mine.write(2.5)
    above = mine.save()
    lost: list[str] = []

    def lose(route):
        if not lost:
            route.fetch()
        lost.append(route.request.method)
        route.abort("connectionreset")

    mine.context.route("**/field/api/reports", lose)
    mine.page.wait_for_selector(".net_off")  # at rest: one attempt follows, not two
    mine.go_online()
    wait_for(mine, lambda rows: all(row["attempts"] and row["state"] == "saved" for row in rows))
    mine.page.evaluate(HOLD_BACK, above)
    mine.context.unroute_all(behavior="wait")
    wait_for(mine, lambda rows: any(row["receipt"] for row in rows))
    assert sorted(mine.states()) == ["received", "saved"]
    mine.wait_until_all_is("received")

    assert Report.objects.get(uuid=above).value == 17.5
    assert Report.objects.filter(via="device").count() == 2


def test_a_report_that_may_have_arrived_is_not_taken_back(phone, watch):
    """A gateway gives up while the server still works: under a new number the report would be there twice."""
    watch.forgive("504")
    mine = with_one_waiting(phone)
    mine.begin()
    mine.write(16)
    number = mine.save()
    mine.page.get_by_role("button", name="发出前修改").wait_for()
    held: list[Route] = []

    def give_up(route):
        if held:
            return held.append(route)
        route.fetch()
        held.append(route)
        return route.fulfill(status=504, body="gateway timeout")

    mine.context.route("**/field/api/reports", give_up)
    mine.page.wait_for_selector(".net_off")
    mine.go_online()
    mine.wait_until(lambda _: len(held) > 1)
    mine.page.wait_for_selector("ol.flow")
    (row,) = (row for row in mine.kept()["reports"] if row["uuid"] == number)
    assert (row["state"], row["attempts"]) == ("saved", 0)
    assert number in mine.page.url
    expect(mine.page.get_by_role("button", name="发出前修改")).to_have_count(0)
    for route in held[1:]:
        route.continue_()
    mine.context.unroute_all(behavior="wait")
    mine.wait_until_all_is("received")
    assert Report.objects.filter(via="device").count() == 2


def test_an_answer_does_not_judge_what_was_changed_meanwhile(phone):
    """The report is mended while its first wording is on its way: that one is refused, this one goes anew."""
    mine = phone(ready=False, service_workers="block")
    mine.page.wait_for_selector("a.f.q")
    mine.go_offline()
    mine.begin()
    mine.write("1e13")
    number = mine.save()
    held: list[Route] = []
    mine.context.route("**/field/api/reports", lambda route: route.continue_() if held else held.append(route))
    mine.page.wait_for_selector(".net_off")
    mine.go_online()
    mine.wait_until(lambda _: bool(held))
    mine.page.goto(f"/field/#/mend/{number}")
    mine.write(15)
    mine.save()
    held[0].continue_()
    mine.wait_until_all_is("received")
    assert Report.objects.get(uuid=number).value == 15
