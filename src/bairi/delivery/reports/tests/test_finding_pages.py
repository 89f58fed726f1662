"""Findings are shown where people decide: in the queue, beside the report, in a list of their own, over the API."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bairi.delivery.reports.actions import Attachment, receive_report
from bairi.delivery.reports.models import EvidenceFinding, Report
from bairi.delivery.reports.queries import confirmation_queue
from bairi.delivery.reports.queries.photo_index import index
from bairi.delivery.reports.tests.photographs import jpeg, picture
from bairi.ground.accounts.actions import create_token
from bairi.ground.files.actions import store_file
from bairi.ground.jobs.worker import run_due_jobs
from tests.cast import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(battle, cast, settings, tmp_path):
    """A sound report of the next village, then one of the village with a photo that the neighbours had used."""
    settings.BAIRI_HOME = tmp_path
    index.forget()

    def send(seed, place, who, at):
        sha256 = store_file(jpeg(picture(seed)), by=cast[who], at=at).sha256
        new = battle.report(place=place, evidence=[Attachment(sha256=sha256, name="road.jpg", taken_at=at)])
        receive_report(new, by=cast[who], at=at)

    send(1, "neighbour_village", "neighbour_team", NOON)
    send(2, "next_village", "department", NOON + timedelta(minutes=1))
    send(1, "village", "village_team", NOON + timedelta(minutes=2))
    run_due_jobs()
    return EvidenceFinding.objects.get()


def say(client, name, found, **fields):
    return client.post(reverse(name, args=["battle", found.pk]), fields, follow=True).content.decode()


def test_the_queue_begins_with_what_deserves_a_second_look(found, battle, cast, sign_in):
    villages = confirmation_queue(cast["township_clerk"], battle.campaign)
    page = sign_in("township_clerk").get(reverse("confirmation_queue", args=["battle"])).content.decode()

    assert [village.rows[0].weight for village in villages] == [93, 0]
    assert villages[0].place_code == battle.places["village"].code
    assert "1 finding about its evidence" in page
    assert "The very same photo was used before, for another place." in page


def test_the_township_is_not_told_of_places_that_it_does_not_see_and_the_inspector_is(found, sign_in):
    address = reverse("report", args=["battle", found.report.uuid])
    seen = {who: sign_in(who).get(address).content.decode() for who in ("township_clerk", "inspector", "village_team")}

    assert "The other photo belongs to a place that you do not see" in seen["township_clerk"]
    assert "红旗村" not in seen["township_clerk"]
    assert "红旗村" in seen["inspector"]
    assert "Dismiss the finding" not in seen["village_team"]


def test_the_list_filters_and_shows_dismissed_ones_apart(found, sign_in):
    client, address = sign_in("inspector"), reverse("evidence_findings", args=["battle"])

    assert "1 finding." in client.get(address).content.decode()
    assert "No finding fits" in client.get(address, {"kind": "taken_early"}).content.decode()
    assert "No finding fits" in client.get(address, {"place": "533401103"}).content.decode()
    assert "The finding is dismissed" in say(client, "dismiss_finding", found, reason="Joint road", back=address)
    assert "Nothing to look at again" in client.get(address).content.decode()
    assert "Joint road" in client.get(address, {"state": "dismissed"}).content.decode()
    assert "open again" in say(client, "reopen_finding", found)


def test_a_reason_is_asked_for_and_no_stray_address_is_followed(found, sign_in):
    client = sign_in("township_clerk")

    assert "reason" in say(client, "dismiss_finding", found, reason=" ").lower()
    went = client.post(
        reverse("dismiss_finding", args=["battle", found.pk]), {"reason": "x", "back": "https://elsewhere.example/"}
    )
    assert went["Location"] == reverse("evidence_findings", args=["battle"])


def test_the_list_asks_the_same_however_long_it_is(found, cast, sign_in, django_assert_max_num_queries):
    client, address = sign_in("inspector"), reverse("evidence_findings", args=["battle"])
    client.get(address)
    for n in range(12):
        EvidenceFinding.objects.create(
            report=found.report, key=f"x{n}", kind="taken_late", sureness=2, weight=37, known=1,
            facts={"days": 5, "taken_on": "2016-04-05", "limit": 3}, evidence=found.evidence, other=found.other,
        )  # fmt: skip
    with django_assert_max_num_queries(24):
        client.get(address)


def test_over_the_api(found, cast, client):
    def as_(who):
        return {"Authorization": f"Bearer {create_token(name='t', by=cast[who], at=NOON).secret}"}

    inspector, clerk = as_("inspector"), as_("township_clerk")
    listed = client.get("/api/v1/campaigns/battle/findings", headers=inspector).json()
    assert [(row["kind"], row["sureness"], row["beside"]["place_name"]) for row in listed] == [
        ("same_photo", "certain", "红旗村")
    ]
    (own,) = client.get(f"/api/v1/reports/{found.report.uuid}/findings", headers=clerk).json()
    assert (own["beside"], own["is_hidden"], own["facts"]) == (None, True, {"relation": "elsewhere"})
    assert client.get("/api/v1/campaigns/battle/findings", headers=as_("neighbour_team")).json() == []
    said = client.post(
        f"/api/v1/findings/{found.pk}/dismissal", {"reason": "Joint road"}, "application/json", headers=clerk
    )
    assert (said.status_code, said.json()["dismissed_reason"]) == (200, "Joint road")
    again = client.post(f"/api/v1/findings/{found.pk}/reopening", headers=clerk)
    assert again.json()["dismissed_at"] is None
    assert client.post("/api/v1/campaigns/battle/findings", headers=inspector).json() == {
        "reports": Report.objects.count()
    }
    assert client.post("/api/v1/campaigns/battle/findings", headers=clerk).status_code == 403
