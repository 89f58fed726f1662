"""`bairi import reports` and `bairi template reports`."""

import pytest
from openpyxl import load_workbook

from bairi.delivery.reports.models import Report
from bairi.edges.cli.main import run
from tests.world import CAMPAIGN, TASK, make_plan

SHEET = "place,task,day,figure\n533401102202,{task},2016-03-30,{value}\n533401102203,{task},2016-03-30,-2\n"


@pytest.fixture(autouse=True)
def _english(monkeypatch, settings, tmp_path):
    monkeypatch.setenv("BAIRI_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    settings.BAIRI_HOME = tmp_path


@pytest.fixture
def file(cast, tmp_path):
    make_plan(cast)
    path = tmp_path / "march.csv"
    path.write_text(SHEET.format(task=TASK, value=4).replace("figure", "value"), encoding="utf-8")
    path.write_text("区划代码,任务,日期,数量\n" + "\n".join(path.read_text().splitlines()[1:]) + "\n", encoding="utf-8")
    return path


def test_good_rows_go_in_and_the_last_line_names_the_file_to_mend(file, capsys, tmp_path):
    assert run(["import", "reports", str(file), "--campaign", CAMPAIGN]) == 1
    said = capsys.readouterr()

    assert "1 taken in" in said.out
    assert said.err.strip().splitlines()[-1].startswith("bairi import: 1 rows were left out")
    assert (tmp_path / "march-refused.xlsx").exists()
    assert Report.objects.get().value == 4
    assert run(["import", "reports", str(file)]) == 1
    assert "1 there before" in capsys.readouterr().out


def test_a_dry_run_keeps_nothing(file, capsys):
    run(["import", "reports", str(file), "--dry-run"])

    assert "nothing was kept" in capsys.readouterr().out
    assert not Report.objects.exists()


def test_a_sheet_for_no_campaign_is_refused_while_none_runs(cast, file, capsys):
    from bairi.plan.campaigns.models import Campaign

    Campaign.objects.update(state="draft", started_known=None)
    assert run(["import", "reports", str(file)]) == 1
    assert "--campaign" in capsys.readouterr().err


def test_the_template_is_written(file, capsys, tmp_path):
    assert run(["template", "reports", CAMPAIGN, "--place", "533401102"]) == 0

    page = load_workbook(tmp_path / "reports.xlsx")["Reports"]
    assert {row[0] for row in page.iter_rows(min_row=2, values_only=True)} == {"533401102202", "533401102203"}
    assert run(["template", "reports", CAMPAIGN, "--place", "999999"]) == 1
