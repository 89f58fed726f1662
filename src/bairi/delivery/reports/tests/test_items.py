"""Works and households that a task is counted by: entered one by one or as a list, reported on, taken off."""

import csv
import io
from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bairi.delivery.reports import actions, problems, queries
from bairi.delivery.reports.actions import NewItem
from bairi.delivery.reports.models import Item, Report, Standing
from bairi.delivery.reports.queries import check_standing, standing_at
from bairi.delivery.reports.tests.conftest import TODAY
from bairi.delivery.reports.tests.test_import_reports import row as report_row
from bairi.delivery.reports.tests.test_import_reports import send
from bairi.delivery.reports.tests.test_import_reports import sheet as report_sheet
from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.accounts.actions import create_token
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns.models import Campaign
from tests.cast import NOON

VILLAGE, NEXT, OTHER = "533401102202", "533401102203", "533401103201"


def add(cast, *items: NewItem, who="township_clerk", **more):
    return actions.add_items(campaign="battle", items=items, by=cast[who], at=NOON, **more)


def sheet(*rows: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([["区划代码", "地名", "任务", "项目名称", "数量"], *rows])
    return out.getvalue().encode()


def test_an_item_is_entered_once_with_its_event(cast, battle):
    new = NewItem(VILLAGE, "tanks", "新水窖", 1.0)
    first, second = add(cast, new), add(cast, NewItem(VILLAGE, "tanks", " 新水窖 "))

    assert (len(first.added), second.added, second.again) == (1, (), first.added)
    event = EventRow.objects.get(kind="reports.item_added")
    assert (event.subject, event.place) == (str(new.key), VILLAGE)
    assert "新水窖" in event.personal
    assert "新水窖" not in event.payload


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        (NewItem(VILLAGE, "roads", "路"), problems.TaskIsTallied),
        (NewItem(VILLAGE, "bridges", "桥"), problems.UnknownTask),
        (NewItem(OTHER, "tanks", "别处的"), problems.UnknownPlace),
        (NewItem(VILLAGE, "tanks", "  "), problems.ItemNameMissing),
        (NewItem(VILLAGE, "tanks", "长" * 121), problems.TextTooLong),
        (NewItem(VILLAGE, "tanks", "零", 0.0), problems.ItemQuantityWrong),
        (NewItem(VILLAGE, "tanks", "无数", float("nan")), problems.ItemQuantityWrong),
        (NewItem(VILLAGE, "tanks", "水窖1", 2.0), problems.ItemIsThere),
    ],
)
def test_each_refusal_names_its_reason_and_stops_no_other(cast, battle, item, problem):
    done = add(cast, item, NewItem(NEXT, "tanks", "好的"))

    assert [type(refusal) for _index, refusal in done.refused] == [problem]
    assert len(done.added) == 1
    assert str(done.refused[0][1])


@pytest.mark.parametrize(
    ("who", "problem"), [("village_team", NotAllowed), ("viewer", NotAllowed), ("stranger", NotVisible)]
)
def test_who_may_not_enter_items(cast, battle, who, problem):
    with pytest.raises(problem):
        add(cast, NewItem(VILLAGE, "tanks", "新水窖"), who=who)
    assert Item.objects.count() == len(battle.items)


def test_nothing_is_kept_when_the_log_fails(cast, battle, monkeypatch):
    def broken(*_args, **_more):
        raise OSError("disk full")

    monkeypatch.setattr(import_module("bairi.delivery.reports.actions.add_items"), "append_many", broken)
    with pytest.raises(OSError, match="disk full"):
        add(cast, NewItem(VILLAGE, "tanks", "新水窖"))
    assert Item.objects.count() == len(battle.items)


def test_a_list_is_entered_and_each_item_reported_on_from_sheets(cast, battle):
    rows = [[NEXT, "", "任务tanks", f"口{n}", "" if n % 2 else "2"] for n in range(6)]
    source = sheet(*rows, [NEXT, "", "roads", "路", ""], [NEXT, "", "tanks", "口9", "x"])
    who = {"campaign": "battle", "by": cast["township_clerk"], "at": NOON}
    tried = actions.import_items(source=source, name="a.csv", dry_run=True, **who)
    assert (tried.added, Item.objects.count()) == (6, len(battle.items))
    done = actions.import_items(source=source, name="a.csv", **who)

    assert (done.added, done.again, done.refused) == (6, 0, 2)
    assert {problem.column for problem in done.problems} == {"task", "quantity"}
    assert done.refused_sheet
    assert actions.import_items(source=source, name="a.csv", **who).again == 6
    lines = [
        report_row(NEXT, "tanks", value="", 项目=f"口{n}", 形象进度=stage)
        for n, stage in enumerate(["begun", "built", "built", "started"])
    ]
    assert send(cast, report_sheet(*lines)).taken == 4
    campaign = Campaign.objects.get()
    rows_now = standing_at(cast["data_officer"], campaign, on=TODAY)
    found = {r.target.measure_code: r.reported for r in rows_now if r.target.task_code == "tanks" and r.reported}
    assert found == {"begun": 6.0, "built": 3.0}
    assert check_standing() == []


