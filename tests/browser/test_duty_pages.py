"""The duty log in a real browser: today in three taps on a phone, the month at a desk, both sound."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse

from bairi.delivery.duties.actions import NewDay, NewVisit, log_duty, record_visit
from bairi.delivery.duties.models import DutyDay
from bairi.plan.campaigns.models import Campaign
from tests.browser.watch import assert_sound
from tests.cast import NOON
from tests.world import CAMPAIGN, TODAY, make_plan

SHOTS = os.environ.get("BAIRI_SHOTS", "")


@pytest.fixture
def village(transactional_db, cast):
    """The village's page in the log, two weeks of it written, today not yet; the campaign stands at that noon."""
    make_plan(cast)
    Campaign.objects.filter(code=CAMPAIGN).update(replay_at=NOON)
    page, who = {"campaign": CAMPAIGN, "place": cast.places["village"].code}, {"by": cast["village_team"], "at": NOON}
    for back in range(1, 14):
        presence = "township" if back % 6 == 0 else "village"
        log_duty(NewDay(key=uuid4(), on=TODAY - timedelta(back), presence=presence, **page), **who)
    record_visit(NewVisit(key=uuid4(), on=TODAY, whom="中心小组 和家", kind="home", agreed="下周修屋顶", **page), **who)
    return page["place"]


def shoot(page, name):
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"duty-{name}.png"), full_page=True)


def test_today_goes_in_with_three_taps_on_a_phone(village, open_page):
    page = open_page(reverse("duty_day", args=[CAMPAIGN]), who="village_team", width="phone")
    shoot(page, "day-phone-zh")

    page.tap("label:has-text('在乡镇')")
    page.tap("form.duty button")
    page.wait_for_selector("form.duty .note")
    assert DutyDay.objects.get(on=TODAY).presence == "township"

    page.tap("summary:has-text('添加走访')")
    shoot(page, "visit-phone-zh")
    assert_sound(page)
    page.goto(reverse("duty_month", args=[CAMPAIGN]))
    shoot(page, "month-phone-zh")
    assert_sound(page)


def test_the_pages_are_sound_at_a_desk(village, open_page):
    page = open_page(reverse("duty_day", args=[CAMPAIGN]) + f"?place={village}", who="data_officer", language="en")
    shoot(page, "day-desk-en")
    assert_sound(page)
    for name in ("duty_month", "set_duty_rules"):
        page.goto(reverse(name, args=[CAMPAIGN]) + f"?place={village}")
        shoot(page, f"{name}-desk-en")
        assert_sound(page)
