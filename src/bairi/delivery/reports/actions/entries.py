"""What the actions take in and give back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from bairi.delivery.reports.queries.receipts import Receipt
from bairi.ground.access import Problem


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is stored already, and what the device said of it."""

    sha256: str
    name: str = ""
    caption: str = ""
    taken_at: datetime | None = None
    lon: float | None = None
    lat: float | None = None
    accuracy_m: float | None = None


@dataclass(frozen=True, slots=True)
class NewReport:
    """A claim as it is sent. Places, tasks and measures are named by their codes.

    `measure` "" is the one that counts. `value` is what was typed: the total, or how many more (`entered_as`); a report
    on an item gives `item` and `stage` instead. `base` is the report that the reporter saw last, `NOTHING_SEEN` for
    none, None when nobody says so. `entered_for` names the person on whose word a clerk enters it.
    """

    uuid: UUID
    campaign: str
    place: str
    task: str
    effective_on: date
    value: float | None = None
    measure: str = ""
    entered_as: str = "total"
    unit: str = ""
    base: UUID | None = None
    supersedes: Sequence[UUID] = ()
    item: UUID | None = None
    stage: str = ""
    note: str = ""
    entered_for: str = ""
    evidence: Sequence[Attachment] = ()
    skew_ms: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a bulk action came to: the reports done under one group, and those refused with their reasons."""

    group: UUID
    done: tuple[UUID, ...] = ()
    refused: tuple[tuple[UUID, Problem], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetOutcome:
    """One receipt (or None) for each entry in order, and the refused ones by their index."""

    receipts: tuple[Receipt | None, ...] = ()
    refused: tuple[tuple[int, Problem], ...] = ()


@dataclass(frozen=True, slots=True)
class NewVerification:
    """What an inspection found: `found` good among `inspected`, by looking at the whole or at a sample.

    `report` is the claim inspected, the one standing on that day where left out. `basis` names the inspection.
    """

    campaign: str
    place: str
    task: str
    effective_on: date
    found: float
    inspected: float
    basis: str
    method: str = "whole"
    measure: str = ""
    item: UUID | None = None
    report: UUID | None = None
    note: str = ""
    supersedes: UUID | None = None
    source: str = ""
    uuid: UUID = field(default_factory=uuid4)
