"""A sheet of reports: what is in order goes in as if sent one by one, the rest comes back to be mended."""

import csv
import io
import json
import random
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import transaction
from openpyxl import Workbook, load_workbook

from bairi.delivery.reports import actions
from bairi.delivery.reports.actions.sheet_rows import ReportRows
from bairi.delivery.reports.models import Report, Standing
from bairi.delivery.reports.queries import check_standing
from bairi.delivery.reports.tests.conftest import TODAY
from bairi.delivery.reports.workbook.sheet import REPORTS
from bairi.ground.access import NotAllowed, NotVisible, Problem
from bairi.ground.tables import SheetMissing, open_sheet
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns.models import Campaign, CampaignClock
from tests.cast import NOON

HEAD = [
    "区划代码",
    "地名",
    "重点任务",
    "指标",
    "项目",
    "形象进度",
    "单位",
    "日期",
    "数量",
    "填报方式",
    "备注",
    "代填依据",
    "更正编号",
    "编号",
]
PLACES = ["533401102202", "533401102203", "533401103201", "533401102299"]


def row(place="533401102202", task="roads", day="2016-03-31", value="3", **more) -> list[str]:
    cells = {"区划代码": place, "重点任务": task, "日期": day, "数量": value} | more
    return [str(cells.get(head, "")) for head in HEAD]


def sheet(*rows: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *rows])
    return out.getvalue().encode()


def send(cast, source: bytes, who="data_officer", **more):
    return actions.import_reports(source=source, name="a.csv", campaign="battle", by=cast[who], at=NOON, **more)


def test_good_rows_go_in_and_the_others_come_back_marked(cast, battle):
    outcome = send(cast, sheet(row(value="3"), row("533401102203", value="-1"), row("533401102299"), row(value="x")))

    assert (outcome.rows, outcome.taken, outcome.refused) == (4, 1, 3)
    assert Report.objects.get().value == 3.0
    assert Report.objects.get().via == "sheet"
    book = load_workbook(io.BytesIO(outcome.refused_sheet))
    back = book[str(REPORTS.title)]
    assert [back.cell(n, 1).value for n in (2, 3, 4)] == ["533401102203", "533401102299", "533401102202"]
    assert "-1" in back.cell(2, REPORT_COLUMNS["value"]).comment.text
    listed = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))
    assert len(listed) == 3
    assert all(text[4] for text in listed)


REPORT_COLUMNS = {"value": 9}


def test_the_refused_rows_go_in_once_they_are_mended(cast, battle):
    back = send(cast, sheet(row(value="3"), row("533401102203", value="-1"))).refused_sheet
    book = load_workbook(io.BytesIO(back))
    book[str(REPORTS.title)].cell(2, REPORT_COLUMNS["value"]).value = 4
    out = io.BytesIO()
    book.save(out)

    assert send(cast, out.getvalue()).taken == 1
    assert sorted(Report.objects.values_list("value", flat=True)) == [3.0, 4.0]


def test_the_same_sheet_sent_twice_is_taken_in_once(cast, battle):
    source = sheet(row(value="3"), row(value="5", day="2016-03-30"), row("533401102203", value="2", 填报方式="新增"))
    first, second = send(cast, source), send(cast, source, "township_clerk")

    assert (first.taken, first.again) == (3, 0)
    assert (second.taken, second.again) == (0, 3)
    assert Report.objects.count() == EventRow.objects.filter(kind="reports.report_received").count() == 3


def test_a_figure_that_was_overtaken_is_not_taken_again_and_says_so(cast, battle):
    send(cast, sheet(row(value="3")))
    send(cast, sheet(row(value="4")))
    outcome = send(cast, sheet(row(value="3")))

    assert (outcome.taken, outcome.again) == (0, 1)
    assert [notice.code for notice in outcome.notices] == ["overtaken"]
    assert Standing.objects.get(target=battle.target(), known_to__gt=10**17).value == 4.0


def test_a_number_that_a_row_brings_with_other_content_is_refused(cast, battle):
    number = "0b8b3c7e-34a5-4f7f-9f10-111111111111"
    send(cast, sheet(row(编号=number)))
    outcome = send(cast, sheet(row(编号=number, value="9")))

    assert [problem.code for problem in outcome.problems] == ["reports.uuid_taken"]
    assert outcome.problems[0].label == REPORTS.column("number").label


