"""The rehearsal: one campaign from its plan to its bulletin, by all who take part, each on their own pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from tests.browser.demo import CAMPAIGN, Demo
from tests.browser.watch import assert_sound
from tests.world import a_photo

NEXT = "shangri-la-2"
HERE = f"/campaigns/{NEXT}"
ANNAN, GEZA, DONGPO = "533401202202", "533401205201", "533401103204"
DAYS_SO_FAR = 20
REPORT = re.compile(r"/reports/[0-9a-f-]{36}/$")


@dataclass
class Stage:
    """The rehearsal's server, and who enters."""

    demo: Demo
    visit: Any
    today: date
    folder: Path

    def enter(self, who: str, path: str, **options: Any) -> Page:
        """A page as one of the people, sound before anything is done on it."""
        page = self.visit(self.demo, path, who=who, **options)
        page.on("dialog", lambda dialog: dialog.accept())
        assert_sound(page)
        return page


@pytest.fixture
def stage(own_demo, visit, tmp_path) -> Stage:
    return Stage(own_demo, visit, datetime.now(ZoneInfo("Asia/Shanghai")).date(), tmp_path)


def press(page: Page, within: str = "main form") -> None:
    """Press the main button of a form and wait for the page that follows."""
    with page.expect_navigation():
        page.locator(f"{within} button.primary").last.click()


def number(page: Page, label: str) -> str:
    """One of a target's four figures."""
    return page.locator(".ladder > div", has_text=label).locator("dd b").inner_text()


def test_a_campaign_from_its_plan_to_its_bulletin(stage):
    clone_the_campaign(stage)
    import_a_changed_plan(stage)
    start_it(stage)
    the_team_reports_yesterday(stage)
    the_township_enters_for_a_village_and_another_clerk_confirms(stage)
    the_clerk_confirms_one_and_sends_one_back(stage)
    the_team_sees_why(stage)
    the_commander_reads_and_urges(stage)
    the_commander_issues_the_bulletin(stage)
    the_same_day_is_shown_as_it_was_known_the_evening_before(stage)


def clone_the_campaign(stage: Stage) -> None:
    page = stage.enter("shujuyuan", f"/campaigns/{CAMPAIGN}/plan/clone/")
    page.fill("input[name=name]", "第二次百日会战")
    page.fill("input[name=code]", NEXT)
    page.fill("input[name=start_on]", (stage.today - timedelta(DAYS_SO_FAR)).isoformat())
    press(page)

    assert page.url.endswith(f"{HERE}/plan/")
    assert_sound(page)


def import_a_changed_plan(stage: Stage) -> None:
    page = stage.enter("shujuyuan", f"{HERE}/plan/workbook/")
    with page.expect_download() as download:
        page.locator("a[download]").first.click()
    file = stage.folder / "计划.xlsx"
    download.value.save_as(file)
    change_the_plan(file)
    page.set_input_files("input[type=file]", str(file))
    press(page)
    page.locator("input[name=reason]").wait_for()

    assert page.locator("ins", has_text="12").count() == 1
    assert_sound(page)
    page.fill("input[name=reason]", "县委会议决定")
    press(page, "main form.form")
    assert "/plan/history/" in page.url


def change_the_plan(file: Path) -> None:
    """安南村 is to build 12 km of road, and a day ends at midnight, as a data officer would write it into the workbook
    that Bairi gave.
    """
    book = load_workbook(file)
    sheet = book["目标任务"]
    must = next(cell.column for cell in sheet[1] if "必成数" in str(cell.value))
    (row,) = (row for row in sheet.iter_rows() if (row[0].value, row[2].value) == (ANNAN, "通组道路"))
    sheet.cell(row[0].row, must).value = 12
    (ends,) = (column for column in book["会战"].iter_cols() if "截报时点" in str(column[0].value))
    (hour,) = (cell for cell in ends if cell.value == 18)
    hour.value = 24
    book.save(file)


def start_it(stage: Stage) -> None:
    page = stage.enter("shujuyuan", f"{HERE}/plan/")
    press(page, f"form[action='{HERE}/plan/start/']")

    assert page.locator(f"form[action='{HERE}/plan/start/']").count() == 0


