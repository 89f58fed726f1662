"""Forecasts are kept once a day as made then, and held against what happened."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from bairi.delivery.reports import actions as reports
from bairi.delivery.reports.rules import Level
from bairi.ground.access import SYSTEM, NotAllowed, NotVisible
from bairi.ground.transparency.models import EventRow
from bairi.outlook.forecasts.actions import keep_forecast
from bairi.outlook.forecasts.jobs import keep_forecasts
from bairi.outlook.forecasts.models import KeptForecast
from bairi.outlook.forecasts.queries import forecast_quality
from bairi.plan.campaigns.models import Campaign
from tests.cast import NOON
from tests.world import CAMPAIGN, TASK, TODAY

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=10)


def land(cast, value: float, days: int) -> None:
    new = reports.NewReport(
        uuid=uuid4(), campaign=CAMPAIGN, place=cast.places["village"].code, task=TASK,
        effective_on=TODAY + timedelta(days=days), value=value,
    )  # fmt: skip
    reports.receive_report(new, by=cast["village_team"], at=NOON + timedelta(days=days))


def test_a_day_keeps_its_forecast_as_made_then(cast, world) -> None:
    first = keep_forecast(campaign=CAMPAIGN, on=TODAY, level=Level.REPORTED, by=cast["commander"], at=LATER)
    land(cast, 39.0, 1)

    again = keep_forecast(campaign=CAMPAIGN, on=TODAY, level=Level.REPORTED, by=cast["commander"], at=LATER)

    assert again.pk == first.pk
    assert EventRow.objects.filter(kind="forecasts.forecast_kept").count() == 1


def test_the_forecast_knows_nothing_of_later_reports(cast, world) -> None:
    before = keep_forecast(campaign=CAMPAIGN, on=TODAY, level=Level.REPORTED, by=cast["commander"], at=LATER).rows
    KeptForecast.objects.all().delete()
    land(cast, 39.0, 1)

    after = keep_forecast(campaign=CAMPAIGN, on=TODAY, level=Level.REPORTED, by=cast["commander"], at=LATER).rows

    assert after == before


def test_a_value_a_week_on_is_held_against_its_range(cast, world) -> None:
    keep_forecast(campaign=CAMPAIGN, on=TODAY, level=Level.REPORTED, by=cast["commander"], at=LATER)
    land(cast, 39.9, 3)

    found = forecast_quality(cast["commander"], CAMPAIGN, Level.REPORTED)

    assert found.targets == 1
    assert found.weeks[0].within + found.weeks[0].above + found.weeks[0].below == 1
    assert found.deadline is not None or Campaign.objects.get().deadline_on > TODAY


@pytest.mark.parametrize(
    ("who", "problem"), [("stranger", NotVisible), ("village_team", NotAllowed), ("viewer", NotAllowed)]
)
def test_who_may_not_keep_one(cast, world, who, problem) -> None:
    with pytest.raises(problem):
        keep_forecast(campaign=CAMPAIGN, on=TODAY, by=cast[who], at=LATER)

    assert not KeptForecast.objects.exists()


def test_the_daily_job_keeps_yesterday_and_leaves_replays_alone(cast, world) -> None:
    campaign = Campaign.objects.get(code=CAMPAIGN)
    keep_forecasts()
    assert not KeptForecast.objects.exists()  # its deadline is long past

    assert keep_forecast(campaign=campaign.code, on=TODAY, by=SYSTEM, at=LATER).on == TODAY


def test_the_page_says_what_is_there_and_what_is_not(sign_in, cast, world) -> None:
    address = reverse("forecast_quality", args=[CAMPAIGN])
    empty = sign_in("commander").get(address)
    keep_forecast(campaign=CAMPAIGN, on=TODAY, by=cast["commander"], at=LATER)
    full = sign_in("commander").get(address)

    assert (empty.status_code, full.status_code) == (200, 200)
    assert sign_in("stranger").get(address).status_code == 404
