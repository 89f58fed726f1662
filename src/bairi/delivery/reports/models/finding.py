"""What the checks of evidence found, and what people said to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bairi.delivery.reports.models.evidence import Evidence
from bairi.delivery.reports.models.report import Report
from bairi.ground.access import Scope
from bairi.ground.accounts.models import User


class EvidenceFindingKind(models.TextChoices):
    """What can be found; the words are those of lists and filters."""

    SAME_PHOTO = "same_photo", _("Photo used before")
    NEAR_COPY = "near_copy", _("Near-copy of another photo")
    SEVERAL_WORKS = "several_works", _("One photo for several works")
    OUT_OF_PLACE = "out_of_place", _("Taken outside the place")
    FAR_FROM_USUAL = "far_from_usual", _("Far from the usual points")
    TAKEN_EARLY = "taken_early", _("Taken long before the day")
    TAKEN_LATE = "taken_late", _("Taken long after the day")
    CLOCK_IMPOSSIBLE = "clock_impossible", _("Clock impossible")
    METADATA_DIFFERS = "metadata_differs", _("Record and file differ")
    METADATA_MISSING = "metadata_missing", _("Nothing says when it was taken")
    SCREEN_PICTURE = "screen_picture", _("Picture of a screen")


class EvidenceFinding(models.Model):
    """Something about a report's evidence that is worth a second look. It accuses nobody and decides nothing.

    `key` names what it is about, once for each report; `evidence` is empty where it is about the report itself; `other`
    is the photo beside which it was found. `sureness` is 3 certain, 2 likely, 1 possible; `weight` orders the queues;
    `facts` holds the figures of its sentence with the limit that was in force. A finding that no longer holds when the
    evidence is looked at again is removed, unless a person has dismissed it; the log keeps both.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="evidence_findings")
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="findings")
    other = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=EvidenceFindingKind.choices)
    sureness = models.PositiveSmallIntegerField()
    weight = models.PositiveSmallIntegerField()
    facts = models.JSONField(default=dict)
    known = models.BigIntegerField()
    dismissed_known = models.BigIntegerField(null=True, blank=True)
    dismissed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    dismissed_by_name = models.CharField(max_length=80, blank=True)
    dismissed_reason = models.CharField(max_length=400, blank=True)

    scope = Scope(place="report__target__place", task="report__target__task", campaign="report__campaign")

    class Meta:
        ordering = ("-weight", "id")
        constraints = (
            models.UniqueConstraint(fields=["report", "key"], name="reports_finding_once"),
            models.CheckConstraint(
                condition=Q(dismissed_known=None, dismissed_by=None, dismissed_by_name="", dismissed_reason="")
                | (Q(dismissed_known__isnull=False) & ~Q(dismissed_reason="")),
                name="reports_finding_dismissed_whole",
            ),
        )
        indexes = (
            models.Index(fields=["-weight", "id"], condition=Q(dismissed_known=None), name="reports_finding_open"),
        )
