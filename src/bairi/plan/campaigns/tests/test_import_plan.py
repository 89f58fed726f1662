"""A plan workbook goes in, all or nothing."""

import io
from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation
from openpyxl import load_workbook

from bairi.ground.access import NotAllowed
from bairi.ground.organisations.models import Organisation
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.models import Campaign, Line, Measure, PlanVersion, Task
from bairi.plan.campaigns.problems import ReasonNeeded
from bairi.plan.campaigns.queries import baselines, plan_template, targets_known, whole_plan
from bairi.plan.campaigns.rules.settings import (
    LineSetting,
)
from bairi.plan.campaigns.tests.conftest import DEADLINE
from bairi.plan.campaigns.tests.workbooks import BATTLE, HEAD, TARGET_HEAD, saved, workbook
from tests.cast import NOON


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_the_template_sent_back_unchanged_changes_nothing(furnished, template, send, language):
    with translation.override(language):
        source = template()
    events = EventRow.objects.count()

    done = send(source)

    assert done.changes == []
    assert done.is_empty
    assert (done.version, done.notices) == (None, [])
    assert EventRow.objects.count() == events


def test_a_new_campaign_comes_from_a_workbook_alone(cast, send):
    source = workbook(
        会战=[HEAD, BATTLE],
        日历=[["休息日", "事由"], ["4月4日", "清明节"]],
        阶段=[["阶段", "起", "止"], ["动员", "2016-02-14", "2016-03-01"]],
        工程=[["工程", "权重"], ["基础设施", 2], ["人居环境", 1]],
        重点任务=[["所属工程", "重点任务", "计数方式"], ["基础设施", "通组公路", "累计"],
              ["人居环境", "民居改造", "逐项"]],
        指标=[["任务", "指标", "计量单位", "是否整数", "计入完成率"], ["通组公路", "完成", "公里", "否", ""],
             ["民居改造", "开工", "户", "是", "否"], ["民居改造", "完工", "户", "是", "是"]],
        区划=[["区划代码", "名称"], ["53340110220299", "新小组"]],
        目标任务=[TARGET_HEAD, ["533401", "通组公路", "", 100, "", ""], ["533401102", "通组公路", "", 60, 5, "4月30日"],
               ["533401103000", "通组公路", "", "５０", "", ""], [53340110220299, "民居改造", "开工", 22, "", ""]],
        节点目标=[["任务", "节点", "完成时限", "占比"], ["通组公路", "过半", "3月31日", "50%"]],
        总体目标=[["总目标", "完成率", "涉及任务"], ["基础设施完成过半", "50%", "基础设施"]],
        责任清单=[["区划代码", "责任类型", "姓名", "职务"], ["533401", "牵头领导", "张三", "书记"]],
    )  # fmt: skip

    done = send(source)

    campaign = Campaign.objects.get(code="battle")
    rows = {(t.place_code, t.task_name, t.measure_name): t for t in targets_known(campaign)}
    assert done.created
    assert (campaign.state, campaign.days_off, campaign.deadline_on) == ("draft", ["2016-04-04"], DEADLINE)
    assert rows["533401102", "通组公路", "完成"].due_on == date(2016, 4, 30)
    assert rows["533401103", "通组公路", "完成"].must == 50
    assert rows["53340110220299", "民居改造", "开工"].must == 22
    assert [(s.place_code, s.must, s.below, s.excess) for s in done.sums] == [("533401", 100, 110, 10)]
    assert [line.weight for line in Line.objects.filter(campaign=campaign)] == [2, 1]
    assert Measure.objects.get(task__name="民居改造", counts=True).name == "完工"
    assert campaign.goals.get().tasks.get().name == "通组公路"
    assert campaign.responsibilities.get().person == "张三"
    version = PlanVersion.objects.get(campaign=campaign)
    assert (version.source, version.made_by_name) == ("workbook", cast["data_officer"].name)


