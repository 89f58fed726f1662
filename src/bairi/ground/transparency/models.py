from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from bairi.ground.access.known import to_moment
from bairi.ground.transparency.events import Event, event_class


class EventRow(models.Model):
    """One event: what happened to one object, where, by whom and when, with the digest that is its leaf in the log.

    `seq` is the leaf's index; null until the sequencer has numbered the row. `payload` and `salt` are null once erased.
    """

    seq = models.BigIntegerField(null=True, unique=True)
    kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=80, default="")
    payload = models.TextField(null=True)
    salt = models.BinaryField(max_length=16, null=True)
    digest = models.BinaryField(max_length=32)
    place = models.CharField(max_length=40, null=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=120)
    known = models.BigIntegerField()
    group = models.UUIDField(null=True, db_column="group_id")

    class Meta:
        db_table = "transparency_event"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject"], name="event_subject"),
            models.Index(fields=["kind", "seq"], name="event_kind_seq"),
            models.Index(fields=["place", "seq"], name="event_place_seq"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(payload=None, salt=None) | models.Q(payload__isnull=False, salt__isnull=False),
                name="event_payload_and_salt_together",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {'-' if self.seq is None else self.seq}"

    @property
    def at(self) -> datetime:
        """The moment it happened, in UTC."""
        return to_moment(self.known)

    def event(self) -> Event | None:
        """The typed event; None once its payload is erased."""
        return None if self.payload is None else event_class(self.kind).from_payload(self.payload)


class Checkpoint(models.Model):
    """A signed tree head. Every one is kept, here and as a file."""

    size = models.BigIntegerField(unique=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        db_table = "transparency_checkpoint"

    def __str__(self) -> str:
        return f"checkpoint {self.size}"
