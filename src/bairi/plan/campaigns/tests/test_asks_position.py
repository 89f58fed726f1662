"""A task that asks for a position: set on the page and in the workbook, a version of the plan, kept by a clone."""

import json
from dataclasses import replace

import pytest
from django.test import Client

from bairi.ground.accounts.actions import create_token
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.models import PlanVersion, Task
from bairi.plan.campaigns.problems import PlanRefused, ReasonNeeded
from bairi.plan.campaigns.queries import plan_history, whole_plan
from bairi.plan.campaigns.rules.settings import TaskSetting
from bairi.plan.campaigns.tests.workbooks import BATTLE, HEAD, workbook
from tests.cast import NOON

pytestmark = pytest.mark.django_db
ROADS = TaskSetting("roads", "infra", "通组公路", asks_position=True)
TASK_HEAD = ["任务代码", "所属工程", "重点任务", "需要定位"]


def asking(campaign="battle"):
    return list(Task.objects.filter(campaign__code=campaign, asks_position=True).values_list("code", flat=True))


def ask(cast, task=ROADS, reason="Sections are found again"):
    return actions.change_task(campaign="battle", task=task, reason=reason, by=cast["data_officer"], at=NOON)


def test_no_task_asks_unless_it_is_set(running):
    assert asking() == []


def test_it_is_a_version_of_the_plan_with_its_reason(running, cast):
    with pytest.raises(ReasonNeeded):
        ask(cast, reason="")
    ask(cast)

    assert asking() == ["roads"]
    assert json.loads(EventRow.objects.get(kind="campaigns.task_changed").payload)["asks_position"] is True
    assert plan_history(cast["viewer"], running)[0].others == ["Task 通组公路 Asks for a position: no to yes"]


def test_it_is_set_and_shown_on_the_pages(running, sign_in):
    client = sign_in("data_officer")
    task = {"name": "通组公路", "line": "infra", "counting": "tallied", "weight": "1", "order": "0"}
    address = "/campaigns/battle/plan/tasks/roads/"

    assert client.post(address, task | {"asks_position": "on", "reason": ""}).status_code == 422
    assert client.post(address, task | {"asks_position": "on", "reason": "Sections"}).status_code == 302
    assert asking() == ["roads"]
    assert "asks for a position" in client.get("/campaigns/battle/plan/structure/").content.decode()
    assert "checked" in client.get(address).content.decode()
    assert client.post(address, task | {"reason": "Not needed"}).status_code == 302
    assert asking() == []


def test_a_clone_keeps_it_and_the_api_says_it(running, cast):
    ask(cast)
    actions.clone_campaign(
        campaign="battle", code="second", name="第二次", start_on=running.deadline_on, by=cast["commander"], at=NOON
    )
    secret = create_token(name="test", by=cast["viewer"], at=NOON).secret
    rows = Client(headers={"authorization": f"Bearer {secret}"}).get("/api/v1/campaigns/battle/tasks").json()

    assert asking("second") == ["roads"]
    assert {row["code"]: row["asks_position"] for row in rows} == {"roads": True, "houses": False}


def test_a_workbook_sets_and_unsets_it_and_a_blank_leaves_it(running, send):
    send(workbook(会战=[HEAD, BATTLE], 任务=[TASK_HEAD, ["roads", "infra", "通组公路", "是"]]), reason="Sections")
    assert asking() == ["roads"]
    send(workbook(会战=[HEAD, BATTLE], 任务=[TASK_HEAD, ["roads", "infra", "通组公路", ""]]), reason="x")
    send(workbook(会战=[HEAD, BATTLE], 任务=[TASK_HEAD[:3], ["roads", "infra", "通组公路"]]), reason="x")
    assert asking() == ["roads"]
    done = send(workbook(会战=[HEAD, BATTLE], 任务=[TASK_HEAD, ["roads", "infra", "通组公路", "否"]]), reason="No")

    assert asking() == []
    changes = PlanVersion.objects.get(number=done.version).changes
    assert [(c["field"], c["before"], c["after"]) for c in changes] == [("asks_position", True, False)]


def test_a_cell_that_says_neither_is_named(running, send):
    with pytest.raises(PlanRefused) as refused:
        send(workbook(会战=[HEAD, BATTLE], 任务=[TASK_HEAD, ["roads", "infra", "通组公路", "也许"]]), reason="x")

    assert [(cell.ref, cell.code) for cell in refused.value.cells] == [("D2", "not_yes_no")]
    assert asking() == []


def test_the_template_carries_it(furnished, cast, template, send):
    ask(cast)
    before = whole_plan(furnished)

    assert before.section("tasks")["roads"] == replace(ROADS, order=0)
    assert send(template()).is_empty
    assert whole_plan(furnished) == before
