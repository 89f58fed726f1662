"""Reports and items from a workbook in a real browser: sent, looked through, taken in, what is wrong given back."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from bairi.delivery.reports import actions
from bairi.delivery.reports.models import Item, Report
from bairi.plan.campaigns.models import Measure, Task
from tests.browser.watch import assert_sound
from tests.cast import NOON
from tests.world import CAMPAIGN, TASK

SHOTS = os.environ.get("BAIRI_SHOTS", "")
REPORTS = "区划代码,地名,重点任务,数据日期,数量,备注\n"
ROWS = (
    "533401102202,和平村,通组公路,2016-03-30,14.5,路基完成\n"
    "533401102203,别的村,通组公路,2016.3.29,66,\n"
    "533401102203,团结村,通组公路,2016-03-30,-2,\n"
    "533401199999,无此村,通组公路,3月30日,3,\n"
)
ITEMS = "区划代码,任务,项目名称,数量\n533401102202,通组公路,岗曲河段,3.5\n533401102203,通组公路,垭口段,x\n"


def shoot(page, name):
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def send(page, tmp_path, text):
    file = tmp_path / "三月填报.csv"
    file.write_text(text, encoding="utf-8")
    page.set_input_files("input[type=file]", str(file))
    page.locator("form:has(input[type=file]) button.primary").click()


def test_a_workbook_of_reports_is_looked_through_and_taken_in(
    transactional_db, world, open_page, tmp_path, width, language
):
    page = open_page(f"/campaigns/{CAMPAIGN}/reports/workbook/", who="township_clerk", width=width, language=language)
    assert_sound(page)
    shoot(page, f"report-workbook-{width}-{language}")
    send(page, tmp_path, REPORTS + ROWS)
    page.wait_for_url("**/reports/workbook/*-*/")
    assert_sound(page)
    shoot(page, f"report-sheet-tried-{width}-{language}")
    before = Report.objects.count()
    page.locator(".card-foot button.primary").click()
    page.wait_for_load_state()

    assert_sound(page)
    shoot(page, f"report-sheet-done-{width}-{language}")
    assert Report.objects.count() == before + 2
    with page.expect_download() as download:
        page.locator("a[download]").click()
    assert download.value.suggested_filename.endswith(".xlsx")


@pytest.fixture
def itemised(world, cast):
    """The world's task counted by items, one of which has begun."""
    Task.objects.filter(code=TASK).update(counting="itemised")
    Measure.objects.filter(task__code=TASK).update(stage="done")
    village = cast.places["village"].code
    made = [actions.NewItem(village, TASK, name) for name in ("一号路段", "二号路段")]
    actions.add_items(campaign=CAMPAIGN, items=made, by=cast["township_clerk"], at=NOON + timedelta(hours=3))
    report = actions.NewReport(
        uuid=made[0].key, campaign=CAMPAIGN, place=village, task=TASK, effective_on=NOON.date(), item=made[0].key,
        stage="done",
    )  # fmt: skip
    actions.receive_report(report, by=cast["village_team"], at=NOON + timedelta(hours=4))


def test_items_are_listed_and_more_come_from_a_workbook(
    transactional_db, itemised, open_page, tmp_path, width, language
):
    page = open_page(f"/campaigns/{CAMPAIGN}/items/", who="township_clerk", width=width, language=language)
    assert_sound(page)
    shoot(page, f"items-{width}-{language}")
    send(page, tmp_path, ITEMS)
    page.wait_for_url("**/items/workbook/*-*/")
    assert_sound(page)
    shoot(page, f"item-sheet-{width}-{language}")
    page.locator(".card-foot button.primary").click()
    page.wait_for_load_state()

    assert_sound(page)
    assert Item.objects.filter(name="岗曲河段", quantity=3.5).exists()
