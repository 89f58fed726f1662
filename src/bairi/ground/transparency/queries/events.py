from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from bairi.ground.access import Actor
from bairi.ground.transparency.events import event_class, event_classes
from bairi.ground.transparency.models import Checkpoint, EventRow
from bairi.ground.transparency.permissions import SEE_PERSONAL_DATA, events_q
from bairi.ground.transparency.problems import NothingLogged

MAX_SEQ = 2**63 - 1


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event as the page shows it, in the active language."""

    pk: int
    seq: int | None
    at: datetime
    label: str
    text: str
    place: str | None
    by: str
    erased: bool
    proven: bool


@dataclass(frozen=True, slots=True)
class LogHead:
    """The newest checkpoint: over how many events, signed when."""

    size: int
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class EventPage:
    """A page of events, newest first; `before` asks for the next one, None at the end."""

    lines: list[EventLine]
    before: int | None
    head: LogHead | None


def log_head() -> LogHead | None:
    """The newest checkpoint; None before the first. One query."""
    row = Checkpoint.objects.order_by("-size").values_list("size", "signed_at").first()
    return None if row is None else LogHead(*row)


def events_since(seq: int | None, *, kinds: Iterable[str] | None = None, limit: int = 1000) -> list[EventRow]:
    """Numbered events after leaf `seq` (None: from the first), in log order, at most `limit`.

    A reader keeps the last `seq` it has handled and so meets each event once. Never read by id: a row with a lower id
    may commit later.
    """
    rows = EventRow.objects.filter(seq__gt=-1 if seq is None else seq)
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    return list(rows.order_by("seq")[:limit])


def events_of(actor: Actor, subject: str) -> list[EventLine]:
    """The history of one object as far as the actor sees it, oldest first. Two queries."""
    rows = EventRow.objects.filter(events_q(actor), subject=subject).order_by("known", "pk")
    return _lines(rows, actor, log_head())


def event_lines(
    actor: Actor, *, kind: str | None = None, place: str | None = None, before: int | None = None, size: int = 50
) -> EventPage:
    """A page of the events that the actor sees, newest first; `before` is the id to go on from. Two queries."""
    rows = EventRow.objects.filter(events_q(actor))
    if kind:
        rows = rows.filter(kind=kind)
    if place:
        rows = rows.filter(place=place)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: size + 1])
    more = found[size - 1].pk if len(found) > size else None
    head = log_head()
    return EventPage(_lines(found[:size], actor, head), more, head)


def event_numbered(actor: Actor, seq: int) -> EventLine:
    """The event with this number in the log, as the page shows it. Raises NothingLogged."""
    return _lines([event_row(actor, seq)], actor, log_head())[0]


def event_row(actor: Actor, seq: int) -> EventRow:
    """The event with this number in the log. Raises NothingLogged. One query."""
    row = EventRow.objects.filter(events_q(actor), seq=seq).first() if seq <= MAX_SEQ else None
    if row is None:
        raise NothingLogged(subject=seq)
    return row


def kind_choices() -> list[tuple[str, str]]:
    """Every kind of event with its label in the active language, by label."""
    return sorted(((kind, str(cls.label)) for kind, cls in event_classes().items()), key=lambda choice: choice[1])


def _lines(rows: Iterable[EventRow], actor: Actor, head: LogHead | None) -> list[EventLine]:
    """The rows as the actor may read them: personal fields are masked without the permission."""
    masked = not actor.may(SEE_PERSONAL_DATA)
    size = 0 if head is None else head.size
    lines = []
    for row in rows:
        label, text = _words(row, masked=masked)
        lines.append(
            EventLine(
                pk=row.pk, seq=row.seq, at=row.at, label=label, text=text, place=row.place, by=row.by_name,
                erased=row.personal is None, proven=row.seq is not None and row.seq < size,
            )
        )  # fmt: skip
    return lines


def _words(row: EventRow, *, masked: bool) -> tuple[str, str]:
    try:
        cls = event_class(row.kind)
    except KeyError:
        return row.kind, gettext("This installation has no room that reads events of this kind.")
    label = str(cls.label)
    event = row.event()
    return label, cls.describe_erased(row.payload) if event is None else event.describe(masked=masked)
