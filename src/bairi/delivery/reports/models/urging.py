"""Urging (催报): who was reminded of which missing report, by whom, and by which way."""

from __future__ import annotations

from django.db import models

from bairi.ground.access import Scope
from bairi.ground.accounts.models import User
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign, Task


class Urging(models.Model):
    """One reminder to one place about what it has not reported for the period that was due on `due_on`.

    `ways` lists how it went out: {"way": "in_product" | "email" | "robot", "ok": bool, "detail": str}.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    tasks = models.ManyToManyField(Task, related_name="+")
    due_on = models.DateField()
    message = models.CharField(max_length=1000)
    ways = models.JSONField(default=list)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    scope = Scope(place="place", campaign="campaign")

    class Meta:
        ordering = ("-at",)
