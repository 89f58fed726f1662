from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """One call to be made in the background.

    It waits until `not_before`; a worker that runs it holds the lease and prolongs it. A lease that ran out means
    that the worker is gone, and the job runs again. `key` keeps a second one of the same key from waiting beside it.
    """

    name = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=120, default="", blank=True)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=40, default="", blank=True)
    enqueued_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.TextField(default="", blank=True)
    steps_done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["not_before", "id"], condition=Q(done_at=None, failed_at=None), name="jobs_open")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["key"],
                condition=~Q(key="") & Q(attempts=0, done_at=None, failed_at=None),
                name="jobs_one_waiting_by_key",
            ),
            models.CheckConstraint(condition=Q(done_at=None) | Q(failed_at=None), name="jobs_done_or_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class Schedule(models.Model):
    """When a periodic job is due next."""

    name = models.CharField(max_length=80, primary_key=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
