"""The report: an immutable claim by a named person about one target in one place, effective on one day."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bairi.ground.access import Scope
from bairi.ground.accounts.models import User
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign, Target, Task


class Item(models.Model):
    """One work or household that counts towards an itemised task. `quantity` is what it counts for."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    task = models.ForeignKey(Task, models.PROTECT, related_name="items")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    quantity = models.FloatField(default=1.0)
    retired_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=20, blank=True)

    scope = Scope(place="place", task="task", campaign="task__campaign")

    class Meta:
        ordering = ("place_id", "name")

    def __str__(self) -> str:
        return self.name


class EntryKind(models.TextChoices):
    TOTAL = "total", _("the total")
    MORE = "more", _("how many more")


class ReportState(models.TextChoices):
    """Where a report stands with the township. Superseded is not a state: that is said by a living superseder."""

    WAITING = "waiting", _("Waiting for confirmation")
    CONFIRMED = "confirmed", pgettext_lazy("state", "Confirmed")
    SENT_BACK = "sent_back", _("Sent back")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Report(models.Model):
    """A claim. Nothing claimed in it changes after intake; what happens to it are rulings and superseding reports.

    `state` is what its rulings come to, kept by the same transaction as each ruling (`check_standing` compares them).
    `known` is the intake sequence (microseconds, strictly growing in a campaign). `value` is the total claimed, rounded
    to three decimals; `entered_as` and `entered_value` keep how it was typed, `base` the report that the reporter saw
    last. `marks` is a list of codes of doubtful traits (above_target, falling, jump, late, clock, proxy,
    conflict). An item's report names the stage reached; its `entered_value` is what the item counts for, its `value`
    what that comes to in the measure that counts. `skew_ms` is the phone's clock minus the server's, where measured.
    `entered_by` is the one who typed, who may do so for a village without a phone (`is_proxy`, on the word of
    `entered_for`); another clerk confirms.
    """

    uuid = models.UUIDField(unique=True)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", db_index=False)
    target = models.ForeignKey(Target, models.PROTECT, related_name="reports", db_index=False)
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="reports")
    known = models.BigIntegerField()
    effective_on = models.DateField()
    value = models.FloatField()
    entered_as = models.CharField(max_length=5, choices=EntryKind.choices, default=EntryKind.TOTAL)
    entered_value = models.FloatField()
    base = models.UUIDField(null=True, blank=True)
    supersedes = models.ManyToManyField("self", symmetrical=False, related_name="superseded_by")
    stage = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    marks = models.JSONField(default=list)
    via = models.CharField(max_length=8)
    skew_ms = models.IntegerField(null=True, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    entered_by_name = models.CharField(max_length=80)
    entered_for = models.CharField(max_length=80, blank=True)
    is_proxy = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.WAITING)
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=20, blank=True)

    scope = Scope(place="target__place", task="target__task", campaign="campaign")

    class Meta:
        ordering = ("-effective_on", "-known")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "known"], name="reports_known_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="reports_value_not_negative"),
        )
        indexes = (
            models.Index(fields=["target", "item", "effective_on", "known"], name="reports_series"),
            models.Index(fields=["target"], condition=Q(state=ReportState.WAITING), name="reports_waiting"),
            models.Index(fields=["entered_by", "known"], name="reports_sent"),
        )


class RulingKind(models.TextChoices):
    CONFIRMED = "confirmed", pgettext_lazy("state", "Confirmed")
    CONFIRMATION_REVOKED = "confirmation_revoked", _("Confirmation revoked")
    SENT_BACK = "sent_back", _("Sent back")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Ruling(models.Model):
    """What was decided about a report, by whom, known when. The latest rulings say its state."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="rulings", db_index=False)
    kind = models.CharField(max_length=20, choices=RulingKind.choices)
    known = models.BigIntegerField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    by_name = models.CharField(max_length=80)
    reason = models.CharField(max_length=400, blank=True)

    scope = Scope(place="report__target__place", task="report__target__task", campaign="report__campaign")

    class Meta:
        ordering = ("known",)
        indexes = (models.Index(fields=["report", "known"], name="reports_ruling_known"),)


class Conflict(models.Model):
    """Two reports of one target, the later made without having seen the earlier. Stands until a person resolves it."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="conflicts")
    first = models.ForeignKey(Report, models.PROTECT, related_name="+")
    second = models.ForeignKey(Report, models.PROTECT, related_name="+")
    opened_known = models.BigIntegerField()
    resolved_known = models.BigIntegerField(null=True, blank=True)
    resolution = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="+")
    resolved_by_name = models.CharField(max_length=80, blank=True)

    scope = Scope(place="target__place", task="target__task", campaign="target__campaign")

    class Meta:
        ordering = ("opened_known",)
        constraints = (
            models.UniqueConstraint(fields=["first", "second"], name="reports_conflict_once"),
            models.CheckConstraint(
                condition=Q(resolved_known=None, resolved_by_name="") | Q(resolved_known__isnull=False),
                name="reports_conflict_resolved_whole",
            ),
        )
