"""Each step of sending, cut off once before the server hears of it and once after it has done it."""

import random

import pytest

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
        mine.page.wait_for_selector(".net_on")
        mine.context.unroute_all(behavior="wait")

        assert cut, step
        kept = mine.kept()
        photo = next(row for row in kept["photos"] if row["owner"] == number)
        assert Report.objects.get(uuid=number).value == n + 1, step
        assert list(Evidence.objects.filter(report__uuid=number).values_list("file_id", flat=True)) == [photo["sha256"]]
    assert Report.objects.filter(via="device").count() == len(STEPS)
