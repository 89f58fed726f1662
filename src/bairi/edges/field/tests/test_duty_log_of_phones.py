"""The duty log of phones: lists and own days taken along, days and visits taken in once, each with its own answer."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from bairi.delivery.duties.actions import NewDay, log_duty, set_duty_rules
from bairi.delivery.duties.models import DutyDay, DutyRules, Visit
from bairi.delivery.duties.rules.lists import DutyLists, Term
from bairi.edges.field.tests.conftest import Phone
from bairi.ground.accounts.models import RoleGrant, User
from bairi.plan.campaigns.models import Campaign
from tests.cast import NOON
from tests.world import CAMPAIGN, TODAY

DOOR = "/field/api/duty-log"
YESTERDAY = TODAY - timedelta(1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _replay(world):
    """The world's clock stands on its own day, so that today is known."""
    Campaign.objects.filter(code=CAMPAIGN).update(replay_at=NOON.replace(hour=9))


def day(phone: Phone, **fields):
    usual = {"key": str(uuid4()), "campaign": CAMPAIGN, "place": phone.place, "presence": "village"}
    return usual | {"on": YESTERDAY.isoformat()} | fields


def visit(phone: Phone, **fields):
    return day(phone, whom="张家", kind="home") | fields


def send(phone: Phone, days=(), visits=()):
    body = {"days": list(days), "visits": list(visits)}
    answer = phone.client.post(DOOR, body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()["days"], answer.json()["visits"]


def own_log(client):
    (log,) = client.get("/field/api/duties").json()["duty_log"]
    return log


def test_days_and_visits_come_in_once_with_their_receipts(phone):
    new, seen = day(phone, note="开会"), visit(phone, agreed="修屋顶", team_role="servant")
    (first,), (kept,) = send(phone, [new], [seen])
    (again,), (same,) = send(phone, [new], [seen])

    assert (first["receipt"]["is_new"], again["receipt"]["is_new"]) == (True, False)
    assert first["receipt"]["digest"] == again["receipt"]["digest"]
    assert (kept["receipt"]["key"], same["receipt"]["digest"]) == (seen["key"], kept["receipt"]["digest"])
    row = DutyDay.objects.get(key=new["key"])
    assert (row.via, row.entered_by_id, row.note) == ("device", row.person_id, "开会")
    assert Visit.objects.get(key=seen["key"]).via == "device"


def test_one_bad_entry_stops_no_other(phone):
    good, late = day(phone), visit(phone)
    days, visits = send(
        phone,
        [day(phone, presence="leave"), {"key": "nonsense"}, "x", good],
        [visit(phone, kind="moon"), visit(phone, whom=""), late],
    )

    assert [row.get("error", {}).get("code") for row in days] == [
        "duties.unknown_leave", "field.entry_unreadable", "field.entry_unreadable", None,
    ]  # fmt: skip
    assert [row["key"] for row in days][1:] == ["nonsense", "", good["key"]]
    assert [row.get("error", {}).get("code") for row in visits] == [
        "duties.unknown_visit_kind", "duties.whom_missing", None,
    ]  # fmt: skip
    assert Visit.objects.filter(key=late["key"]).exists()


@pytest.mark.parametrize("body", ["", "[]", '{"days": 3}', '{"visits": [' + ",".join(["{}"] * 101) + "]}"])
def test_what_are_no_lists_is_refused(phone, body):
    answer = phone.client.post(DOOR, body, content_type="application/json")

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "field.log_unreadable")


def test_another_entry_of_that_day_is_shown_and_may_be_replaced(phone):
    (first,), _ = send(phone, [day(phone, note="上午")])
    other = day(phone, presence="township")
    (told,), _ = send(phone, [other])

    assert (told["error"]["code"], told["error"]["status"]) == ("duties.day_is_entered", 409)
    assert (told["standing"]["presence"], told["standing"]["note"]) == ("village", "上午")
    (done,), _ = send(phone, [other | {"supersedes": told["standing"]["key"]}])
    assert done["receipt"]["presence"] == "township"
    assert str(DutyDay.objects.get(key=other["key"]).supersedes.key) == first["receipt"]["key"]


def test_what_says_the_same_gets_the_receipt_of_what_stands(phone):
    (first,), _ = send(phone, [day(phone)])
    (again,), _ = send(phone, [day(phone)])

    assert (again["receipt"]["key"], again["receipt"]["is_new"]) == (first["key"], False)


