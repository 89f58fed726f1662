"""The cockpit kept at hand: never stale, the same as one made anew, few queries."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import uuid4

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bairi.delivery.reports import actions as reports
from bairi.delivery.reports.rules import Level
from bairi.delivery.rollups.queries import view
from bairi.ground.transparency.models import EventRow
from bairi.outlook.cockpit.queries import live
from bairi.outlook.cockpit.queries.cockpit import cockpit_of
from bairi.outlook.cockpit.queries.picture import picture
from bairi.plan.campaigns import actions as plan
from bairi.plan.campaigns.models import Campaign
from tests.cast import NOON
from tests.world import CAMPAIGN, TASK, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    live.forget()
    yield
    live.forget()


@pytest.fixture
def replayed(cast, world) -> Campaign:
    """The world's campaign with its clock at the evening of its day."""
    campaign = Campaign.objects.get(code=CAMPAIGN)
    campaign.replay_at = NOON + timedelta(hours=6)
    campaign.save(update_fields=["replay_at"])
    return campaign


def land(cast, value: float) -> None:
    village = cast.places["village"].code
    new = reports.NewReport(uuid=uuid4(), campaign=CAMPAIGN, place=village, task=TASK, effective_on=TODAY, value=value)
    reports.receive_report(new, by=cast["village_team"], at=NOON + timedelta(hours=1))


def test_a_report_that_lands_shows_at_once_and_equals_a_page_made_anew(cast, replayed) -> None:
    asked = view(cast["commander"], CAMPAIGN)
    before = live.live_cockpit(asked, Level.REPORTED).page
    land(cast, 31.0)

    after = live.live_cockpit(asked, Level.REPORTED).page

    fresh = cockpit_of(picture(asked, Level.REPORTED))
    assert after.header.reported != before.header.reported
    assert after.header.reported == pytest.approx(fresh.header.reported)
    assert np.allclose(after.whole.curves, fresh.whole.curves)
    assert [row.whole.figure for row in after.rows] == pytest.approx([row.whole.figure for row in fresh.rows])


def test_a_target_that_a_report_completes_is_done_at_once(cast, replayed) -> None:
    asked = view(cast["commander"], CAMPAIGN)
    live.live_cockpit(asked, Level.REPORTED)
    land(cast, 40.0)

    page = live.live_cockpit(asked, Level.REPORTED).page

    assert page.header.counts["done"] == 1


def test_a_change_of_the_plan_makes_the_page_anew(cast, replayed) -> None:
    asked = view(cast["commander"], CAMPAIGN)
    before = live.live_cockpit(asked, Level.REPORTED).page
    plan.set_weights(
        campaign=CAMPAIGN, lines={"infra": 3.0}, tasks={TASK: 2.0}, reason="新权重", by=cast["commander"], at=NOON
    )

    after = live.live_cockpit(view(cast["commander"], CAMPAIGN), Level.REPORTED).page

    assert after is not before


@pytest.mark.django_db(transaction=True)
def test_a_forecast_that_lacks_a_report_is_made_anew_beside_the_next_request(cast, replayed, monkeypatch) -> None:
    asked = view(cast["commander"], CAMPAIGN)
    first = live.live_cockpit(asked, Level.REPORTED)
    land(cast, 31.0)
    monkeypatch.setattr(live, "FORECAST_SECONDS", 0.0)

    second = live.live_cockpit(asked, Level.REPORTED)
    for thread in threading.enumerate():
        if thread.name == "forecast":
            thread.join(20)
    third = live.live_cockpit(asked, Level.REPORTED)

    assert second.page.picture.forecast_at == first.page.picture.forecast_at
    assert third.page.picture.forecast_at > first.page.picture.forecast_at
    assert third.page.header.reported == pytest.approx(second.page.header.reported)
    assert second.seconds == live.RENEWING_SECONDS < third.seconds


def test_a_forecast_that_lacks_a_report_for_long_is_waited_for(cast, replayed, monkeypatch) -> None:
    asked = view(cast["commander"], CAMPAIGN)
    first = live.live_cockpit(asked, Level.REPORTED)
    land(cast, 31.0)
    live.live_cockpit(asked, Level.REPORTED)
    monkeypatch.setattr(live, "LONGEST_SECONDS", 0.0)

    assert live.live_cockpit(asked, Level.REPORTED).page.picture.forecast_at > first.page.picture.forecast_at


def test_an_event_that_was_committed_late_is_not_missed(cast, replayed) -> None:
    asked = view(cast["commander"], CAMPAIGN)
    greatest = EventRow.objects.order_by("-pk").first()
    EventRow.objects.filter(pk=greatest.pk).update(id=greatest.pk + 5)  # of another transaction, committed first
    before = live.live_cockpit(asked, Level.REPORTED).page
    land(cast, 31.0)
    landed = EventRow.objects.order_by("-pk").filter(kind="reports.report_received").first()
    EventRow.objects.filter(pk=landed.pk).update(id=greatest.pk + 2)

    after = live.live_cockpit(asked, Level.REPORTED).page

    assert after.header.reported != before.header.reported


def test_the_page_of_nothing_new_is_the_same_and_asks_little(sign_in, cast, replayed) -> None:
    client = sign_in("commander")
    address = reverse("cockpit", args=[CAMPAIGN])
    first = client.get(address)

    with CaptureQueriesContext(connection) as queries:
        second = client.get(address)

    assert first.status_code == second.status_code == 200
    assert len(second.content) == len(first.content)
    assert len(queries) <= 12


def test_the_page_after_a_report_asks_little_and_shows_it(sign_in, cast, replayed) -> None:
    client = sign_in("commander")
    address = reverse("cockpit", args=[CAMPAIGN]) + "?basis=reported"
    first = client.get(address).content
    land(cast, 33.3)

    with CaptureQueriesContext(connection) as queries:
        second = client.get(address).content

    assert first != second
    assert len(queries) <= 12


def test_each_person_gets_a_page_of_their_own(sign_in, cast, replayed) -> None:
    address = reverse("cockpit", args=[CAMPAIGN])
    sign_in("commander").get(address)

    clerk = sign_in("township_clerk").get(address).content.decode()

    assert "Township Clerk" in clerk
    assert "Commander" not in clerk
    assert "红旗村" not in clerk


def test_forms_of_a_kept_page_carry_a_token_that_works(cast, replayed) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.users["commander"])
    address = reverse("cockpit", args=[CAMPAIGN])
    strict.get(address)
    page = strict.get(address).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]

    answer = strict.post(reverse("set_language"), {"language": "en", "next": "/", "csrfmiddlewaretoken": token})

    assert answer.status_code == 302


def test_a_kept_page_takes_the_token_of_the_session_that_asks(cast, replayed) -> None:
    address = reverse("cockpit", args=[CAMPAIGN])
    for _session in range(2):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(cast.users["commander"])
        token = strict.get(address).content.decode().split('name="csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]
        answer = strict.post(reverse("set_language"), {"language": "en", "next": "/", "csrfmiddlewaretoken": token})

        assert answer.status_code == 302
