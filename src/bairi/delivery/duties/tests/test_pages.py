"""The pages of the duty log: a day in a form and a button, the team, the month, the lists."""

import io
from uuid import uuid4

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from bairi.delivery.duties.actions import log_duty, record_visit
from bairi.delivery.duties.models import DutyDay, DutyRules, Visit
from tests.cast import NOON
from tests.world import CAMPAIGN

pytestmark = pytest.mark.django_db
DAY = reverse("duty_day", args=[CAMPAIGN])
VILLAGE = "533401102202"


def post(client, name, *args, **typed):
    page = {"key": uuid4(), "place": VILLAGE, "on": "2016-03-31"}
    return client.post(reverse(name, args=[CAMPAIGN, *args]), page | typed)


def said(answer):
    return " ".join(answer.content.decode().split())


def test_the_place_is_filled_in_and_a_day_takes_a_choice_and_a_button(sign_in, log):
    client = sign_in("village_team")
    form = client.get(DAY).context["day_form"]
    assert (form.initial["place"], form.initial["where"], form.initial["on"]) == (VILLAGE, "village", "2016-03-31")

    answer = client.post(
        reverse("log_duty", args=[CAMPAIGN]), {"where": "leave:sick", **form.initial} | {"where": "leave:sick"}
    )

    assert answer.status_code == 302
    assert "Leave: Sick" in said(client.get(answer.url))
    assert DutyDay.objects.get().leave == "sick"


def test_a_change_shows_what_stood_before_struck_through(cast, sign_in, log):
    stands = log_duty(log(), by=cast["village_team"], at=NOON).day
    client = sign_in("village_team")

    answer = post(client, "log_duty", where="township", supersedes=stands.key, note="开会")

    page = said(client.get(answer.url))
    assert "<s>In the village</s>" in page
    assert "开会" in page


def test_an_entry_that_came_meanwhile_is_told_and_nothing_typed_is_lost(cast, sign_in, log):
    log_duty(log(), by=cast["village_team"], at=NOON)

    answer = post(sign_in("village_team"), "log_duty", where="township", note="开了一天会")

    assert answer.status_code == 422
    assert "was entered meanwhile" in said(answer)
    assert "开了一天会" in said(answer)


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"where": ""}, "Choose where the day was spent"), ({"where": "village", "on": "2016-04-01"}, "is after today")],
)
def test_a_day_that_cannot_go_in_says_why(sign_in, log, typed, words):
    answer = post(sign_in("village_team"), "log_duty", **typed)

    assert answer.status_code == 422
    assert words in said(answer)


def test_a_visit_goes_in_and_is_withdrawn_with_a_reason(sign_in, log):
    client = sign_in("village_team")
    answer = post(client, "record_visit", whom="张家", kind="home", team_role="servant", agreed="修屋顶")
    page = said(client.get(answer.url))
    assert "张家" in page
    assert "Servant of the people" in page

    visit = Visit.objects.get()
    refused = post(client, "withdraw_visit", visit.key, reason="")
    assert "Please say why" in said(client.get(refused.url))
    gone = post(client, "withdraw_visit", visit.key, reason="走错了门")
    assert "走错了门" in said(client.get(gone.url))


def test_the_clerk_sees_the_team_and_enters_for_a_member(sign_in, log):
    client = sign_in("township_clerk")
    page = client.get(DAY, {"place": VILLAGE})
    assert page.context["member"] is None
    assert "Second Member" in said(page)

    post(client, "log_duty", where="village", person="second")

    assert "by Township Clerk" in said(client.get(DAY, {"place": VILLAGE}))


def test_the_month_counts_and_leaves_as_a_workbook(cast, sign_in, log, visit):
    log_duty(log(), by=cast["village_team"], at=NOON)
    record_visit(visit(), by=cast["village_team"], at=NOON)
    client = sign_in("commander")
    place = {"place": VILLAGE, "month": "2016-03"}

    page = said(client.get(reverse("duty_month", args=[CAMPAIGN]), place))
    book = load_workbook(io.BytesIO(client.get(reverse("duty_month_sheet", args=[CAMPAIGN]), place).content))

    assert "1.0 of 2 members" in page
    assert "It is a default, not an order" in page
    rows = list(book.active.values)
    assert rows[0][:3] == ("Name", "Post", "Days in the village")
    assert rows[1][0] == "Village Team"
    assert (rows[1][2], rows[1][6], rows[1][-1]) == (1, 1, "V")


@pytest.mark.parametrize("month", ["2016-13", "x", "", "9999-99"])
def test_a_month_that_cannot_be_read_is_the_present_one(sign_in, log, month):
    answer = sign_in("village_team").get(reverse("duty_month", args=[CAMPAIGN]), {"month": month})

    assert answer.context["month"] == "2016-03"


def test_lists_are_typed_line_by_line_and_a_bad_line_is_named(sign_in, log):
    client, address = sign_in("data_officer"), reverse("set_duty_rules", args=[CAMPAIGN])
    typed = {
        "since_on": "2016-03-31", "issuer": "组织部", "days_a_month": 22, "team_roles": "a, 宣传员\nB b",
        "visit_kinds": "home, 入户", "leave_kinds": "sick, 病假",
    }  # fmt: skip

    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "Line 2" in said(refused)
    assert client.post(address, typed | {"team_roles": "a, 宣传员\nb, 服务员, Servant"}).status_code == 302
    assert [term["code"] for term in DutyRules.objects.get().team_roles] == ["a", "b"]
    assert "组织部" in said(client.get(address))


@pytest.mark.parametrize("name", ["duty_day", "duty_month", "duty_month_sheet", "set_duty_rules"])
def test_who_may_not_read(sign_in, log, name):
    address = reverse(name, args=[CAMPAIGN])

    assert sign_in("viewer").get(address).status_code == 403
    assert sign_in("stranger").get(address).status_code == 404
    assert sign_in("neighbour_team").get(address, {"place": VILLAGE}).status_code == 404


def test_the_page_of_the_day_asks_a_fixed_number_of_questions(cast, sign_in, log, visit, django_assert_max_num_queries):
    for _ in range(3):
        record_visit(visit(), by=cast["village_team"], at=NOON)
    client = sign_in("village_team")

    with django_assert_max_num_queries(16):
        client.get(DAY)