def test_a_changed_target_is_a_new_version_and_the_first_baseline_stays(running, cast, send):
    source = workbook(会战=[HEAD, BATTLE], 目标任务=[TARGET_HEAD, ["533401102202", "通组公路", "", 45, 3, ""]])

    done = send(source, reason="县委会议决定", approved_by="县委")

    (line,) = done.changes
    assert (line.section, line.kind) == ("targets", "changed")
    assert {f.name: (f.before, f.after) for f in line.fields} == {"must": (40, 45), "reserve": (0, 3)}
    target = next(t for t in targets_known(running) if t.place_code == "533401102202")
    running.refresh_from_db()
    assert (target.must, baselines(running)[target.target_id].must) == (45, 40)
    version = PlanVersion.objects.get(campaign=running, number=done.version)
    assert (version.reason, version.approved_by_name, version.source) == ("县委会议决定", "县委", "workbook")
    kinds = [row.kind for row in EventRow.objects.filter(group=EventRow.objects.latest("pk").group)]
    assert sorted(kinds) == ["campaigns.plan_version_made", "campaigns.target_set"]


def test_a_running_plan_is_not_changed_without_a_reason(running, send):
    source = workbook(会战=[HEAD, BATTLE], 目标任务=[TARGET_HEAD, ["533401102202", "通组公路", "", 45, "", ""]])

    assert send(source, dry_run=True).changes
    with pytest.raises(ReasonNeeded):
        send(source)


def test_what_the_workbook_leaves_out_stays_unless_it_is_taken_out(planned, send):
    source = workbook(会战=[HEAD, BATTLE], 目标任务=[TARGET_HEAD, ["533401", "通组公路", "", 100, "", ""]])

    kept = send(source)
    assert (kept.changes, kept.kept) == ([], 6)
    gone = send(source, take_out=True)

    assert {line.kind for line in gone.changes} == {"removed"}
    assert [t.place_code for t in targets_known(planned)] == ["533401"]
    assert Task.objects.filter(campaign=planned).count() == 2


def test_a_task_that_had_targets_is_kept_when_taken_out_and_one_without_goes(planned, cast, send):
    who = {"by": cast["data_officer"], "at": NOON}
    actions.add_line(campaign="battle", line=LineSetting("spare", "备用"), **who)
    rows = [["工程代码", "工程"], ["infra", "基础设施"]]

    done = send(workbook(会战=[HEAD, BATTLE], 工程=rows), take_out=True)

    assert {line.key: line.kind for line in done.differences} == {"homes": "kept", "spare": "removed"}
    assert set(Line.objects.values_list("code", flat=True)) == {"infra", "homes"}


def test_a_new_deadline_moves_the_targets_bound_to_it(furnished, template, send):
    book = load_workbook(io.BytesIO(template()))
    sheet = book["Campaign"]
    column = next(cell.column for cell in sheet[1] if "Deadline" in cell.value)
    sheet.cell(2, column, "2016-06-10")

    done = send(saved(book), reason="延期")

    assert {t.due_on for t in targets_known(furnished)} == {date(2016, 6, 10)}
    assert done.version == PlanVersion.objects.filter(campaign=furnished).count()


def test_a_trial_shows_the_difference_and_keeps_nothing(furnished, send, places):
    before = whole_plan(Campaign.objects.get(code="battle"))
    events = EventRow.objects.count()
    source = workbook(
        会战=[HEAD, ["battle", "百日大会战", *BATTLE[2:]]],
        工程=[["工程", "权重"], ["基础设施", 3], ["人居环境", 1], ["生态", 1]],
        区划=[["区划代码", "名称"], ["53340110220299", "新小组"]],
        目标任务=[TARGET_HEAD, ["53340110220299", "民居改造", "完工", 8, "", ""]],
    )

    done = send(source, dry_run=True)

    assert [(line.section, line.key, line.kind) for line in done.changes] == [
        ("campaign", "battle", "changed"),
        ("lines", "infra", "changed"),
        ("lines", "L1", "added"),
        ("targets", ("houses", "completed", "53340110220299"), "added"),
    ]
    assert [change.place.name for change in done.places.added] == ["新小组"]
    assert whole_plan(Campaign.objects.get(code="battle")) == before
    assert EventRow.objects.count() == events


