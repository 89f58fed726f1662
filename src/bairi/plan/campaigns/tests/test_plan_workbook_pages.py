"""The plan as a workbook, on the page: taken, sent, its difference seen, imported."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now
from openpyxl import load_workbook

from bairi.ground.jobs import running
from bairi.ground.jobs.actions import claim
from bairi.plan.campaigns.models import Campaign, PlanVersion
from bairi.plan.campaigns.queries import targets_known
from bairi.plan.campaigns.tests.workbooks import BATTLE, HEAD, TARGET_HEAD, workbook
from bairi.plan.campaigns.views import workbook as views


@pytest.fixture(autouse=True)
def _own_desk(settings, tmp_path):
    settings.BAIRI_HOME = tmp_path


@pytest.fixture
def page(sign_in):
    return sign_in("data_officer")


def a_file(data, name="计划.xlsx"):
    return SimpleUploadedFile(name, data)


def changed(must=45):
    return workbook(会战=[HEAD, BATTLE], 目标任务=[TARGET_HEAD, ["533401102202", "通组公路", "", must, "", ""]])


def send(page, data, **more):
    return page.post(reverse("plan_workbook", args=["battle"]), {"source": a_file(data)} | more, follow=True)


def key_of(answer):
    return answer.context["upload"].key


def test_the_page_offers_the_plan_and_takes_it_back(page, planned):
    answer = page.get(reverse("plan_workbook", args=["battle"]))
    file = page.get(reverse("plan_template", args=["battle"]))

    assert answer.status_code == 200
    assert b"multipart/form-data" in answer.content
    assert "battle-plan.xlsx" in file.headers["Content-Disposition"]
    assert "Targets" in load_workbook(io.BytesIO(file.content)).sheetnames


def test_a_sent_workbook_shows_its_difference_and_changes_nothing_yet(page, planned):
    answer = send(page, changed())

    text = answer.content.decode()
    assert "和平村 · 通组公路 · 完成" in text
    assert "<del>40</del> → <ins>45</ins>" in text
    assert "entries of the plan are not in the workbook" in text
    assert next(t for t in targets_known(planned) if t.place_code == "533401102202").must == 40


def test_once_seen_it_is_imported_with_its_reason(page, running):
    key = key_of(send(page, changed()))

    without = page.post(reverse("import_plan", args=[key]), {"reason": ""})
    answer = page.post(reverse("import_plan", args=[key]), {"reason": "县委决定", "approved_by": "县委"})

    version = PlanVersion.objects.filter(campaign=running).latest("number")
    assert without.status_code == 422
    assert answer.headers["Location"] == reverse("plan_version", args=["battle", version.number])
    assert (version.reason, version.approved_by_name, version.source) == ("县委决定", "县委", "workbook")
    assert page.get(reverse("plan_upload", args=[key])).status_code == 404


def test_faults_are_listed_and_the_workbook_comes_back_marked(page, planned):
    answer = send(page, changed("多少"))

    marked = page.get(reverse("marked_workbook", args=[key_of(answer)]))
    book = load_workbook(io.BytesIO(marked.content))
    assert "目标任务 D2" in answer.content.decode()
    assert "“多少” is not a number." in answer.content.decode()
    assert "多少" in book["目标任务"]["D2"].comment.text


def test_a_file_that_is_no_workbook_is_refused_in_words(page, planned):
    answer = send(page, b"<html><table>")

    assert answer.status_code == 200
    assert "is a web page named like a workbook" in answer.content.decode()


def test_nothing_sent_is_said_beside_the_field(page, planned):
    answer = page.post(reverse("plan_workbook", args=["battle"]), {})

    assert answer.status_code == 422


def test_what_says_nothing_new_says_so(page, planned):
    assert "Nothing differs" in send(page, changed(40)).content.decode()


def test_a_campaign_comes_from_a_workbook_alone(page, places):
    source = workbook(会战=[HEAD, ["second", "第二次会战", *BATTLE[2:]]], 工程=[["工程"], ["基础设施"]])

    answer = page.post(reverse("new_plan_workbook"), {"source": a_file(source)}, follow=True)
    done = page.post(reverse("import_plan", args=[key_of(answer)]), {"reason": ""})

    assert "第二次会战" in answer.content.decode()
    assert done.headers["Location"] == reverse("plan", args=["second"])
    assert Campaign.objects.get(code="second").lines.get().name == "基础设施"


def test_it_is_put_aside(page, planned):
    key = key_of(send(page, changed()))

    answer = page.post(reverse("remove_plan_upload", args=[key]))

    assert answer.headers["Location"] == reverse("plan_workbook", args=["battle"])
    assert page.get(reverse("plan_upload", args=[key])).status_code == 404


def test_only_who_sent_a_workbook_sees_it(page, planned, sign_in):
    key = key_of(send(page, changed()))

    other = sign_in("commander")
    for name in ("plan_upload", "plan_upload_progress", "marked_workbook"):
        assert other.get(reverse(name, args=[key])).status_code == 404
    assert other.post(reverse("import_plan", args=[key])).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("township_clerk", 403), ("viewer", 403), ("stranger", 404)])
def test_who_may_not_send(planned, sign_in, who, status):
    assert sign_in(who).get(reverse("plan_workbook", args=["battle"])).status_code == status
    assert sign_in(who).get(reverse("plan_template", args=["battle"])).status_code == status


def test_a_long_workbook_is_worked_through_in_the_background(page, planned, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE_BYTES", 0)
    answer = send(page, changed())
    key = key_of(answer)
    assert "Reading and comparing" in answer.content.decode()
    assert page.get(reverse("plan_upload_progress", args=[key])).status_code == 200

    assert running.run(claim(worker="w", at=now()))

    assert page.get(reverse("plan_upload_progress", args=[key])).headers["HX-Refresh"] == "true"
    assert "<ins>45</ins>" in page.get(reverse("plan_upload", args=[key])).content.decode()
    page.post(reverse("import_plan", args=[key]), {"reason": "县委决定"})
    assert running.run(claim(worker="w", at=now()))
    done = page.get(reverse("plan_upload", args=[key]))
    assert done.status_code == 302
    assert next(t for t in targets_known(planned) if t.place_code == "533401102202").must == 45


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_the_pages_speak_chinese(page, planned, language):
    page.cookies["language"] = language
    answer = send(page, changed())

    assert "See what it changes" not in answer.content.decode()
    assert "taken out" not in answer.content.decode()
