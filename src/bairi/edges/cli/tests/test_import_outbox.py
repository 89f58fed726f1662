"""`bairi import outbox`: the same receipts as on the page, one a line."""

from uuid import uuid4

import pytest

from bairi.delivery.reports.models import Report
from bairi.edges.cli.main import run
from bairi.edges.field.tests.conftest import phone, photo  # noqa: F401 - fixtures
from bairi.edges.field.tests.test_outbox import outbox  # noqa: F401 - a fixture
from tests.world import CAMPAIGN

pytestmark = pytest.mark.django_db


def test_the_command_prints_the_receipts(outbox, phone, tmp_path, capsys, monkeypatch):  # noqa: F811
    monkeypatch.setenv("BAIRI_LANGUAGE", "en")
    body = phone.report()
    file = tmp_path / "bairi-outbox-1.zip"
    file.write_bytes(outbox(body).getvalue())

    assert run(["import", "outbox", str(file)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{body['uuid']} {Report.objects.get(uuid=body['uuid']).digest}"
    assert said[1] == "Village Team: Reports: 1 taken in, 0 here before, 0 refused. Photos kept: 1."
    file.write_bytes(b"nothing")
    assert run(["import", "outbox", str(file)]) == 1
    assert "not an outbox" in capsys.readouterr().err


def test_the_command_prints_the_receipts_of_the_duty_log(outbox, phone, tmp_path, capsys, monkeypatch):  # noqa: F811
    monkeypatch.setenv("BAIRI_LANGUAGE", "en")
    page = {"campaign": CAMPAIGN, "place": phone.place, "on": "2016-03-30"}
    day, wrong = page | {"key": str(uuid4()), "presence": "village"}, page | {"key": str(uuid4()), "presence": "moon"}
    file = tmp_path / "bairi-outbox-1.zip"
    file.write_bytes(outbox(photos=(), log={"days": [day, wrong]}).getvalue())

    assert run(["import", "outbox", str(file)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(day["key"])
    assert f"{wrong['key']} “moon” is not a way to spend a duty day" in said.err
    assert "Duty log: 1 taken in, 0 here before, 1 refused." in said.out