def test_a_trial_says_what_would_happen_and_keeps_nothing(cast, battle):
    source = sheet(row(value="3"), row(value="99", day="2016-03-30"), row(value="-1"))
    before = CampaignClock.objects.get().known
    outcome = send(cast, source, dry_run=True)

    assert (outcome.taken, outcome.refused, outcome.marks["above_target"]) == (2, 1, 1)
    assert outcome.refused_sheet
    assert not Report.objects.exists()
    assert not EventRow.objects.filter(kind="reports.report_received").exists()
    assert CampaignClock.objects.get().known == before


def test_a_trial_of_items_and_corrections_keeps_nothing_either(cast, battle):
    first = send(cast, sheet(row(value="3")))
    number = Report.objects.get().uuid
    source = sheet(row(value="4", 更正编号=number), row(task="tanks", value="", 项目="水窖1", 形象进度="started"))
    outcome = send(cast, source, dry_run=True)

    assert first.taken == 1
    assert (outcome.taken, outcome.refused) == (2, 0), [str(p) for p in outcome.problems]
    assert Report.objects.count() == 1
    assert send(cast, source).taken == 2
    assert check_standing() == []


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"place": "533401102299"}, "place", "reports.unknown_place"),
        ({"task": "bridges"}, "task", "reports.unknown_task"),
        ({"指标": "half"}, "measure", "reports.unknown_measure"),
        ({"day": "2016-04-01"}, "effective_on", "reports.after_today"),
        ({"day": "明天"}, "effective_on", "not_a_day"),
        ({"单位": "亩"}, "unit", "reports.wrong_unit"),
        ({"task": "houses", "value": "1.5"}, "value", "reports.not_whole"),
        ({"value": "", "备注": "山洪"}, "value", "reports.value_missing"),
        ({"task": "tanks"}, "item", "reports.item_needed"),
        ({"task": "tanks", "value": "", "项目": "无", "形象进度": "started"}, "item", "unknown_item"),
        ({"task": "tanks", "value": "", "项目": "水窖1", "形象进度": "gone"}, "stage", "reports.unknown_stage"),
        ({"更正编号": "0b8b3c7e-34a5-4f7f-9f10-111111111111"}, "corrects", "reports.unknown_report"),
    ],
)
def test_each_refusal_stands_at_its_cell(cast, battle, cells, column, code):
    outcome = send(cast, sheet(row(**cells)))

    assert [(problem.code, problem.column) for problem in outcome.problems] == [(code, column)]
    assert not Report.objects.exists()


def test_real_life_sheets_are_read(cast, battle):
    book = Workbook()
    page = book.active
    page.append(["和平村等村进度填报表"])
    page.append(["区划代码", "行政村", "任务", "截止日期", "累计完成", "备注"])
    page.append([533401102202, "和平村", "任务roads", date(2016, 3, 30), "３．５", "  "])
    page.append(["533401102203 ", "团结村", "roads", "2016.3.31", "1,000", ""])
    page.append(["533401103201", "别的村", "任务roads", "3月31日", 2, ""])
    page.append(["合计", "", "", "", 1005.5, ""])
    out = io.BytesIO()
    book.save(out)
    outcome = send(cast, out.getvalue())

    assert (outcome.taken, outcome.refused) == (3, 0), [str(p) for p in outcome.problems]
    assert {notice.code for notice in outcome.notices} >= {"name_differs", "total_row"}
    found = dict(Report.objects.values_list("target__place__code", "value"))
    assert found == {"533401102202": 3.5, "533401102203": 1000.0, "533401103201": 2.0}
    assert send(cast, sheet(row(value="3.5", day="2016-03-30")).decode().encode("gb18030")).rows == 1


def test_a_sheet_may_name_only_what_its_sender_may_report(cast, battle):
    outcome = send(cast, sheet(row(), row("533401103201")), "village_team")

    assert outcome.taken == 1
    assert [problem.code for problem in outcome.problems] == ["reports.unknown_place"]


@pytest.mark.parametrize(("who", "problem"), [("viewer", NotAllowed), ("stranger", NotVisible)])
def test_who_may_not_send_a_sheet(cast, battle, who, problem):
    with pytest.raises(problem):
        send(cast, sheet(row()), who)
    assert not Report.objects.exists()


def test_a_sheet_of_something_else_is_refused_whole(cast, battle):
    with pytest.raises(SheetMissing):
        send(cast, "甲,乙\n1,2\n".encode())


