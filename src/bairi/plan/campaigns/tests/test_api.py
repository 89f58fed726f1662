"""The plan over HTTP: the same scope, the same refusals, one shape of error."""

import json

import pytest
from django.test import Client

from bairi.ground.accounts.actions import create_token
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(cast):
    def client(who):
        secret = create_token(name="test", by=cast[who], at=NOON).secret
        return Client(headers={"authorization": f"Bearer {secret}", "accept-language": "en"})

    return client


def post(client, path, **body):
    return client.post(f"/api/v1/campaigns/{path}", json.dumps(body), content_type="application/json")


def get(client, path):
    return client.get(f"/api/v1/campaigns/{path}")


def test_the_plan_is_read_within_ones_scope(running, api):
    clerk, department = api("township_clerk"), api("department")

    assert [row["code"] for row in clerk.get("/api/v1/campaigns").json()] == ["battle"]
    assert {row["place_name"] for row in get(clerk, "battle/plan/targets?task=roads").json()} == {
        "小中甸镇", "和平村", "团结村",
    }  # fmt: skip
    assert [(row["code"], row["share"]) for row in get(department, "battle/tasks").json()] == [("roads", 0.5)]
    assert get(api("stranger"), "battle").status_code == 404


def test_targets_are_set_as_one_version_and_read_as_known_before(running, api, cast):
    client = api("data_officer")
    rows = [
        {"task": "roads", "place": cast.places["village"].code, "must": 30},
        {"task": "houses", "place": cast.places["group"].code, "must": 120,
         "trajectory": {"kind": "milestones", "points": [["2016-04-01", 0.5]]}},
    ]  # fmt: skip

    answer = post(client, "battle/plan/targets", rows=rows, reason="Landslide")

    assert answer.json() == {"plan_version": 2, "changed": 2, "unchanged": 0}
    then = get(client, "battle/plan/targets?task=roads&known=2016-04-01T00:00:00%2B08:00").json()
    assert {row["must"] for row in then if row["place_name"] == "和平村"} == {40}
    version = get(client, "battle/plan/versions/2").json()
    assert [row["must"] for row in version["differences"]] == [30, 120]


def test_a_refusal_names_every_fault_and_changes_nothing(running, api):
    before = EventRow.objects.count()
    rows = [{"task": "roads", "place": "1", "must": 1}, {"task": "no", "place": "533401", "must": 1}]

    answer = post(api("data_officer"), "battle/plan/targets", rows=rows, reason="Why")

    assert answer.status_code == 422
    error = answer.json()["error"]
    assert (error["code"], len(error["data"]["faults"])) == ("campaigns.targets_refused", 2)
    assert EventRow.objects.count() == before + 1  # the token


def test_a_request_is_asked_and_decided(running, api, cast):
    village = cast.places["village"].code
    asked = post(
        api("village_team"),
        "battle/requests",
        task="roads",
        place=village,
        must=30,
        due_on="2016-05-23",
        reason="Rain",
    )

    decided = post(api("township_clerk"), f"battle/requests/{asked.json()['id']}/decision", granted=True)

    assert asked.status_code == 201
    assert (decided.json()["granted"], decided.json()["plan_version"]) == (True, 2)


def test_a_breakdown_and_who_answers(running, api, cast):
    found = get(api("commander"), "battle/plan/decomposition?task=roads").json()
    answers = get(api("commander"), f"battle/answers?place={cast.places['village'].code}").json()

    assert found["rows"][0]["excess"] == 10
    assert answers == {"first": None, "nearest": [], "chain": []}


def test_a_campaign_is_created_cloned_and_closed(running, api):
    client = api("commander")
    facts = {"code": "next", "name": "Next", "place": "533401", "start_on": "2016-08-01", "deadline_on": "2016-11-08"}

    made = client.post("/api/v1/campaigns", json.dumps(facts), content_type="application/json")
    cloned = post(client, "battle/clone", code="third", name="Third", start_on="2017-01-01")
    unready = post(client, "next/start")
    closed = post(client, "battle/closure", typed_name="百日会战", reason="Over")

    assert (made.status_code, cloned.status_code, unready.status_code) == (201, 201, 409)
    assert (cloned.json()["days"], closed.json()["state"]) == (100, "closed")
