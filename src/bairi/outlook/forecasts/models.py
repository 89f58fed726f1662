"""Forecasts that were made, kept so that they can be held against what happened."""

from __future__ import annotations

from django.db import models

from bairi.ground.access import Scope
from bairi.plan.campaigns.models import Campaign


class KeptForecast(models.Model):
    """The forecast of a campaign as made at the end of `on`, from what was known at `known`, at one level of trust.

    `rows` holds for each target: [id, probability or null, low, median and high value a week on (10, 50, 90 %)].
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    on = models.DateField()
    known = models.BigIntegerField()
    made_at = models.DateTimeField()
    rows = models.JSONField()
    digest = models.CharField(max_length=64)

    scope = Scope(place="campaign__place", campaign="campaign", above=True)

    class Meta:
        ordering = ("campaign_id", "level", "on")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "level", "on"], name="forecasts_one_a_day_and_level"),
        )