def test_nothing_of_a_part_is_kept_when_the_log_fails(cast, battle, monkeypatch):
    def broken(*_args, **_more):
        raise OSError("disk full")

    monkeypatch.setattr("bairi.delivery.reports.actions.bulk.seal", broken)
    with pytest.raises(OSError, match="disk full"), transaction.atomic():
        send(cast, sheet(row()))
    assert not Report.objects.exists()


def random_row(dice: random.Random, numbers: list[str]) -> list[str]:
    task = dice.choice(["roads", "roads", "任务houses", "houses", "tanks"])
    cells = {"地名": dice.choice(["", "和平村"]), "备注": dice.choice(["", "", "50%的路", '引"号', "\\"])}
    cells["代填依据"] = dice.choice(["", "", "村主任"])
    day = TODAY - timedelta(days=dice.randint(-1, 8))
    value = dice.choice(["0", "3", "4.5", "7", "30", "-2", "", "nan"])
    if task == "tanks":
        cells |= {"项目": dice.choice(["水窖1", "水窖2", ""]), "形象进度": dice.choice(["started", "completed", "?"])}
        value = ""
    elif task == "houses" and dice.random() < 0.5:
        cells["指标"] = "started"
    cells["单位"] = dice.choice(["", "公里", "homes"])
    cells["填报方式"] = dice.choice(["", "累计", "新增"])
    if numbers and dice.random() < 0.1:
        cells["更正编号"] = dice.choice(numbers)
    if numbers and dice.random() < 0.1:
        cells["编号"] = dice.choice(numbers)
    return row(dice.choice(PLACES), task, day.isoformat(), value, **cells)


def kept() -> dict[str, object]:
    """All that is in the database of reports, moments replaced by their order."""
    rows = list(Report.objects.order_by("known").prefetch_related("supersedes"))
    moments = {known: at for at, known in enumerate(sorted({r.known for r in rows}))}
    names = {r.pk: str(r.uuid) for r in rows}
    fields = [f.name for f in Report._meta.concrete_fields if f.name not in {"id", "known"}]
    periods = [
        (p.target_id, p.item_id, p.level, p.effective_from, p.effective_to, moments[p.known_from],
         moments.get(p.known_to, p.known_to), p.value, names[p.claim_id])
        for p in Standing.objects.all()
    ]  # fmt: skip
    events = EventRow.objects.filter(kind="reports.report_received").order_by("known")
    return {
        "reports": [[getattr(r, f) for f in fields] + [sorted(names[o.pk] for o in r.supersedes.all())] for r in rows],
        "periods": sorted(periods),
        "events": [(json.loads(e.payload), json.loads(e.personal), e.place, e.by_id, e.by_name) for e in events],
        "clock": CampaignClock.objects.get().known >= max([0, *moments]),
    }


@pytest.mark.parametrize("seed", range(5))
def test_a_sheet_leaves_what_the_same_reports_leave_one_by_one(cast, battle, monkeypatch, seed):
    monkeypatch.setattr(import_module("bairi.delivery.reports.actions.import_reports"), "PART", 7)
    dice = random.Random(seed)
    earlier = [battle.report(2.0, effective_on=TODAY - timedelta(days=3)), battle.report(1.0, task="houses")]
    for report in earlier:
        actions.receive_report(report, by=cast["data_officer"], at=NOON)
    rows = [random_row(dice, [str(report.uuid) for report in earlier]) for _ in range(50)]
    source, by = sheet(*rows), replace(cast["data_officer"], via="sheet")
    with transaction.atomic():
        outcome = send(cast, source)
        assert check_standing() == []
        together = kept()
        transaction.set_rollback(True)

    campaign = Campaign.objects.get()
    reading = open_sheet(source, REPORTS, name="a.csv", period=(campaign.start_on, campaign.deadline_on))
    made = ReportRows(reading, campaign, by)
    taken = again = refused = 0
    for line in reading:
        report = made.report(line)
        try:
            if report is None:
                refused += 1
            elif actions.receive_report(report, by=by, at=NOON).is_new:
                taken += 1
            else:
                again += 1
        except Problem:
            refused += 1
    assert (outcome.taken, outcome.again, outcome.refused) == (taken, again, refused)
    assert min(taken, refused) > 4
    assert kept() == together
