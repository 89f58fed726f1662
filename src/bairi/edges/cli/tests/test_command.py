"""The command line: what is typed finds its command, what goes wrong ends in one line and a status."""

import json
from pathlib import Path

import pytest

from bairi.edges.cli import rooms
from bairi.edges.cli.main import COMMANDS, run
from bairi.ground.access import Role
from bairi.ground.accounts.models import User
from bairi.plan.campaigns.problems import CodeTaken


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("BAIRI_LANGUAGE", "en")


def last_line(capsys) -> str:
    return capsys.readouterr().err.strip().splitlines()[-1]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_a_module_and_says_what_it_is_for(name, capsys):
    assert rooms.command(COMMANDS[name].module)
    assert run([name, "--help"]) == 0
    assert len(capsys.readouterr().out.strip()) > 60


def test_the_overview_names_every_command(capsys):
    assert run([]) == 0
    said = capsys.readouterr().out
    assert all(f"  {name} " in said for name in COMMANDS)


def test_a_command_typed_wrongly_is_guessed(capsys):
    assert run(["standng"]) == 2
    assert "bairi standing" in last_line(capsys)


@pytest.mark.parametrize("typed", [["user", "add", "X"], ["forecast"], ["serve", "--port", "x"], ["log", "nothing"]])
def test_options_typed_wrongly_end_with_status_2(typed, capsys):
    assert run(typed) == 2
    assert capsys.readouterr().err


@pytest.mark.django_db
def test_a_problem_is_the_last_line_and_status_1(capsys):
    assert run(["standing", "nowhere"]) == 1
    assert last_line(capsys) == (
        "bairi standing: There is no campaign nowhere with place - and task -. Compare the codes."
    )


def test_a_fault_of_ours_is_one_line_and_a_file(capsys, monkeypatch, settings, tmp_path):
    settings.BAIRI_HOME = tmp_path
    monkeypatch.setattr("bairi.edges.cli.commands.openapi.document_text", lambda: {}["gone"])

    assert run(["openapi"]) == 70
    assert "command-errors.log" in last_line(capsys)
    assert "KeyError" in (tmp_path / "command-errors.log").read_text()


def test_stopping_is_no_fault(capsys, monkeypatch):
    def stopped():
        raise KeyboardInterrupt

    monkeypatch.setattr("bairi.edges.cli.commands.openapi.document_text", stopped)
    assert run(["openapi"]) == 130
    assert last_line(capsys) == "bairi openapi: stopped."


@pytest.mark.django_db
def test_the_first_officer_is_added_before_there_are_places(capsys):
    assert run(["user", "add", "和志强", "--role", "data_officer", "--phone", "13887650001"]) == 0
    said = capsys.readouterr().out

    user = User.objects.get(phone="13887650001")
    assert user.check_password(said.strip().splitlines()[-1].rpartition(" ")[2])
    assert user.grants.get().role == Role.DATA_OFFICER
    assert user.grants.get().place is None


@pytest.mark.django_db
def test_places_go_in_and_a_bad_sheet_is_named_cell_by_cell(capsys, tmp_path):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("code,name\n533401,香格里拉市\n533401101,建塘镇\n")
    bad.write_text("code,name\n533401,香格里拉市\n5334x,\n")

    assert run(["import", "places", str(good)]) == 0
    assert run(["import", "places", str(bad)]) == 1
    assert "B3" in capsys.readouterr().err


SERIES = """campaign,place,parent,date,value,target,deadline,unit
tiny,Here,Land,2021-01-01,0,100,2021-01-20,doses
tiny,There,Land,2021-01-01,5,50,2021-01-20,doses
tiny,Here,Land,2021-01-08,40,100,2021-01-20,doses
tiny,There,Land,2021-01-09,30,50,2021-01-20,doses
"""


@pytest.fixture
def series(tmp_path) -> Path:
    file = tmp_path / "tiny.csv"
    file.write_text(SERIES)
    return file


@pytest.mark.django_db
def test_a_series_becomes_a_campaign_that_stands_and_has_a_pace(series, capsys):
    assert run(["import", "series", str(series)]) == 0
    capsys.readouterr()
    assert run(["standing", "tiny", "--task", "progress", "--format", "json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}

    assert rows["Here"]["confirmed"] == 0.4
    assert rows["There"]["confirmed"] == round(25 / 45, 4)
    assert rows["There"]["confirmed_value"] == 30
    assert run(["pace", "tiny", "--by", "task", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("progress,doses,2,")


@pytest.mark.django_db
def test_standing_is_asked_for_a_past_day_and_for_past_knowledge(series, capsys):
    run(["import", "series", str(series)])
    capsys.readouterr()

    def reported(*options: str) -> list[float]:
        assert run(["standing", "tiny", "--format", "json", *options]) == 0
        return [row["reported"] for row in json.loads(capsys.readouterr().out)]

    assert reported("--on", "2021-01-08") == [0.4, 0.0]
    assert reported("--known", "2021-01-08") == [0.4, 0.0]
    assert reported() == [0.4, round(25 / 45, 4)]


@pytest.mark.django_db
def test_a_dry_run_of_a_series_keeps_nothing(series, capsys):
    assert run(["import", "series", str(series), "--dry-run"]) == 0
    assert run(["standing", "tiny"]) == 1


@pytest.mark.django_db
def test_the_same_series_is_refused_the_second_time(series, capsys):
    run(["import", "series", str(series)])

    assert run(["import", "series", str(series)]) == 1
    assert last_line(capsys).startswith("bairi import:")
    assert CodeTaken.code


def test_the_forecast_of_a_file_needs_no_database(series, capsys):
    assert run(["forecast", str(series), "--origin", "0.5", "--format", "json"]) == 0
    assert [row["place"] for row in json.loads(capsys.readouterr().out)] == ["Here", "There"]
    assert run(["forecast", str(series), "--origin", "2"]) == 1
    assert last_line(capsys).startswith("bairi forecast: The origin")


@pytest.mark.django_db(transaction=True)
def test_a_proof_of_a_report_is_made_and_checked(series, capsys, tmp_path, settings):
    settings.BAIRI_HOME = tmp_path / "home"
    settings.BAIRI_HOME.mkdir()
    run(["import", "series", str(series)])
    proof = tmp_path / "report.tlog-proof"

    assert run(["log", "prove", "0", "--out", str(proof)]) == 0
    assert run(["log", "check", str(proof), "--key", str(settings.BAIRI_HOME / "keys" / "log.pub")]) == 0
    capsys.readouterr()
    assert run(["log", "verify"]) == 0
    assert json.loads(capsys.readouterr().out)["size"] > 5
    proof.write_text(proof.read_text().replace("a", "b", 3))
    assert run(["log", "check", str(proof), "--key", str(settings.BAIRI_HOME / "keys" / "log.pub")]) == 1