def test_a_day_that_has_not_come_says_what_today_is(phone):
    (told,), (seen,) = send(phone, [day(phone, on="2016-04-03")], [visit(phone, on="2016-04-03")])

    for row in (told, seen):
        assert row["error"]["code"] == "duties.after_today"
        assert row["error"]["data"] == {"on": "2016-04-03", "today": "2016-03-31"}


def test_a_lost_answer_is_given_again_when_all_has_changed_since(phone, cast):
    new, seen = day(phone), visit(phone)
    send(phone, [new], [seen])
    Campaign.objects.filter(code=CAMPAIGN).update(state="closed", closed_known=Campaign.objects.get().started_known)

    (again,), (same,) = send(phone, [new], [seen])
    assert (again["receipt"]["key"], same["receipt"]["key"]) == (new["key"], seen["key"])
    ((fresh,), _) = send(phone, [day(phone)])
    assert fresh["error"]["code"] == "duties.campaign_not_running"


def test_a_phone_speaks_for_its_owner_only(phone, sign_in, cast):
    clerk = Phone(sign_in("township_clerk"), phone.place)
    (told,), _ = send(clerk, [day(phone, person="village_team")])

    assert told["error"]["code"] == "duties.not_of_the_team"
    assert clerk.client.get("/field/api/duties").json()["duty_log"] == []


def test_the_log_is_taken_along(phone, cast):
    send(phone, [day(phone, note="开会")])
    log = own_log(phone.client)

    assert (log["campaign"], log["today"], [v["code"] for v in log["villages"]]) == (
        CAMPAIGN, TODAY.isoformat(), [phone.place],
    )  # fmt: skip
    assert [row["on"] for row in log["days"]] == [YESTERDAY.isoformat(), TODAY.isoformat()]
    assert [row["whom"] for row in log["visits"]] == ["和平村 张家"]
    (lists,) = log["lists"]
    assert (lists["since_on"], lists["days_a_month"], len(lists["leave_kinds"])) == (None, 20, 4)
    assert [row["month"] for row in log["team"]] == ["2016-02", "2016-03"]
    (me,) = log["team"][1]["members"]
    assert (me["is_me"], me["village"], me["visits"]) == (True, 2, 1)


def test_the_lists_of_every_day_that_is_reached_are_taken_along(phone, cast):
    def edition(since_on, name):
        terms = (Term("one", name),)
        lists = DutyLists(terms, terms, terms, 22, "县委组织部", since_on)
        set_duty_rules(campaign=CAMPAIGN, lists=lists, by=cast["data_officer"], at=NOON)

    edition(date(2016, 2, 14), "旧")
    edition(date(2016, 3, 20), "误")
    edition(date(2016, 3, 20), "新")

    lists = own_log(phone.client)["lists"]
    assert [(row["since_on"], row["leave_kinds"][0]["name"]) for row in lists] == [
        ("2016-03-20", "新"), ("2016-02-14", "旧"), (None, "事假"),
    ]  # fmt: skip
    DutyRules.objects.filter(since_on=date(2016, 2, 14)).update(since_on=date(2016, 2, 1))
    assert [row["since_on"] for row in own_log(phone.client)["lists"]] == ["2016-03-20", "2016-02-01"]


def test_a_log_that_the_phone_has_is_not_sent_again(phone, cast):
    tag = phone.client.get("/field/api/duties")["ETag"]
    assert phone.client.get("/field/api/duties", headers={"if-none-match": tag}).status_code == 304

    second = User.objects.create(username="second", name="Second", language="en")
    RoleGrant.objects.create(user=second, role="village_team", place=cast.places["village"], granted_at=NOON)
    sick = {"presence": "leave", "leave": "sick", "person": "second"}
    new = NewDay(key=uuid4(), campaign=CAMPAIGN, place=phone.place, on=TODAY, **sick)
    log_duty(new, by=cast["township_clerk"], at=NOON)
    assert phone.client.get("/field/api/duties", headers={"if-none-match": tag}).status_code == 200


def test_the_questions_do_not_grow_with_the_days(phone, django_assert_max_num_queries):
    send(phone, [day(phone, on=(TODAY - timedelta(back)).isoformat()) for back in range(1, 30)])
    with django_assert_max_num_queries(45):
        phone.client.get("/field/api/duties")
