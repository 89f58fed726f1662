"""The workbook of reports on its pages: taken, sent, looked through, taken in, and what is wrong given back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from bairi.delivery.reports import actions
from bairi.delivery.reports.models import Report
from bairi.delivery.reports.queries import report_template
from bairi.delivery.reports.tests.conftest import TODAY
from bairi.delivery.reports.tests.test_import_reports import row, sheet
from bairi.delivery.reports.views import workbook
from bairi.delivery.reports.workbook.sheet import REPORTS
from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.jobs.worker import run_due_jobs
from bairi.plan.campaigns.models import Campaign
from tests.cast import NOON


@pytest.fixture(autouse=True)
def _home(settings, tmp_path, battle):
    settings.BAIRI_HOME = tmp_path
    Campaign.objects.update(replay_at=NOON)


def filled(data: bytes, figure: float, rows: int) -> bytes:
    """The English template with a figure in its first rows."""
    book = load_workbook(io.BytesIO(data))
    page = book["Reports"]
    heads = {str(cell.value).split("\n")[0].rstrip(" *"): cell.column for cell in page[1]}
    for number in range(2, 2 + rows):
        page.cell(number, heads["Figure"]).value = figure
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def post(client, data: bytes, name="a.xlsx"):
    return client.post(
        reverse("import_reports", args=["battle"]), {"source": SimpleUploadedFile(name, data)}, follow=True
    )


def test_the_template_comes_back_filled(cast, battle, sign_in):
    actions.receive_report(battle.report(2.5), by=cast["village_team"], at=NOON)
    data = sign_in("township_clerk").get(reverse("report_template", args=["battle"])).content
    rows = list(load_workbook(io.BytesIO(data))["Reports"].iter_rows(min_row=2, values_only=True))

    assert {line[0] for line in rows} == {"533401102202", "533401102203"}
    assert {line[2] for line in rows} == {"小中甸镇"}
    assert 2.5 in {line[9] for line in rows if line[0] == "533401102202"}
    assert "水窖1" in {line[5] for line in rows}
    client = sign_in("township_clerk")
    shown = post(client, filled(data, 7, 2))
    assert b"2 rows read" in shown.content
    assert not Report.objects.filter(value=7).exists()
    sheet_url = shown.redirect_chain[-1][0]
    done = client.post(f"{sheet_url}reports/", follow=True)
    assert b"What became of the workbook" in done.content
    assert Report.objects.filter(value=7).count() == 2


def test_the_template_of_one_place_has_only_its_targets(cast, battle):
    campaign = Campaign.objects.get()
    data = report_template(cast["data_officer"], campaign, place="533401103201", on=TODAY)
    page = load_workbook(io.BytesIO(data))[str(REPORTS.title)]

    assert {line[0] for line in page.iter_rows(min_row=2, values_only=True)} == {"533401103201"}
    with pytest.raises(NotVisible):
        report_template(cast["village_team"], campaign, place="533401103201", on=TODAY)
    with pytest.raises(NotAllowed):
        report_template(cast["viewer"], campaign, on=TODAY)


def test_what_is_wrong_is_named_and_given_back(cast, battle, sign_in):
    client = sign_in("township_clerk")
    shown = post(client, sheet(row(), row(value="-3")), "a.csv")
    url = shown.redirect_chain[-1][0]

    assert "below zero" in shown.content.decode()
    assert client.get(f"{url}refused/").headers["Content-Type"].endswith("spreadsheetml.sheet")
    client.post(f"{url}reports/")
    client.post(f"{url}reports/")  # a second click changes nothing
    assert Report.objects.count() == 1
    assert b"Left out, to mend" in client.get(url).content
    assert client.post(f"{url}removal/").status_code == 302
    assert client.get(url).status_code == 404
    assert Report.objects.count() == 1


def test_a_file_that_is_no_sheet_is_said_to_be_none(sign_in, battle):
    shown = post(sign_in("township_clerk"), b"\x89PNG not a sheet", "photo.png")

    assert b"The workbook cannot be read" in shown.content


def test_a_file_that_is_too_large_is_refused_before_it_is_read(sign_in, battle, monkeypatch, tmp_path):
    monkeypatch.setattr("bairi.delivery.reports.forms.workbook.MAX_MB", 0)
    shown = post(sign_in("township_clerk"), sheet(row()), "a.csv")

    assert shown.status_code == 422
    assert not (tmp_path / "desk").exists()


def test_a_long_sheet_goes_to_the_background(cast, battle, sign_in, monkeypatch):
    monkeypatch.setattr(workbook, "AT_ONCE_BYTES", 0)
    client = sign_in("township_clerk")
    shown = post(client, sheet(row(value="6")), "a.csv")
    url = shown.redirect_chain[-1][0]

    assert b"Going through the rows" in shown.content
    assert b"Going through the rows" in client.get(f"{url}progress/").content
    assert run_due_jobs() >= 1
    assert client.get(f"{url}progress/").headers["HX-Refresh"] == "true"
    client.post(f"{url}reports/")
    run_due_jobs()
    assert Report.objects.get().value == 6
    assert b"What became of the workbook" in client.get(url).content


def test_a_sheet_is_its_senders_alone(sign_in, battle):
    url = post(sign_in("township_clerk"), sheet(row()), "a.csv").redirect_chain[-1][0]

    for other in ("data_officer", "village_team", "stranger"):
        assert sign_in(other).get(url).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("stranger", 404), ("village_team", 200)])
def test_who_may_send_a_workbook(sign_in, battle, who, status):
    assert sign_in(who).get(reverse("import_reports", args=["battle"])).status_code == status


def test_the_pages_lead_to_the_workbook(sign_in, battle):
    client = sign_in("township_clerk")
    address = reverse("import_reports", args=["battle"]).encode()

    assert address in client.get(reverse("sent_reports", args=["battle"])).content
    assert address in client.get(reverse("missing_reports", args=["battle"])).content