def test_the_milestones_of_a_target_come_from_points_or_from_its_task(furnished, send):
    head = ["区划代码", "任务", "指标", "必成数", "进度计划", "节点"]
    rows = [
        head,
        ["533401102", "民居改造", "完工", 10, "按节点", ""],
        ["533401103", "民居改造", "完工", 10, "", "3月20日 30%；2016.5.1：80%"],
        ["533401102202", "通组公路", "", 40, "S曲线", ""],
    ]

    send(workbook(会战=[HEAD, BATTLE], 目标任务=rows))

    found = {(t.place_code, t.task_code): t.trajectory for t in targets_known(furnished)}
    assert found["533401102", "houses"]["points"] == [["2016-04-10", 0.5], ["2016-05-10", 0.9]]
    assert found["533401103", "houses"]["points"] == [["2016-03-20", 0.3], ["2016-05-01", 0.8]]
    assert found["533401102202", "roads"] == {"kind": "s_curve"}


def test_responsibilities_name_several_units_in_one_cell(furnished, cast, send):
    Organisation.objects.create(code="farm", name="农科局", kind="department", place=cast.places["county"])
    rows = [["区划代码", "重点任务", "责任类型", "单位"], ["533401", "民居改造", "配合单位", "农科局、住建局"]]

    done = send(workbook(会战=[HEAD, BATTLE], 责任清单=rows))

    assert [line.key[:4] for line in done.changes] == [
        ("533401", "houses", "supporting_unit", "farm"),
        ("533401", "houses", "supporting_unit", "housing"),
    ]
    assert Campaign.objects.get(code="battle").responsibilities.count() == 4


def test_a_name_that_does_not_fit_its_code_is_marked(planned, send):
    rows = [["区划代码", "行政村", "重点任务", "必成数"], ["533401102202", "红旗村", "通组公路", 40]]

    done = send(workbook(会战=[HEAD, BATTLE], 目标任务=rows))

    assert [(notice.ref, notice.code) for notice in done.notices] == [("B2", "name_differs")]


def test_the_empty_template_explains_itself_and_is_refused_as_empty(cast):
    book = load_workbook(io.BytesIO(plan_template(cast["viewer"])))

    assert len(book.sheetnames) == 14
    assert book.worksheets[0].max_row > 60


def test_only_planners_take_the_filled_template(planned, cast):
    with pytest.raises(NotAllowed):
        plan_template(cast["township_clerk"], planned)


def test_joining_keeps_what_is_not_named(planned):
    from bairi.plan.campaigns.rules.whole_plan import WholePlan, joined

    present = whole_plan(planned)
    line = replace(present.section("lines")["infra"], weight=5.0)

    whole = joined(present, WholePlan(lines={"infra": line}), take_out=False)

    assert set(whole.section("lines")) == {"infra", "homes"}
    assert whole.section("lines")["infra"].weight == 5


def test_units_come_with_the_workbook_and_are_named_by_it(planned, send):
    source = workbook(
        会战=[HEAD, BATTLE],
        单位=[["单位名称", "单位类别"], ["住建局", ""], ["农科局", "Department"]],
        重点任务=[["任务代码", "所属工程", "重点任务", "牵头单位"], ["houses", "人居环境", "民居改造", "住建局"]],
    )

    done = send(source)

    assert [(unit.kind, unit.code, unit.name) for unit in done.units] == [
        ("added", "533401-1", "住建局"),
        ("added", "533401-2", "农科局"),
    ]
    assert Task.objects.get(code="houses").lead_unit.name == "住建局"
    assert send(source).is_empty
