"""What phones send is judged by the one intake; each report has its own answer; the clock's error is kept."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.utils.translation import override

from bairi.delivery.reports.actions import NOTHING_SEEN, confirm_reports, send_back_report
from bairi.delivery.reports.models import Report
from bairi.edges.field.shapes import read_report
from bairi.plan.campaigns.models import Campaign, Task
from tests.cast import NOON
from tests.world import CAMPAIGN, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _replay(world):
    """The world's clock stands on its own day, so that today is known."""
    Campaign.objects.filter(code=CAMPAIGN).update(replay_at=NOON.replace(hour=9))


def test_a_report_comes_in_once_with_its_receipt(phone):
    body = phone.report(skew_ms=-1234)
    first, second = phone.send(body)[0], phone.send(body)[0]

    assert first["receipt"]["is_new"]
    assert second["receipt"] == first["receipt"] | {"is_new": False}
    row = Report.objects.get(uuid=body["uuid"])
    assert (row.via, row.skew_ms, row.value) == ("device", -1234, 14)


def test_one_bad_report_stops_no_other(phone):
    good, unreadable, unknown, late = (
        phone.report(),
        {"uuid": "nonsense"},
        phone.report(task="nosuch"),
        phone.report(value=15),
    )
    answers = phone.send(good, unreadable, unknown, late)

    assert [answer.get("error", {}).get("code") for answer in answers] == [
        None, "field.report_unreadable", "reports.unknown_task", None,
    ]  # fmt: skip
    assert [answer["uuid"] for answer in answers] == [good["uuid"], "nonsense", unknown["uuid"], late["uuid"]]
    assert {str(u) for u in Report.objects.values_list("uuid", flat=True)} >= {good["uuid"], late["uuid"]}


def test_what_cannot_be_read_is_named_as_the_form_names_it(phone):
    report = phone.report(value=1e13, note="\0", skew_ms="much", evidence=[{"sha256": "none"}])
    (answer,) = phone.send(report)
    with override("zh-hans"):
        said = str(read_report(report)[1])

    assert "at: figure, note, evidence.0.sha256, skew_ms. Open" in answer["error"]["message"]
    assert "以下字段无法读取：数值、说明、evidence.0.sha256、skew_ms。" in said


def test_tomorrow_by_a_fast_clock_is_held_with_a_mark(phone):
    (answer,) = phone.send(phone.report(effective_on="2016-04-02", skew_ms=3 * 86_400_000))

    assert "clock" in answer["receipt"]["marks"]


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"reports": 3}', '{"reports": ' + "[" + ",".join(["{}"] * 51) + "]}"]
)
def test_what_is_no_list_of_reports_is_refused(phone, body):
    answer = phone.client.post("/field/api/reports", body, content_type="application/json")

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "field.body_unreadable")


def test_a_report_outside_the_places_is_unknown_there(phone, cast):
    (answer,) = phone.send(phone.report(place=cast.places["neighbour_village"].code))

    assert (answer["error"]["code"], answer["error"]["status"]) == ("reports.unknown_place", 404)


def test_duties_hold_the_targets_with_their_last_value(phone, world):
    duties = phone.client.get("/field/api/duties").json()

    (campaign,) = duties["campaigns"]
    (target,) = campaign["targets"]
    assert campaign["today"] == TODAY.isoformat()
    assert [place["code"] for place in campaign["places"]] == [phone.place]
    assert (target["must"], target["unit"], target["last"]["value"]) == (40, "公里", 13.0)
    assert target["last"]["base"] != str(NOTHING_SEEN)
    assert duties["person"]["name"] == "Village Team"
    assert {row["uuid"] for row in duties["sent"]} >= {str(world.values["report"])}


def test_duties_say_what_the_campaign_asks_of_photos(phone, world):
    plain = phone.client.get("/field/api/duties").json()["campaigns"][0]
    Campaign.objects.update(photo_px=1200)
    Task.objects.update(asks_position=True)
    asking = phone.client.get("/field/api/duties").json()["campaigns"][0]

    assert (plain["photo_px"], asking["photo_px"]) == (1600, 1200)
    assert [row["targets"][0]["asks_position"] for row in (plain, asking)] == [False, True]
    assert plain["forms"] != asking["forms"]


def test_duties_that_the_phone_has_are_not_sent_again(phone):
    tag = phone.client.get("/field/api/duties")["ETag"]
    assert phone.client.get("/field/api/duties", headers={"if-none-match": tag}).status_code == 304

    phone.send(phone.report())
    assert phone.client.get("/field/api/duties", headers={"if-none-match": tag}).status_code == 200


def test_the_phone_learns_what_became_of_its_reports(phone, cast):
    sent, back = phone.report(base=str(NOTHING_SEEN)), phone.report(effective_on="2016-03-30", value=11)
    phone.send(sent, back)
    moment = NOON.replace(hour=10)
    send_back_report(uuid=UUID(back["uuid"]), reason="照片不清", by=cast["township_clerk"], at=moment)
    confirm_reports(uuids=[UUID(sent["uuid"])], by=cast["township_clerk"], at=moment)

    rows = {row["uuid"]: row for row in phone.client.get("/field/api/duties").json()["sent"]}
    assert (rows[sent["uuid"]]["state"], rows[back["uuid"]]["state"]) == ("confirmed", "sent_back")
    assert rows[back["uuid"]]["reason"] == "照片不清"


def test_a_team_mate_sees_what_was_sent_back_and_others_do_not(phone, cast, sign_in):
    body = phone.report()
    phone.send(body)
    send_back_report(uuid=UUID(body["uuid"]), reason="数不对", by=cast["township_clerk"], at=NOON.replace(hour=10))

    def numbers(who):
        return {row["uuid"] for row in sign_in(who).get("/field/api/duties").json()["sent"]}

    assert body["uuid"] in numbers("township_clerk")
    assert body["uuid"] not in numbers("neighbour_team")


def test_two_phones_of_one_team_differ_openly(phone, world):
    base = phone.client.get("/field/api/duties").json()["campaigns"][0]["targets"][0]["last"]["base"]
    (first,) = phone.send(phone.report(value=20, base=base))
    (second,) = phone.send(phone.report(value=25, base=base))

    assert first["receipt"]["conflict_with"] is None
    assert second["receipt"]["conflict_with"] == first["uuid"]


def test_who_reports_nowhere_has_no_duties(sign_in, world):
    assert sign_in("viewer").get("/field/api/duties").json()["campaigns"] == []


def test_the_first_password_is_changed_first(phone, cast):
    user = cast.users["village_team"]
    user.must_change_password = True
    user.save()
    answer = phone.client.get("/field/api/duties")

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "field.password_first")


def test_a_report_of_an_old_form_is_taken_in(phone):
    (answer,) = phone.send(phone.report(form="made-by-an-old-app", unit="公里", uuid=str(uuid4())))

    assert answer["receipt"]["effective_on"] == date(2016, 3, 31).isoformat()
