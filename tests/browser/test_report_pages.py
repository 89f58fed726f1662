"""Reporting in a real browser: on a phone in Chinese, at a desk in English, by keyboard, once however often pressed."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bairi.delivery.reports.models import Report, ReportState, Verification
from tests.browser.watch import assert_sound
from tests.world import CAMPAIGN, TASK, a_photo

SHOTS = os.environ.get("BAIRI_SHOTS", "")
BASE = f"/campaigns/{CAMPAIGN}"
VILLAGE = "533401102202"
ON_ROADS = f"?place={VILLAGE}&task={TASK}"
REPORT = re.compile(r"/reports/[0-9a-f-]{36}/$")
VERIFICATION = re.compile(r"/verifications/[0-9a-f-]{36}/$")
CHOSEN = re.compile(r"/new/\?.*task=")

pytestmark = pytest.mark.usefixtures("transactional_db", "world")


def sound(page: Page, name: str) -> None:
    """Check the page and, where asked, take its picture."""
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)
    assert_sound(page)


def newest() -> Report:
    return Report.objects.order_by("known").last()


def test_a_village_reports_how_many_more_from_a_phone(open_page, tmp_path):
    photo = tmp_path / "路.jpg"
    photo.write_bytes(a_photo())
    page = open_page(f"{BASE}/reports/new/", who="village_team", width="phone")
    sound(page, "new-report")
    page.locator("td.actions a").click()
    page.wait_for_url(CHOSEN)

    page.get_by_text("新增数").click()
    page.locator("input[id$=-value]").fill("２.5")
    assert "新的累计" in page.locator("[data-sum-of]").inner_text()
    assert "15.5" in page.locator("[data-sum-of]").inner_text()
    page.set_input_files("input[type=file]", str(photo))
    page.locator(".photos figcaption").wait_for()
    assert "路.jpg" in page.locator(".photos figcaption").inner_text()
    sound(page, "report-form")
    page.locator("main form button.primary").dblclick()
    page.wait_for_url(REPORT)

    sound(page, "report-receipt")
    assert (newest().value, newest().entered_value, newest().evidence.count()) == (15.5, 2.5, 1)
    assert Report.objects.count() == 3
    assert newest().digest in page.locator("aside").inner_text()


def test_errors_take_the_focus_and_the_keyboard_alone_mends_them(open_page, watch):
    watch.forgive("422")
    page = open_page(f"{BASE}/reports/new/{ON_ROADS}", who="township_clerk", language="en")
    page.locator("input[id$=-value]").focus()
    page.keyboard.type("many")
    page.keyboard.press("Enter")

    page.wait_for_selector("[data-errors]")
    assert page.evaluate("document.activeElement.matches('[data-errors]')")
    sound(page, "report-refused")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.value") == "many"
    page.keyboard.press("Control+A")
    page.keyboard.type("14")
    page.keyboard.press("Enter")
    page.wait_for_url(REPORT)

    assert (newest().value, newest().is_proxy) == (14.0, True)


def test_the_sheet_marks_what_it_refuses_beside_the_cell(open_page, watch):
    watch.forgive("422")
    page = open_page(f"{BASE}/reports/sheet/?place={VILLAGE}", who="village_team", width="phone")
    sound(page, "sheet")
    page.locator("input[id$=-value]").fill("-1")
    page.locator("main form[method=post] button.primary").click()

    page.locator("td .error").wait_for()
    sound(page, "sheet-refused")
    page.locator("input[id$=-value]").fill("16")
    page.locator("main form[method=post] button.primary").click()
    page.wait_for_url(REPORT)
    assert newest().value == 16.0


def test_what_is_sent_back_is_seen_by_the_village_and_corrected(open_page, world):
    clerk = open_page(f"{BASE}/reports/queue/", who="township_clerk", language="en")
    clerk.locator("[data-check-all]").check()
    assert clerk.locator("input[name=report]").is_checked()
    clerk.locator("tbody th a").click()
    clerk.wait_for_url(REPORT)
    sound(clerk, "report-clerk")
    clerk.locator("#why-back").fill("The photo is missing")
    clerk.keyboard.press("Enter")
    clerk.locator(".note.late").wait_for()
    sound(clerk, "report-sent-back")

    team = open_page(f"{BASE}/reports/?state=sent_back", who="village_team", width="phone")
    sound(team, "sent")
    assert "The photo is missing" in team.locator("main").inner_text()
    team.locator("td.actions a").click()
    team.wait_for_url("**/correction/")
    sound(team, "correction")
    team.locator("input[id$=-value]").fill("13.5")
    team.locator("main form button.primary").click()
    team.wait_for_url(REPORT)

    assert newest().supersedes.get().state == ReportState.SENT_BACK


def test_an_inspector_enters_a_finding_and_takes_it_back(open_page):
    page = open_page(f"{BASE}/verifications/new/?place={VILLAGE}", who="inspector", language="en")
    sound(page, "choose-inspected")
    page.locator("td.actions a").click()
    page.wait_for_url(CHOSEN)
    page.get_by_label("A sample was looked at").check()
    page.get_by_label("Inspected").fill("10")
    page.get_by_label("Found good").fill("9.5")
    page.get_by_label("Source").fill("No. 17")
    sound(page, "verify-target")
    page.keyboard.press("Enter")
    page.wait_for_url(VERIFICATION)
    sound(page, "verification")
    assert Verification.objects.order_by("known").last().found == 9.5

    page.locator(".lead .btn").click()
    sound(page, "withdraw-verification")
    page.locator("textarea").fill("Another village")
    page.locator("button.danger").click()
    page.wait_for_url(VERIFICATION)
    assert "Another village" in page.locator("main").inner_text()


def test_a_report_is_withdrawn_on_a_phone(open_page, world):
    page = open_page(f"{BASE}/reports/{newest().uuid}/withdrawal/", who="township_clerk", width="phone")
    sound(page, "withdraw-report")
    page.locator("textarea").fill("重复填报")
    page.locator("button.danger").click()
    page.wait_for_url(REPORT)

    sound(page, "report-withdrawn")
    assert newest().state == ReportState.WITHDRAWN