def the_team_reports_yesterday(stage: Stage) -> None:
    photo = stage.folder / "路面.jpg"
    photo.write_bytes(a_photo())
    yesterday = (stage.today - timedelta(1)).isoformat()
    for task, value in (("roads", "3.5"), ("water", "40")):
        page = stage.enter("annan", f"{HERE}/reports/new/?place={ANNAN}&task={task}", width="phone")
        page.fill("input[id$=-value]", value)
        page.fill("input[name=effective_on]", yesterday)
        page.set_input_files("input[type=file]", str(photo))
        press(page)
        assert REPORT.search(page.url)
        assert_sound(page)


def the_township_enters_for_a_village_and_another_clerk_confirms(stage: Stage) -> None:
    page = stage.enter("geza", f"{HERE}/reports/new/?place={GEZA}&task=roads")
    page.fill("input[id$=-value]", "2")
    page.fill("input[name=entered_for]", "格咱村支书电话报告")
    press(page)
    assert REPORT.search(page.url)

    own = stage.enter("geza", f"{HERE}/reports/queue/")
    assert own.locator("input[name=report]").count() == 0
    other = stage.enter("geza-2", f"{HERE}/reports/queue/")
    other.locator("input[name=report]").check()
    press(other, ".card-foot")
    assert other.locator("input[name=report]").count() == 0


def the_clerk_confirms_one_and_sends_one_back(stage: Stage) -> None:
    page = stage.enter("sanba", f"{HERE}/reports/queue/")
    assert page.locator("input[name=report]").count() == 2
    row = page.locator("tr", has_text="安全饮水")
    row.locator("summary").click()
    row.locator("input[name=reason]").fill("照片看不清水表")
    with page.expect_navigation():
        row.locator("form.menu-body button").click()
    page.locator("input[name=report]").check()
    press(page, ".card-foot")

    assert page.locator("input[name=report]").count() == 0


def the_team_sees_why(stage: Stage) -> None:
    page = stage.enter("annan", f"{HERE}/reports/", width="phone")

    assert "照片看不清水表" in page.locator("main").inner_text()
    assert page.locator("main .tag", has_text="乡镇已确认").count() == 1


def the_commander_reads_and_urges(stage: Stage) -> None:
    page = stage.enter("zhihuizhang", f"{HERE}/targets/roads/{ANNAN}/")
    assert "12 公里" in page.locator("h1").inner_text()
    assert number(page, "填报") == "3.5"
    assert number(page, "确认") == "3.5"

    stage.enter("zhihuizhang", f"{HERE}/cockpit/")
    missing = stage.enter("zhihuizhang", f"{HERE}/reports/missing/")
    silent = missing.locator("input[name=place]").count()
    assert silent > 50
    missing.locator("[data-check-all]").check()
    press(missing, "#urge")
    assert missing.locator("td[data-label='催报']", has_text=":").count() == silent

    dongwang = stage.enter("dongwang", f"{HERE}/reports/", width="phone")
    assert dongwang.locator("form[action*='/urgings/']").count() >= 1


def the_commander_issues_the_bulletin(stage: Stage) -> None:
    page = stage.enter("zhihuizhang", f"{HERE}/bulletins/")
    press(page)
    assert_sound(page)
    page.locator("[data-open='#issue']").click()
    press(page, "#issue form[method=post]")

    assert page.locator("form[action$='/issue/']").count() == 0
    assert page.locator("a[href*='/files/']").count() >= 1


def the_same_day_is_shown_as_it_was_known_the_evening_before(stage: Stage) -> None:
    day = f"?day={DAYS_SO_FAR}"
    now = stage.enter("zhihuizhang", f"{HERE}/targets/roads/{ANNAN}/{day}")
    assert number(now, "确认") == "3.5"

    with now.expect_navigation():
        now.locator("input[name=known][value=then]").check()
    assert_sound(now)
    assert "当时尚未列入计划" in now.locator("main").inner_text()

    known = stage.enter("zhihuizhang", f"/campaigns/{CAMPAIGN}/targets/renovation/{DONGPO}/?day=42")
    assert number(known, "填报") == "38"
    with known.expect_navigation():
        known.locator("input[name=known][value=then]").check()
    assert_sound(known)
    assert number(known, "填报") != "38", "what came two days late was not known that evening"
