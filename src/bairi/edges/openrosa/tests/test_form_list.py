"""What a phone fetches: the list of forms, the form, its manifest, the lists of choices."""

import csv
import hashlib
import io
from xml.etree import ElementTree

import pytest

from bairi.delivery.reports.actions import NOTHING_SEEN
from bairi.edges.openrosa import actions
from bairi.edges.openrosa.tests.conftest import BASE, add_items, filled_in, post
from bairi.plan.campaigns.actions import close_campaign
from bairi.plan.campaigns.models import Task
from tests.cast import NOON
from tests.world import CAMPAIGN, TASK, send_report

pytestmark = pytest.mark.django_db
LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"


def listed(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


def rows(client, name):
    answer = client.get(f"{BASE}/{name}.csv")
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_the_list_names_the_form_with_its_hash_and_addresses(phone):
    client = phone("village_team")
    (form,) = listed(client, f"{BASE}/formList")
    said = {child.tag.removeprefix(LIST): child.text for child in form}

    assert (said["formID"], said["version"], said["name"]) == ("bairi_battle", "1", "百日会战")
    body = client.get(said["downloadUrl"].removeprefix("http://testserver")).content
    assert said["hash"] == "md5:" + hashlib.md5(body).hexdigest()
    assert b'<data id="bairi_battle" version="1">' in body
    assert len(listed(client, said["manifestUrl"].removeprefix("http://testserver"))) == 4


def test_every_answer_speaks_the_protocol(phone):
    client = phone("village_team")
    for answer in (
        client.get(f"{BASE}/formList"),
        client.get(f"{BASE}/forms/1.xml"),
        client.head(f"{BASE}/submission"),
        client.get("/openrosa/none/formList"),
    ):
        assert answer["X-OpenRosa-Version"] == "1.0"
        assert int(answer["X-OpenRosa-Accept-Content-Length"]) == 30 * 1024 * 1024
        assert answer["Date"].endswith("GMT")


def test_another_form_is_not_listed_when_one_is_asked_for(phone):
    client = phone("village_team")

    assert len(listed(client, f"{BASE}/formList?formID=bairi_battle")) == 1
    assert len(listed(client, f"{BASE}/formList?formID=other")) == 0


def test_a_new_version_is_offered_and_the_old_one_stays(phone, drive):
    client = phone("village_team")
    before = client.get(f"{BASE}/forms/1.xml").content
    actions.publish_form(campaign=CAMPAIGN, by=drive["data_officer"], at=NOON)
    (form,) = listed(client, f"{BASE}/formList")

    assert form.find(LIST + "version").text == "2"
    assert client.get(f"{BASE}/forms/1.xml").content == before
    assert post(client, filled_in(drive, version="1")).status_code == 201


def test_a_closed_campaign_offers_no_form(phone, drive):
    client = phone("village_team")
    close_campaign(campaign=CAMPAIGN, typed_name="百日会战", reason="期满", by=drive["commander"], at=NOON)

    assert len(listed(client, f"{BASE}/formList")) == 0


def test_choices_are_cut_to_what_the_person_may_report_on(phone, drive):
    village, officer = phone("village_team"), phone("data_officer")

    assert [row["label"] for row in rows(village, "places")] == ["和平村"]
    assert [row["label"] for row in rows(officer, "places")] == ["和平村", "团结村", "红旗村"]
    assert [row["place"] for row in rows(village, "targets")] == [drive.places["village"].code]
    assert len(rows(officer, "targets")) == 3


def test_targets_tell_what_was_reported_last_and_the_manifest_that_it_changed(phone, drive):
    client = phone("village_team")
    before = {f.find(MANIFEST + "filename").text: f.find(MANIFEST + "hash").text for f in manifest(client)}
    (fresh,) = rows(client, "targets")
    report = send_report(drive)
    (after,) = rows(client, "targets")

    assert (fresh["last_value"], fresh["base"]) == ("", str(NOTHING_SEEN))
    assert (after["last_value"], after["last_on"], after["base"]) == ("12.5", "2016-03-31", str(report))
    changed = {f.find(MANIFEST + "filename").text: f.find(MANIFEST + "hash").text for f in manifest(client)}
    assert {name for name in before if before[name] != changed[name]} == {"targets.csv"}


def test_targets_say_whether_their_task_asks_for_a_position(phone, drive):
    client = phone("village_team")
    before = rows(client, "targets")
    Task.objects.filter(code=TASK).update(asks_position=True)

    assert [row["asks_position"] for row in before] == ["0"]
    assert [row["asks_position"] for row in rows(client, "targets")] == ["1"]


def manifest(client):
    return listed(client, f"{BASE}/forms/1/manifest")


def test_items_and_stages_are_choices_too(phone, drive):
    first, _ = add_items(drive)
    client = phone("village_team")

    assert next(row["name"] for row in rows(client, "items")) == str(first.key)
    assert [(row["task"], row["stage"]) for row in rows(client, "stages")] == [
        ("tanks", ""),
        ("tanks", "started"),
        ("tanks", "completed"),
    ]
    assert {row["itemised"] for row in rows(client, "targets")} == {"0", "1"}
    assert not rows(phone("neighbour_team"), "items")


def test_lists_of_choices_cost_a_fixed_number_of_queries(phone, drive, django_assert_max_num_queries):
    send_report(drive)
    client = phone("data_officer")
    client.get(f"{BASE}/formList")
    with django_assert_max_num_queries(8):
        rows(client, "targets")


@pytest.mark.parametrize(
    ("who", "status"), [("viewer", 403), ("inspector", 403), ("stranger", 404), ("neighbour_team", 200)]
)
def test_who_gets_the_list(phone, who, status):
    answer = phone(who).get(f"{BASE}/formList")

    assert answer.status_code == status
    assert answer["Content-Type"] == "text/xml; charset=utf-8"


def test_an_unknown_version_is_said_in_the_protocol(phone):
    answer = phone("village_team").get(f"{BASE}/forms/9.xml")

    assert answer.status_code == 404
    assert b"OpenRosaResponse" in answer.content
    assert "no form of that number" in answer.content.decode()
