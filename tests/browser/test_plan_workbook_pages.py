"""The plan workbook in a real browser: sent, its faults and its difference seen, imported."""

import os
from pathlib import Path

import pytest

from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import targets_known
from bairi.plan.campaigns.tests.workbooks import HEAD, TARGET_HEAD, workbook
from tests.browser.watch import assert_sound
from tests.world import CAMPAIGN

SHOTS = os.environ.get("BAIRI_SHOTS", "")
BATTLE = [CAMPAIGN, "百日会战", "533401", "2016.2.14", "2016年5月23日"]


@pytest.fixture
def send(transactional_db, world, open_page, tmp_path, width, language):
    """`send(rows)` sends a workbook of targets as the data officer and gives the page that answers."""

    def sending(rows):
        file = tmp_path / "计划.xlsx"
        file.write_bytes(workbook(会战=[HEAD, BATTLE], 目标任务=[TARGET_HEAD, *rows]))
        page = open_page(f"/campaigns/{CAMPAIGN}/plan/workbook/", who="data_officer", width=width, language=language)
        assert_sound(page)
        page.set_input_files("input[type=file]", str(file))
        page.locator("main form button.primary").click()
        page.wait_for_url("**/campaigns/workbook/**")
        return page

    return sending


def shoot(page, name):
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def test_a_faulty_workbook_says_where_and_how(send, width, language):
    page = send([["533401102202", "roads", "", "多少", "", "2月30日"], ["999999999999", "roads", "", 3, "", ""]])

    assert_sound(page)
    shoot(page, f"workbook-refused-{width}-{language}")
    assert page.locator("tbody tr").count() == 3
    with page.expect_download() as download:
        page.locator("a[download]").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def test_the_difference_is_seen_and_then_imported(send, width, language):
    page = send([["533401102202", "roads", "", 77, 5, "4月30日"], ["533401103", "roads", "", 50, "", ""]])

    assert_sound(page)
    shoot(page, f"workbook-difference-{width}-{language}")
    page.locator("input[name=reason]").fill("县委会议决定")
    page.locator("main form.form button.primary").click()
    page.wait_for_url("**/plan/history/**")

    assert_sound(page)
    musts = {row.place_code: row.must for row in targets_known(Campaign.objects.get(code=CAMPAIGN))}
    assert musts["533401102202"] == 77
