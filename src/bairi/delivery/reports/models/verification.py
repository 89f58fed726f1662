"""What an inspection found, beside what had been claimed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bairi.delivery.reports.models.report import Item, Report
from bairi.ground.access import Scope
from bairi.ground.accounts.models import User
from bairi.plan.campaigns.models import Campaign, Target


class VerificationMethod(models.TextChoices):
    WHOLE = "whole", _("All of it was looked at")
    SAMPLE = "sample", _("A sample was looked at")


class Verification(models.Model):
    """An inspection of a target: the claim (`report`, `claimed`), what was `inspected`, what was `found`, how.

    `value` is what the verified standing takes: the value found where all was looked at; from a sample it is the part
    found good among those inspected plus nothing for the rest, the estimate being shown beside the standing.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    target = models.ForeignKey(Target, models.PROTECT, related_name="verifications")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="verifications")
    known = models.BigIntegerField()
    effective_on = models.DateField()
    claimed = models.FloatField()
    inspected = models.FloatField()
    found = models.FloatField()
    value = models.FloatField()
    method = models.CharField(max_length=6, choices=VerificationMethod.choices)
    basis = models.CharField(max_length=200)
    note = models.CharField(max_length=1000, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    withdrawn_known = models.BigIntegerField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=80)
    source = models.CharField(max_length=20, blank=True)

    scope = Scope(place="target__place", task="target__task", campaign="campaign")

    class Meta:
        ordering = ("-effective_on", "-known")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "known"], name="reports_verification_known_once"),
            models.CheckConstraint(
                condition=Q(found__gte=0, inspected__gte=0, value__gte=0), name="reports_found_not_negative"
            ),
        )
        indexes = (models.Index(fields=["target", "effective_on", "known"], name="reports_verification_series"),)
