"""The duty log over HTTP: status, refusals, scope."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from bairi.ground.accounts.actions import create_token
from tests.world import CAMPAIGN

pytestmark = pytest.mark.django_db
VILLAGE = "533401102202"
LISTS = f"campaigns/{CAMPAIGN}/duties"


@pytest.fixture
def ask(cast, log):
    """`ask("village_team", "post", "duties/days", {...})`: the answer's status and JSON."""

    def asked(who, method, path, body=None):
        secret = create_token(name=str(uuid4()), by=cast[who], at=timezone.now()).secret
        client = Client(headers={"authorization": f"Bearer {secret}", "accept-language": "en"})
        extra = {} if body is None else {"data": body, "content_type": "application/json"}
        answer = getattr(client, method)(f"/api/v1/{path}", **extra)
        return answer.status_code, answer.json()

    return asked


def entry(**changes):
    return {"key": str(uuid4()), "campaign": CAMPAIGN, "place": VILLAGE, "on": "2016-03-31"} | changes


def test_a_day_is_sent_sent_again_and_changed(ask):
    new = entry(presence="village")
    status, stands = ask("village_team", "post", "duties/days", new)
    assert (status, stands["is_standing"], stands["person"]) == (201, True, "village_team")
    assert ask("village_team", "post", "duties/days", new) == (200, stands)

    change = entry(presence="leave", leave="annual", supersedes=new["key"])
    assert ask("village_team", "post", "duties/days", change)[0] == 201
    days = ask("township_clerk", "get", f"{LISTS}/days?place={VILLAGE}&month=2016-03")[1]
    assert [(day["presence"], day["leave"], day["supersedes"]) for day in days] == [("leave", "annual", new["key"])]
    all_of_them = ask("township_clerk", "get", f"{LISTS}/days?place={VILLAGE}&month=2016-03&all_entries=true")[1]
    assert [day["is_standing"] for day in all_of_them] == [False, True]


@pytest.mark.parametrize(
    ("who", "told"), [("village_team", True), ("township_clerk", True), ("inspector", False), ("commander", False)]
)
def test_of_a_leave_others_learn_only_that_the_person_is_away(ask, who, told):
    ask("village_team", "post", "duties/days", entry(presence="leave", leave="sick", note="住院"))

    (day,) = ask(who, "get", f"{LISTS}/days?place={VILLAGE}&month=2016-03")[1]

    assert day["presence"] == "leave"
    assert (day["leave"], day["note"]) == (("sick", "住院") if told else ("", ""))


def test_visits_and_the_month(ask):
    status, made = ask("village_team", "post", "duties/visits", entry(whom="张家", kind="home", team_role="servant"))
    assert status == 201
    month = ask("inspector", "get", f"{LISTS}/month?place={VILLAGE}&month=2016-03")[1]
    assert (month["visits"], month["by_kind"]["home"], month["by_role"]["servant"]) == (1, 1, 1)
    assert [(line["person"], line["missing"]) for line in month["members"]] == [("village_team", 30), ("second", 30)]

    assert ask("village_team", "post", f"duties/visits/{made['key']}/withdrawal", {"reason": "走错了门"})[0] == 200
    seen = ask("inspector", "get", f"{LISTS}/visits?place={VILLAGE}&month=2016-03")[1]
    assert [visit["withdrawn_reason"] for visit in seen] == ["走错了门"]


def test_lists_are_read_and_set(ask):
    assert ask("village_team", "get", f"{LISTS}/rules")[1]["since_on"] is None
    body = ask("village_team", "get", f"{LISTS}/rules")[1] | {"issuer": "组织部", "since_on": "2016-03-01"}
    assert ask("village_team", "post", f"{LISTS}/rules", body)[0] == 403
    assert ask("data_officer", "post", f"{LISTS}/rules", body)[1] == body


@pytest.mark.parametrize(
    ("who", "body", "status", "code"),
    [
        ("village_team", {"on": "2016-04-01"}, 422, "duties.after_today"),
        ("village_team", {"presence": "x"}, 422, "duties.unknown_presence"),
        ("neighbour_team", {}, 404, "duties.unknown_village"),
        ("viewer", {}, 403, "access.not_allowed"),
    ],
)
def test_refusals_keep_their_shape(ask, who, body, status, code):
    found, answer = ask(who, "post", "duties/days", entry(presence="village") | body)

    assert (found, answer["error"]["code"]) == (status, code)


@pytest.mark.parametrize("path", ["days", "visits", "month"])
def test_nothing_is_read_of_the_next_township(ask, path):
    assert ask("neighbour_clerk", "get", f"{LISTS}/{path}?place={VILLAGE}")[0] == 404
    assert ask("village_team", "get", f"{LISTS}/{path}")[0] == 200
    assert ask("viewer", "get", f"{LISTS}/{path}?place={VILLAGE}")[0] == 403
