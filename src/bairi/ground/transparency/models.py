from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from bairi.ground.access.known import to_moment
from bairi.ground.transparency.events import Event, event_class
from bairi.ground.transparency.rules.envelope import digest, envelope, personal_part


class EventRow(models.Model):
    """One event: what happened to one object, where, by whom and when, with the digest that is its leaf in the log.

    `seq` is the leaf's index; null until the sequencer has numbered the row. Once the personal part is erased,
    `personal` and its salt are null, `by_name` is empty, and `personal_digest` stands for them.
    """

    seq = models.BigIntegerField(null=True, unique=True)
    kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=80, default="")
    payload = models.TextField()
    salt = models.BinaryField(max_length=16)
    personal = models.TextField(null=True)
    personal_salt = models.BinaryField(max_length=16, null=True)
    personal_digest = models.BinaryField(max_length=32, null=True)
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
                condition=models.Q(personal__isnull=False, personal_salt__isnull=False, personal_digest=None)
                | models.Q(personal=None, personal_salt=None, personal_digest__isnull=False),
                name="event_personal_kept_or_erased",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {'-' if self.seq is None else self.seq}"

    @property
    def at(self) -> datetime:
        """The moment it happened, in UTC."""
        return to_moment(self.known)

    def event(self) -> Event | None:
        """The typed event; None once its personal part is erased. Raises KeyError for a kind no room declares."""
        return None if self.personal is None else event_class(self.kind).from_payload(self.payload, self.personal)

    def personal_part(self) -> bytes:
        """The personal part of what the digest commits to. Raises ValueError once it is erased."""
        if self.personal is None:
            raise ValueError("erased")
        return personal_part(self.by_name, self.personal)

    def envelope(self) -> bytes:
        """What the digest commits to, composed from the columns."""
        if self.personal is None or self.personal_salt is None:
            sealed = bytes(self.personal_digest or b"")
        else:
            sealed = digest(bytes(self.personal_salt), self.personal_part())
        return envelope(
            kind=self.kind, payload=self.payload, personal=sealed, place=self.place, by_id=self.by_id,
            known=self.known, group=self.group,
        )  # fmt: skip


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
