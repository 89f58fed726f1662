"""The same actions over HTTP: status, receipt, refusals, scope."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from bairi.delivery.reports.models import Report
from bairi.delivery.reports.tests.conftest import TODAY
from bairi.ground.access import Actor
from bairi.ground.accounts.actions import create_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(cast, battle):
    """`ask("village_team", "post", "reports", {...})` in that person's name; the answer's status and JSON."""
    secrets: dict[str, str] = {}

    def asked(who, method, path, body=None):
        if who not in secrets:
            actor: Actor = cast[who]
            secrets[who] = create_token(name="test", by=actor, at=timezone.now()).secret
        client = Client(headers={"authorization": f"Bearer {secrets[who]}", "accept-language": "en"})
        extra = {} if body is None else {"data": body, "content_type": "application/json"}
        answer = getattr(client, method)(f"/api/v1/{path}", **extra)
        return answer.status_code, answer.json() if answer.content else None

    return asked


@pytest.fixture
def body(battle):
    def made(**changes):
        sent = {
            "uuid": str(uuid4()),
            "campaign": "battle",
            "place": battle.places["village"].code,
            "task": "roads",
            "effective_on": TODAY.isoformat(),
            "value": 3.5,
        }
        return sent | changes

    return made


def test_a_report_is_answered_by_its_receipt(ask, body):
    sent = body()
    status, receipt = ask("village_team", "post", "reports", sent)
    assert (status, receipt["uuid"], receipt["value"], receipt["is_new"]) == (201, sent["uuid"], 3.5, True)
    assert len(receipt["digest"]) == len(receipt["event"]) == 64

    status, again = ask("village_team", "post", "reports", sent)
    assert (status, again) == (200, receipt | {"is_new": False})
    assert ask("village_team", "get", f"reports/{sent['uuid']}/receipt") == (200, again | {"is_new": True})
    status, other = ask("village_team", "post", "reports", sent | {"value": 4})
    assert (status, other["error"]["code"]) == (409, "reports.uuid_taken")


@pytest.mark.parametrize(
    ("who", "changes", "status", "code"),
    [
        ("village_team", {"value": -1}, 422, "reports.negative_value"),
        ("village_team", {"effective_on": "soon"}, 422, "access.bad_input"),
        ("village_team", {"note": "a\x00b"}, 422, "access.bad_input"),
        ("village_team", {"task": "moon"}, 422, "reports.unknown_task"),
        ("neighbour_team", {}, 404, "reports.unknown_place"),
        ("viewer", {}, 403, "access.not_allowed"),
    ],
)
def test_a_refusal_has_its_code_and_its_status(ask, body, who, changes, status, code):
    answered, refusal = ask(who, "post", "reports", body(**changes))
    assert (answered, refusal["error"]["code"]) == (status, code)
    assert not Report.objects.exists()


def test_a_report_travels_through_the_township(ask, body):
    sent = body()
    ask("village_team", "post", "reports", sent)
    status, queue = ask("township_clerk", "get", "campaigns/battle/queue")
    assert [row["uuid"] for row in queue] == [sent["uuid"]]
    status, back = ask("township_clerk", "post", f"reports/{sent['uuid']}/return", {"reason": "照片看不清"})
    assert (status, back["state"], back["reason"]) == (200, "sent_back", "照片看不清")
    status, mend = ask("village_team", "post", f"reports/{sent['uuid']}/correction", body(value=3))
    assert status == 201
    status, outcome = ask("township_clerk", "post", "confirmations", {"uuids": [mend["uuid"], str(uuid4())]})
    assert (outcome["done"], outcome["refused"][0]["code"]) == ([mend["uuid"]], "reports.unknown_report")
    status, gone = ask("village_team", "post", f"reports/{mend['uuid']}/withdrawal", {"reason": "重复"})
    assert (status, gone["error"]["code"]) == (403, "reports.township_needed")
    status, row = ask("township_clerk", "post", f"reports/{mend['uuid']}/revocation", {"reason": "看错了"})
    assert row["state"] == "waiting"
    status, rows = ask("village_team", "get", "campaigns/battle/reports")
    assert status == 200, rows
    assert [(row["uuid"], row["superseded_by"]) for row in rows] == [
        (mend["uuid"], None),
        (sent["uuid"], mend["uuid"]),
    ]
    assert ask("neighbour_clerk", "get", f"reports/{sent['uuid']}")[0] == 404


def test_an_inspector_verifies_and_everyone_in_scope_sees_it(ask, body):
    ask("village_team", "post", "reports", body())
    found = body(found=3, inspected=3.5, basis="督查1号") | {"uuid": str(uuid4())}
    found.pop("value")
    status, kept = ask("inspector", "post", "verifications", found)
    assert (status, kept["value"], kept["claimed"]) == (201, 3.0, 3.5)
    status, rows = ask("commander", "get", f"campaigns/battle/targets?task=roads&on={TODAY}&place={found['place']}")
    assert [(row["reported"], row["confirmed"], row["verified"]) for row in rows] == [(3.5, None, 3.0)]
    status, _ = ask("inspector", "post", f"verifications/{found['uuid']}/withdrawal", {"reason": "数错了"})
    assert status == 204


def test_many_are_sent_at_once_and_conflicts_are_resolved(ask, body):
    seen = body()
    status, many = ask("village_team", "post", "sheets", {"reports": [seen, body(value=-1)]})
    assert (len(many["receipts"]), [row["code"] for row in many["refused"]]) == (1, ["reports.negative_value"])
    ask("township_clerk", "post", "reports", body(value=4, base=seen["uuid"]))
    ask("village_team", "post", "reports", body(value=5, base=seen["uuid"]))
    status, (conflict,) = ask("township_clerk", "get", "campaigns/battle/conflicts")
    assert conflict["difference"] == 1
    status, _ = ask("township_clerk", "post", f"conflicts/{conflict['id']}/resolution", body(value=6))
    assert status == 201
    assert ask("township_clerk", "get", "campaigns/battle/conflicts") == (200, [])
    assert ask("village_team", "post", f"conflicts/{2**63 - 1}/resolution", body())[0] == 404


def test_the_missing_are_listed(ask, battle):
    battle.campaign.replay_at = timezone.datetime(2016, 4, 20, 12, tzinfo=timezone.get_current_timezone())
    battle.campaign.save()
    _, rows = ask("township_clerk", "get", "campaigns/battle/missing")
    assert [row["place_name"] for row in rows] == ["和平村", "团结村"]
    assert rows[0]["tasks"][0]["last_on"] == (TODAY + timedelta(days=17)).isoformat()
    assert ask("stranger", "get", "campaigns/battle/missing")[0] == 404
