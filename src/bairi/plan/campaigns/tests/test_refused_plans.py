"""Plan workbooks that are refused, and why nothing of them is kept."""

import pytest

from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.tables import SheetMissing
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns.actions import import_plan
from bairi.plan.campaigns.models import Line, Task
from bairi.plan.campaigns.problems import OtherCampaign, PlanRefused
from bairi.plan.campaigns.queries import targets_known
from bairi.plan.campaigns.tests.conftest import LATER
from bairi.plan.campaigns.tests.workbooks import BATTLE, HEAD, TARGET_HEAD, workbook


def test_every_fault_is_named_by_its_cell_and_nothing_is_kept(planned, send):
    source = workbook(
        会战=[HEAD, BATTLE],
        重点任务=[["所属工程", "重点任务", "牵头单位"], ["没有的工程", "新任务", "没有的单位"]],
        目标任务=[
            TARGET_HEAD,
            ["5.33E+11", "通组公路", "", 1, "", ""],
            ["533423", "通组公路", "", 1, "", ""],
            ["533401102", "没有的任务", "", 1, "", ""],
            ["533401102", "民居改造", "没有的指标", 1, "", ""],
            ["533401102", "民居改造", "完工", 1.5, "", ""],
            ["533401103", "民居改造", "完工", "十户", "", "2月30日"],
        ],
    )

    with pytest.raises(PlanRefused) as refused:
        send(source)

    found = {(cell.sheet, cell.ref, cell.code) for cell in refused.value.cells}
    assert found == {
        ("重点任务", "A2", "unknown_name"), ("重点任务", "C2", "unknown_unit"), ("目标任务", "A2", "code_damaged"),
        ("目标任务", "A3", "unknown_place"), ("目标任务", "B4", "unknown_name"), ("目标任务", "C5", "unknown_name"),
        ("目标任务", "D7", "not_a_number"), ("目标任务", "F7", "no_such_day"),
    }  # fmt: skip
    assert refused.value.as_dict()["data"]["problems"][0]["message"]
    assert not Task.objects.filter(name="新任务").exists()


def test_what_an_action_refuses_is_named_by_its_cell(planned, send):
    source = workbook(
        会战=[HEAD, BATTLE],
        目标任务=[
            TARGET_HEAD,
            ["533401102", "民居改造", "完工", 1.5, "", ""],
            ["533401103", "通组公路", "", 5, "", "2016-01-01"],
        ],
    )

    with pytest.raises(PlanRefused) as refused:
        send(source)

    assert [(cell.ref, cell.code) for cell in refused.value.cells] == [
        ("D2", "target_refused"),
        ("F3", "target_refused"),
    ]
    assert "1.5" in refused.value.cells[0].text


@pytest.mark.parametrize(
    ("who", "problem"), [("township_clerk", NotAllowed), ("viewer", NotAllowed), ("stranger", NotVisible)]
)
def test_who_may_not_import(planned, cast, who, problem):
    events = EventRow.objects.count()
    source = workbook(会战=[HEAD, BATTLE], 目标任务=[TARGET_HEAD, ["533401102202", "通组公路", "", 45, "", ""]])

    with pytest.raises(problem):
        import_plan(source=source, by=cast[who], at=LATER)

    assert EventRow.objects.count() == events


def test_a_workbook_of_another_campaign_is_refused(planned, send):
    with pytest.raises(OtherCampaign):
        send(workbook(会战=[HEAD, ["other", *BATTLE[1:]]]), campaign="battle")


def test_a_workbook_without_its_campaign_is_refused(planned, send):
    with pytest.raises(SheetMissing):
        send(workbook(目标任务=[TARGET_HEAD, ["533401102202", "通组公路", "", 45, "", ""]]))


def test_nothing_is_kept_when_the_log_fails(planned, send, monkeypatch):
    def broken(*_args, **_more):
        raise OSError("disk full")

    monkeypatch.setattr("bairi.plan.campaigns.actions.write_targets.append_many", broken)
    source = workbook(会战=[HEAD, BATTLE], 工程=[["工程", "权重"], ["基础设施", 9]],
                      目标任务=[TARGET_HEAD, ["533401102202", "通组公路", "", 45, "", ""]])  # fmt: skip

    with pytest.raises(OSError, match="disk full"):
        send(source)

    assert Line.objects.get(code="infra").weight == 1
    assert targets_known(planned)[0].must == 100