def test_an_item_moves_on_by_reports(cast, battle):
    for days, stage in ((3, "started"), (1, "completed")):
        new = battle.item_report(stage, effective_on=TODAY - timedelta(days=days))
        actions.receive_report(new, by=cast["village_team"], at=NOON)
    rows, _pages = queries.items(cast["township_clerk"], Campaign.objects.get(), task="tanks")
    row = next(row for row in rows if row.name == "水窖1")

    assert (row.stage, row.is_confirmed, row.may_retire) == ("completed", False, False)
    assert Report.objects.count() == 2
    actions.confirm_reports(uuids=[row.report], by=cast["township_clerk"], at=NOON)
    rows, _pages = queries.items(cast["township_clerk"], Campaign.objects.get(), task="tanks")
    assert next(row for row in rows if row.name == "水窖1").is_confirmed
    assert {r.name for r in rows} == {"水窖1", "水窖2", "水窖3"}


def test_an_item_is_taken_off_once_nothing_counts_on_it(cast, battle):
    key, who = battle.items["tank-1"].key, {"by": cast["township_clerk"], "at": NOON}
    report = actions.receive_report(battle.item_report("started"), by=cast["village_team"], at=NOON).uuid
    with pytest.raises(problems.ItemHasReports):
        actions.retire_item(item=key, reason="重复登记", **who)
    actions.withdraw_report(uuid=report, reason="填错", **who)
    with pytest.raises(problems.ReasonMissing):
        actions.retire_item(item=key, reason=" ", **who)
    actions.retire_item(item=key, reason="重复登记", **who)

    assert EventRow.objects.get(kind="reports.item_retired").subject == str(key)
    with pytest.raises(problems.ItemIsRetired):
        actions.retire_item(item=key, reason="重复登记", **who)
    with pytest.raises(problems.UnknownItem):
        actions.receive_report(battle.item_report("started"), by=cast["village_team"], at=NOON)
    assert not Standing.objects.filter(known_to__gt=10**17).exists()
    with pytest.raises(NotVisible):
        actions.retire_item(item=battle.items["tank-2"].key, reason="-", by=cast["neighbour_clerk"], at=NOON)
    with pytest.raises(NotAllowed):
        actions.retire_item(item=battle.items["tank-2"].key, reason="-", by=cast["village_team"], at=NOON)


def test_the_page_lists_adds_and_takes_off(cast, battle, sign_in, settings, tmp_path):
    settings.BAIRI_HOME = tmp_path
    client, url = sign_in("township_clerk"), reverse("items", args=["battle"])
    shown = client.get(url).content.decode()

    assert "水窖1" in shown
    assert f"item={battle.items['tank-1'].key}" in shown
    facts = {"place": VILLAGE, "task": "tanks", "name": "新水窖", "quantity": ""}
    assert "is on the list." in client.post(f"{url}additions/", facts, follow=True).content.decode()
    assert client.post(f"{url}additions/", facts | {"quantity": "5"}).status_code == 422
    key = Item.objects.get(name="新水窖").key
    assert "off the list" in client.post(f"{url}{key}/retirement/", {"reason": "重复"}, follow=True).content.decode()
    assert "新水窖" not in client.get(url).content.decode()
    assert sign_in("stranger").get(url).status_code == 404
    assert sign_in("viewer").post(f"{url}additions/", facts).status_code == 403


def test_a_list_is_looked_through_before_it_is_added(battle, sign_in, settings, tmp_path):
    settings.BAIRI_HOME = tmp_path
    client, url = sign_in("township_clerk"), reverse("import_items", args=["battle"])
    source = sheet([NEXT, "", "tanks", "口1", ""], [NEXT, "", "tanks", "口2", "-1"])
    shown = client.post(url, {"source": SimpleUploadedFile("a.csv", source)}, follow=True)
    address = shown.redirect_chain[-1][0]

    assert b"Add 1 item" in shown.content
    assert Item.objects.count() == len(battle.items)
    assert b"What became" in client.post(address, follow=True).content
    assert Item.objects.count() == len(battle.items) + 1
    assert client.get(f"{address}refused/").status_code == 200
    assert sign_in("data_officer").get(address).status_code == 404
    assert client.get(reverse("items_template", args=["battle"])).status_code == 200


def test_items_over_the_api(cast, battle):
    token = create_token(name="test", by=cast["township_clerk"], at=timezone.now()).secret
    client = Client(headers={"authorization": f"Bearer {token}", "accept-language": "en"})
    key = str(uuid4())
    body = {"items": [{"key": key, "place": NEXT, "task": "tanks", "name": "口1"},
                      {"place": NEXT, "task": "roads", "name": "路"}]}  # fmt: skip
    url = "/api/v1/campaigns/battle/items"
    made = client.post(url, body, content_type="application/json").json()

    assert (made["added"], [refused["code"] for refused in made["refused"]]) == ([key], ["reports.task_is_tallied"])
    assert client.post(url, body, content_type="application/json").json()["again"] == [key]
    listed = client.get(f"{url}?place={NEXT}").json()
    assert [(item["key"], item["stage"], item["quantity"]) for item in listed] == [(key, "", 1.0)]
    gone = client.post(f"/api/v1/items/{key}/retirement", {"reason": "重复"}, content_type="application/json")
    assert gone.status_code == 204
    assert client.get(f"{url}?place={NEXT}").json() == []
