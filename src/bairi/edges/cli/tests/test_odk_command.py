"""`bairi odk`: the form out and in, what waits listed, decided on by the same actions as on the page."""

import io
import json

import pytest
from openpyxl import load_workbook

from bairi.delivery.reports.models import Report
from bairi.edges.cli.main import run
from bairi.edges.openrosa.actions import receive_submission
from bairi.edges.openrosa.models import FormVersion, Submission
from bairi.edges.openrosa.rules.answers import read_submission
from bairi.edges.openrosa.tests.conftest import filled_in, publish_fast
from bairi.plan.campaigns.models import Campaign
from tests.cast import NOON
from tests.world import CAMPAIGN, TASK, keep_submission, make_plan

pytestmark = pytest.mark.django_db
VILLAGE = "533401102202"


@pytest.fixture
def waiting(cast, settings, tmp_path, monkeypatch) -> str:
    """The number of a submission that waits."""
    monkeypatch.setenv("BAIRI_LANGUAGE", "en")
    settings.BAIRI_HOME = tmp_path
    make_plan(cast)
    Campaign.objects.filter(code=CAMPAIGN).update(replay_at=NOON)
    return str(keep_submission(cast, at=NOON))


def said(capsys, *typed: str):
    """What a command says as JSON."""
    assert run(["odk", *typed]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_form_goes_out_as_a_workbook_and_comes_back_changed(waiting, capsys, tmp_path):
    file = tmp_path / "form.xlsx"
    assert run(["odk", "publish", CAMPAIGN]) == 0
    assert run(["odk", "workbook", CAMPAIGN, "--version", "1", "--out", str(file)]) == 0
    book = load_workbook(file)
    book["survey"]["C2"] = "哪个村？"
    book.save(file)
    assert run(["odk", "publish", CAMPAIGN, str(file), "--note", "改了一个词"]) == 0
    capsys.readouterr()

    rows = said(capsys, "forms", CAMPAIGN, "--format", "json")
    assert [(row["number"], row["note"], row["is_generated"]) for row in rows] == [
        (2, "改了一个词", False),
        (1, "", True),
    ]
    assert "哪个村？" in FormVersion.objects.get(number=2).xform


def test_the_next_version_is_written_when_none_is_named(waiting, tmp_path):
    file = tmp_path / "next.xlsx"
    assert run(["odk", "workbook", CAMPAIGN, "--out", str(file)]) == 0
    assert load_workbook(io.BytesIO(file.read_bytes()))["settings"]["C2"].value == "1"
    assert run(["odk", "workbook", CAMPAIGN, "--version", "7"]) == 1


def test_cells_that_need_mending_are_listed(waiting, capsys, tmp_path):
    file = tmp_path / "form.xlsx"
    run(["odk", "workbook", CAMPAIGN, "--out", str(file)])
    book = load_workbook(file)
    book["survey"]["A16"] = "audio"
    book.save(file)

    assert run(["odk", "publish", CAMPAIGN, str(file)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("survey!A16 Sound and film")
    assert lines[-1].startswith("bairi odk: The form cannot be published")
    assert not FormVersion.objects.exists()


def test_what_waits_is_listed_shown_and_taken_in(waiting, capsys):
    (row,) = said(capsys, "submissions", CAMPAIGN, "--format", "json")
    assert (str(row["id"]), row["sent_by_name"]) == (waiting, "Village Team")
    assert "was not made by this campaign" in row["why"]
    assert ["km", "3"] in said(capsys, "show", CAMPAIGN, waiting)["answers"]

    chosen = ["--place", VILLAGE, "--task", TASK, "--value", "3", "--on", "2016-03-30"]
    assert run(["odk", "take-in", CAMPAIGN, waiting, *chosen]) == 0
    report = Report.objects.get()
    assert capsys.readouterr().out.split() == [str(report.uuid), report.digest]
    assert (report.value, report.entered_for, report.source) == (3.0, "Village Team", "odk")
    assert run(["odk", "take-in", CAMPAIGN, waiting, *chosen]) == 1
    assert "has decided on this submission already" in capsys.readouterr().err


def test_what_is_not_typed_is_taken_from_the_submission(waiting, cast, capsys):
    publish_fast(cast)
    xml = filled_in(cast, task="bridges", measure="spans", value="4", note="桥", effective_on="2016-03-30")
    receive_submission(campaign=CAMPAIGN, sent=read_submission(xml), xml=xml, by=cast["village_team"], at=NOON)
    number = str(Submission.objects.get(problem="reports.unknown_task").pk)

    assert run(["odk", "take-in", CAMPAIGN, number, "--task", TASK]) == 0
    report = Report.objects.get()
    assert (report.value, report.note, report.effective_on.isoformat()) == (4.0, "桥", "2016-03-30")


@pytest.mark.parametrize(
    ("typed", "option"),
    [
        ([], "--place, --task"),
        (["--place", VILLAGE, "--task", TASK, "--value", "twelve"], "--value"),
        (["--place", VILLAGE, "--task", TASK, "--value", "1", "--on", "31/3/2016"], "--on"),
        (["--place", VILLAGE, "--task", TASK, "--item", "one"], "--item"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_said_clearly_is_asked_for(waiting, capsys, typed, option):
    assert run(["odk", "take-in", CAMPAIGN, waiting, *typed]) == 1
    assert f"Give {option}." in capsys.readouterr().err
    assert not Report.objects.exists()


def test_what_cannot_be_taken_in_goes_on_waiting(waiting, capsys):
    assert run(["odk", "take-in", CAMPAIGN, waiting, "--place", VILLAGE, "--task", "bridges", "--value", "3"]) == 1
    assert "no task bridges" in capsys.readouterr().err
    assert Submission.objects.get().state == "waiting"


def test_what_is_no_report_is_set_aside(waiting, capsys):
    assert run(["odk", "set-aside", CAMPAIGN, waiting, ""]) == 1
    assert run(["odk", "set-aside", CAMPAIGN, waiting, "试填"]) == 0
    capsys.readouterr()

    assert said(capsys, "submissions", CAMPAIGN, "--format", "json") == []
    (row,) = said(capsys, "submissions", CAMPAIGN, "--state", "set_aside", "--format", "json")
    assert str(row["id"]) == waiting


@pytest.mark.parametrize(
    "typed",
    [
        ["forms", "nowhere"], ["publish", "nowhere"], ["submissions", "nowhere"], ["show", CAMPAIGN, "999"],
        ["set-aside", CAMPAIGN, "999", "x"], ["take-in", CAMPAIGN, "999", "--place", VILLAGE, "--task", TASK],
    ],
    ids=lambda typed: typed[0],
)  # fmt: skip
def test_what_is_not_there_is_named(waiting, typed, capsys):
    assert run(["odk", *typed]) == 1
    assert {"nowhere", "999"} & set(capsys.readouterr().err.replace(".", " ").split())
