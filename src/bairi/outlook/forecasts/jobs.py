"""Every running campaign's forecast is kept once a day, after its day has ended."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from bairi.delivery.reports.rules import Level
from bairi.ground.access import SYSTEM
from bairi.ground.jobs.rules import job
from bairi.outlook.forecasts.actions import keep_forecast
from bairi.plan.campaigns.models import Campaign, CampaignState
from bairi.plan.campaigns.queries import today


@job("forecasts.keep_forecasts", every=timedelta(hours=1))
def keep_forecasts() -> None:
    """Keep yesterday's forecast of every running campaign that is no replay; a second run finds it there."""
    for campaign in Campaign.objects.filter(state=CampaignState.RUNNING, replay_at=None).select_related("place"):
        yesterday = today(campaign) - timedelta(days=1)
        if campaign.start_on <= yesterday <= campaign.deadline_on and campaign.targets.exists():
            keep_forecast(campaign=campaign.code, on=yesterday, level=Level.CONFIRMED, by=SYSTEM, at=now())
