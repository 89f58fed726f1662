"""The page of a new report and that of a correction: what goes in, what comes back beside its field, and once only."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bairi.delivery.reports import actions
from bairi.delivery.reports.models import Conflict, Report
from bairi.delivery.reports.rules.readings import NOTHING_SEEN
from bairi.delivery.reports.tests.conftest import TODAY, Battle
from bairi.ground.access.known import to_known
from bairi.ground.files.models import StoredFile
from bairi.plan.campaigns.models import Campaign
from tests.cast import NOON
from tests.world import a_photo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def address(battle: Battle, place: str = "village", task: str = "roads", **more: object) -> str:
    query = "&".join([f"place={battle.places[place].code}", f"task={task}", *(f"{k}={v}" for k, v in more.items())])
    return f"{reverse('new_report', args=[battle.campaign.code])}?{query}"


def typed(battle: Battle, figures: dict[str, object], **changes: object) -> dict[str, object]:
    """What a person sends: a figure for each measure of roads or houses, and what the lines share."""
    data: dict[str, object] = {"effective_on": TODAY.isoformat(), "entered_as": "total", "kept": "", "note": ""}
    for name, value in figures.items():
        task, _, measure = name.partition(".")
        prefix = f"t{battle.target(task, measure).pk}"
        data |= {f"{prefix}-uuid": str(uuid4()), f"{prefix}-base": str(NOTHING_SEEN), f"{prefix}-value": value}
    return data | changes


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_chooses_among_the_targets_of_the_place_with_what_was_said_last(sign_in, cast, battle):
    actions.receive_report(battle.report(3.25), by=cast["village_team"], at=NOON)

    shown = page(sign_in("village_team"), reverse("new_report", args=[battle.campaign.code]))

    assert "和平村" in shown
    assert "团结村" not in shown
    assert "3.25" in shown
    assert [f"task={task}" in shown for task in ("roads", "houses", "tanks")] == [True, True, True]


def test_a_report_goes_in_and_its_receipt_is_shown(sign_in, battle):
    client = sign_in("village_team")
    data = typed(battle, {"roads": "７０.5"}, note="铺到村口")
    data["photos"] = [SimpleUploadedFile("路.jpg", a_photo(), "image/jpeg")]

    answer = client.post(address(battle), data)

    report = Report.objects.get()
    assert answer.headers["Location"] == reverse("report", args=[battle.campaign.code, report.uuid])
    assert (report.value, report.note, report.via, report.base) == (70.5, "铺到村口", "page", NOTHING_SEEN)
    shown = page(client, answer.headers["Location"])
    assert report.digest in shown
    assert report.evidence.get().file_id in shown


def test_a_target_may_be_named_by_its_number(sign_in, battle):
    key = battle.target("houses").pk

    shown = page(sign_in("village_team"), f"{reverse('new_report', args=[battle.campaign.code])}?target={key}")

    assert f"t{key}-value" in shown


def test_the_same_form_sent_twice_is_one_report(sign_in, battle):
    client, data = sign_in("village_team"), typed(battle, {"roads": "3"})

    answers = [client.post(address(battle), data) for _ in range(2)]

    assert Report.objects.count() == 1
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert "had come in before" in page(client, answers[1].headers["Location"])


def test_the_same_number_with_another_figure_leads_to_the_correction(sign_in, battle):
    client, data = sign_in("village_team"), typed(battle, {"roads": "3"})
    client.post(address(battle), data)
    data[f"t{battle.target().pk}-value"] = "4"

    answer = client.post(address(battle), data)

    assert answer.status_code == 422
    assert reverse("correct_report", args=[battle.campaign.code, Report.objects.get().uuid]) in answer.content.decode()
    assert Report.objects.get().value == 3.0


def test_how_many_more_adds_to_what_was_seen(sign_in, cast, battle):
    seen = actions.receive_report(battle.report(3.0), by=cast["village_team"], at=NOON)
    data = typed(battle, {"roads": "2.5"}, entered_as="more")
    data[f"t{battle.target().pk}-base"] = str(seen.uuid)

    sign_in("village_team").post(address(battle), data)

    report = Report.objects.order_by("known").last()
    assert (report.value, report.entered_value, report.entered_as) == (5.5, 2.5, "more")


def test_a_report_that_came_in_between_is_said_and_kept(sign_in, cast, battle):
    actions.receive_report(battle.report(3.0), by=cast["township_clerk"], at=NOON)
    client = sign_in("village_team")

    answer = client.post(address(battle), typed(battle, {"roads": "5"}))

    conflict = Conflict.objects.get()
    shown = page(client, answer.headers["Location"])
    assert "came in between" in shown
    assert reverse("open_conflict", args=[battle.campaign.code, conflict.pk]) in shown


def test_each_measure_has_its_field_and_good_ones_go_in(sign_in, battle):
    client = sign_in("village_team")
    data = typed(battle, {"houses.started": "22", "houses.done": "9.5"})

    refused = client.post(address(battle, task="houses"), data)

    assert refused.status_code == 422
    assert "not whole" in refused.content.decode()
    assert [report.target.measure.code for report in Report.objects.all()] == ["started"]
    data[f"t{battle.target('houses', 'done').pk}-value"] = "9"
    answer = client.post(address(battle, task="houses"), data)
    assert answer.headers["Location"].startswith(reverse("receipts", args=[battle.campaign.code]))
    assert Report.objects.count() == 2
    assert page(client, answer.headers["Location"]).count("任务houses") == 2


def test_an_item_is_reported_by_its_stage(sign_in, battle):
    client, item = sign_in("village_team"), battle.items["tank-1"]
    assert str(item.key) in page(client, address(battle, task="tanks"))
    data = typed(battle, {}) | {f"i{item.key.hex}-uuid": str(uuid4()), f"i{item.key.hex}-stage": "started"}

    client.post(address(battle, task="tanks", item=item.key), data)

    assert (Report.objects.get().item, Report.objects.get().stage) == (item, "started")


@pytest.mark.parametrize(
    ("figure", "changes", "said"),
    [
        ("", {}, "Nothing is filled in"),
        ("many", {}, "is not a number"),
        ("-2", {}, "below zero"),
        ("3", {"effective_on": (TODAY + timedelta(days=3)).isoformat()}, "after today"),
        ("3", {"effective_on": "soon"}, "effective_on-error"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(sign_in, battle, figure, changes, said):
    answer = sign_in("village_team").post(address(battle), typed(battle, {"roads": figure}, note="留着", **changes))

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown
    assert "留着" in shown
    assert not Report.objects.exists()


def test_photos_of_a_refused_report_are_kept_and_go_with_the_next_try(sign_in, battle):
    client, data = sign_in("village_team"), typed(battle, {"roads": ""})
    files = [
        SimpleUploadedFile("a.jpg", a_photo(), "image/jpeg"),
        SimpleUploadedFile("b.exe", b"\x00\x01\x02", "image/jpeg"),
    ]

    refused = client.post(address(battle), data | {"photos": files})

    shown = refused.content.decode()
    assert "b.exe" in shown
    assert "a.jpg" in shown
    token = refused.context["form"]["kept"].value()
    client.post(address(battle), data | {f"t{battle.target().pk}-value": "3", "kept": token})
    assert [evidence.name for evidence in Report.objects.get().evidence.all()] == ["a.jpg"]


def test_the_token_of_kept_photos_is_of_no_use_to_others(sign_in, battle):
    data = typed(battle, {"roads": ""}) | {"photos": [io.BytesIO(a_photo())]}
    token = sign_in("village_team").post(address(battle), data).context["form"]["kept"].value()

    sign_in("township_clerk").post(address(battle), typed(battle, {"roads": "3"}, kept=token))

    assert StoredFile.objects.count() == 1
    assert not Report.objects.get().evidence.exists()


def test_a_clerk_enters_for_the_village_and_says_on_whose_word(sign_in, battle):
    clerk = sign_in("township_clerk")
    assert "entered_for" in page(clerk, address(battle))
    assert "entered_for" not in page(sign_in("village_team"), address(battle))

    clerk.post(address(battle), typed(battle, {"roads": "3"}, entered_for="村主任"))

    report = Report.objects.get()
    assert (report.is_proxy, report.entered_for, report.marks) == (True, "村主任", ["proxy"])


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("commander", 403), ("stranger", 404)])
def test_others_report_nothing(sign_in, battle, who, status):
    client = sign_in(who)

    assert client.get(address(battle)).status_code == status
    assert client.post(address(battle), typed(battle, {"roads": "3"})).status_code == status
    assert not Report.objects.exists()


@pytest.mark.parametrize("who", ["neighbour_team", "neighbour_clerk"])
def test_a_neighbour_does_not_find_the_place(sign_in, battle, who):
    client, target = sign_in(who), battle.target().pk
    assert client.get(address(battle)).status_code == 404
    assert client.post(address(battle), typed(battle, {"roads": "3"})).status_code == 404
    assert client.get(f"{reverse('new_report', args=[battle.campaign.code])}?target={target}").status_code == 404


def test_a_department_reports_on_its_task_alone(sign_in, battle):
    department = sign_in("department")

    assert department.get(address(battle)).status_code == 200
    assert department.get(address(battle, task="houses")).status_code == 404


def test_a_correction_supersedes_and_shows_what_was_said(sign_in, cast, battle):
    first = actions.receive_report(battle.report(3.0, note="旧的"), by=cast["village_team"], at=NOON)
    client, url = sign_in("village_team"), reverse("correct_report", args=[battle.campaign.code, first.uuid])
    shown = page(client, url)
    assert "旧的" in shown
    assert 'value="3"' in shown
    data = typed(battle, {"roads": "4"}, note="新的")
    data[f"t{battle.target().pk}-base"] = str(first.uuid)

    client.post(url, data)

    newer = Report.objects.order_by("known").last()
    assert [older.uuid for older in newer.supersedes.all()] == [first.uuid]
    assert not Conflict.objects.exists()
    again = client.get(url)
    assert again.headers["Location"] == reverse("report", args=[battle.campaign.code, newer.uuid])


def test_who_may_not_correct(sign_in, cast, battle):
    first = actions.receive_report(battle.report(3.0), by=cast["village_team"], at=NOON)
    url = reverse("correct_report", args=[battle.campaign.code, first.uuid])

    assert {who: sign_in(who).get(url).status_code for who in ("viewer", "neighbour_team", "stranger")} == {
        "viewer": 403,
        "neighbour_team": 404,
        "stranger": 404,
    }


def test_a_withdrawn_report_is_not_corrected(sign_in, cast, battle):
    first = actions.receive_report(battle.report(3.0), by=cast["village_team"], at=NOON)
    actions.withdraw_report(uuid=first.uuid, reason="重复", by=cast["village_team"], at=NOON)
    url = reverse("correct_report", args=[battle.campaign.code, first.uuid])

    answer = sign_in("village_team").get(url)

    assert answer.headers["Location"] == reverse("report", args=[battle.campaign.code, first.uuid])


@pytest.mark.parametrize(("state", "said"), [("draft", "has not been started"), ("closed", "is closed")])
def test_a_campaign_that_does_not_run_says_so_and_takes_nothing(sign_in, battle, state, said):
    moments = {"draft": (None, None), "closed": (to_known(NOON) - 2, to_known(NOON) - 1)}[state]
    Campaign.objects.update(state=state, started_known=moments[0], closed_known=moments[1])
    client = sign_in("village_team")
    assert said in page(client, address(battle))

    answer = client.post(address(battle), typed(battle, {"roads": "3"}))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Report.objects.exists()
