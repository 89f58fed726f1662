from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from bairi.ground.access import SYSTEM
from bairi.ground.transparency.actions import Entry, append_many
from bairi.ground.transparency.events import Event, event_classes
from bairi.ground.transparency.models import EventRow

NOON = datetime(2016, 3, 31, 4, 0, tzinfo=UTC)

if "test.pipe_laid" in event_classes():
    PipeLaid = event_classes()["test.pipe_laid"]
else:

    @dataclass(frozen=True, slots=True, kw_only=True)
    class PipeLaid(Event):
        kind: ClassVar[str] = "test.pipe_laid"
        label = "Pipe laid"
        line = "Pipe %(pipe)s, %(metres)s m, laid by %(worker)s"
        personal: ClassVar[frozenset[str]] = frozenset({"worker"})
        subject: ClassVar[str | None] = "pipe"
        pipe: UUID
        metres: int
        worker: str


@pytest.fixture
def log_home(settings, tmp_path):
    """A home of its own for the log."""
    settings.BAIRI_HOME = tmp_path
    return tmp_path


@pytest.fixture
def lay(db, log_home):
    """`lay(3)` writes three events and returns their rows; `lay(1, place="533401")` at a place."""

    def laid(count: int, *, place: str | None = None, by=SYSTEM) -> list[EventRow]:
        start = EventRow.objects.count()
        events = [PipeLaid(pipe=uuid4(), metres=start + n, worker="阿布") for n in range(count)]
        with transaction.atomic():
            append_many([Entry(event, place=place) for event in events], by=by, at=NOON)
        return list(EventRow.objects.order_by("pk"))[start:]

    return laid
