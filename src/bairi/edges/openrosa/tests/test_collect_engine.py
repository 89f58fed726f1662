"""A whole round as a phone makes it: sign in, list, form, lists of choices, filled in by JavaRosa, photo, sent.

JavaRosa is the engine inside ODK Collect; the converter's package brings it along, so only Java has to be there.
"""

import hashlib
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest
import requests
from requests.auth import HTTPDigestAuth

from bairi.delivery.reports.models import Evidence, Report
from bairi.edges.openrosa.actions import add_phone, publish_form
from bairi.edges.openrosa.models import Submission
from bairi.edges.openrosa.tests.conftest import BASE, add_items, photo
from bairi.edges.openrosa.tests.test_publish_entries import workbook
from bairi.plan.campaigns.models import Task
from tests.cast import NOON
from tests.world import CAMPAIGN, send_report

JAVA = shutil.which("java")
ENGINE = Path(find_spec("pyxform").origin).parent / "validators/odk_validate/bin/ODK_Validate.jar"
LIST, MANIFEST = "{http://openrosa.org/xforms/xformsList}", "{http://openrosa.org/xforms/xformsManifest}"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def collect(live_server, transactional_db, drive, tmp_path):
    """`collect(place="和平村", …)` fetches form and lists, fills the form in, and sends it with a photo."""
    assert JAVA, "Java is missing: script/test sqlite installs it, or install Debian's package default-jre-headless"
    folder = tmp_path / "phone"
    folder.mkdir()
    made = add_phone(name="phone", by=drive["village_team"], at=NOON)
    session = requests.Session()
    session.auth = HTTPDigestAuth(made.username, made.password)

    def filling_in(**answers: str) -> requests.Response:
        (form,) = ElementTree.fromstring(session.get(f"{live_server.url}{BASE}/formList").content)
        fetch(form.find(LIST + "downloadUrl").text, form.find(LIST + "hash").text, "form.xml")
        for file in ElementTree.fromstring(session.get(form.find(LIST + "manifestUrl").text).content):
            fetch(*(file.find(MANIFEST + name).text for name in ("downloadUrl", "hash", "filename")))
        program = Path(__file__).with_name("FillIn.java")
        command = [JAVA, "-cp", ENGINE, program, folder, *(f"{name}={text}" for name, text in answers.items())]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        filling_in.asked = dict(line.split(" | ", 1) for line in done.stdout.splitlines() if " | " in line)
        parts = {
            "xml_submission_file": ("submission.xml", (folder / "submission.xml").read_bytes(), "text/xml"),
            "1459382400000.jpg": ("1459382400000.jpg", photo(), "image/jpeg"),
        }
        return session.post(f"{live_server.url}{BASE}/submission", files=parts)

    def fetch(url: str, digest: str, name: str) -> None:
        content = session.get(url).content
        assert digest == "md5:" + hashlib.md5(content).hexdigest()
        (folder / name).write_bytes(content)

    return filling_in


def test_a_total_filled_in_with_the_engine_of_collect_is_a_report(collect, drive):
    before = send_report(drive, value=12.5)
    answer = collect(place="和平村", target="通组公路", value="13.5", note="路面已硬化")
    report = Report.objects.get(source="odk")

    assert answer.status_code == 201, answer.text
    assert (report.value, report.base, report.note) == (13.5, before, "路面已硬化")
    assert report.target.place == drive.places["village"]
    assert Evidence.objects.get(report=report).name == "1459382400000.jpg"
    assert "12.5" in collect.asked["last_reported"]
    assert "item" not in collect.asked
    assert "position" not in collect.asked


def test_a_position_is_asked_for_where_the_task_asks_and_goes_with_the_photo(collect, drive):
    Task.objects.update(asks_position=True)
    answer = collect(place="和平村", target="通组公路", value="13.5", position="27.53 100.09 3200 4.5")
    evidence = Evidence.objects.get(report__source="odk")

    assert answer.status_code == 201, answer.text
    assert "position" in collect.asked
    assert (evidence.lat, evidence.lon, evidence.accuracy_m) == (27.53, 100.09, 4.5)


def test_an_item_filled_in_with_the_engine_of_collect_is_a_report(collect, drive):
    _, second = add_items(drive)
    answer = collect(place="和平村", target="水窖", item="水窖2", stage_reached="begun")
    report = Report.objects.get()

    assert answer.status_code == 201, answer.text
    assert (report.item, report.stage) == (second, "started")
    assert "value" not in collect.asked
    assert Submission.objects.get().report == report.uuid


def test_each_entry_of_a_repeat_filled_in_with_the_engine_of_collect_is_a_report(collect, drive):
    first, second = add_items(drive)
    survey = (
        ("text", "place", "Village"),
        ("text", "effective_on", "Day"),
        ("begin_repeat", "visits", "Visits"),
        ("text", "task", "Task"),
        ("text", "item", "Tank"),
        ("text", "stage", "Stage"),
        ("end_repeat", "", ""),
    )
    source = workbook(survey=survey, reports=())
    publish_form(campaign=CAMPAIGN, source=source, name="own.xlsx", by=drive["data_officer"], at=NOON)
    visits = {
        f"{name}[{number}]": answer
        for number, item in enumerate((first, second), 1)
        for name, answer in {"task": "tanks", "item": str(item.key), "stage": "completed"}.items()
    }
    answer = collect(place=drive.places["village"].code, effective_on="2016-03-31", **visits)

    assert answer.status_code == 201, answer.text
    assert {(report.item, report.stage) for report in Report.objects.all()} == {
        (first, "completed"),
        (second, "completed"),
    }
    assert list(Submission.objects.order_by("id").values_list("entry", flat=True)) == ["", "visits[1]", "visits[2]"]
