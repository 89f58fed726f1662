"""Evidence behind a report: photos and documents, each named by its content."""

from __future__ import annotations

from django.db import models

from bairi.delivery.reports.models.report import Report
from bairi.ground.access import Scope
from bairi.ground.files.models import StoredFile


class Evidence(models.Model):
    """One file of one report, with what the device said of it (`taken_at`, position) kept apart from the file's own."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    caption = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    accuracy_m = models.FloatField(null=True, blank=True)
    added_known = models.BigIntegerField()
    source = models.CharField(max_length=20, blank=True)

    scope = Scope(place="report__target__place", task="report__target__task", campaign="report__campaign")

    class Meta:
        ordering = ("added_known",)
        constraints = (models.UniqueConstraint(fields=["report", "file"], name="reports_evidence_once"),)
