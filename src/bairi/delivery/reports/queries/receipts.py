"""Receipts: what is durably kept of a report, with its hashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bairi.delivery.reports.models import Conflict, Evidence, Report
from bairi.delivery.reports.problems import UnknownReport
from bairi.ground.access import Actor, visible_to
from bairi.ground.access.known import to_moment
from bairi.ground.transparency.models import EventRow
from bairi.ground.transparency.queries import log_head

RECEIVED = "reports.report_received"
VERIFIED = "reports.target_verified"


@dataclass(frozen=True, slots=True)
class FileReceipt:
    """A file that is durably stored."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a report: what is durably kept, and its hashes.

    `digest` is the SHA-256 of the content as sent (`readings.content_digest`), `event` the leaf that the log will hold,
    `known` the intake sequence in microseconds. `is_new` is false when the same report had come in before.
    """

    uuid: UUID
    digest: str
    event: str
    known: int
    known_at: datetime
    campaign: str
    place: str
    task: str
    measure: str
    value: float
    unit: str
    effective_on: date
    state: str
    marks: tuple[str, ...] = ()
    files: tuple[FileReceipt, ...] = ()
    conflict_with: UUID | None = None
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class Leaf:
    """Where an event lies in the log: its digest in hex, its position (None while it waits for a number), and whether
    a signed checkpoint covers it, so that it can be proven."""

    event: str
    seq: int | None
    proven: bool


def leaf_of(uuid: UUID, kind: str = RECEIVED) -> Leaf | None:
    """The leaf of the first event of that kind about a report or a verification. Two queries."""
    rows = EventRow.objects.filter(subject=str(uuid), kind=kind).order_by("known", "pk")
    row = rows.values_list("digest", "seq").first()
    if row is None:
        return None
    head = log_head()
    digest, seq = row
    return Leaf(bytes(digest).hex(), seq, head is not None and seq is not None and seq < head.size)


def receipt_of(actor: Actor, uuid: UUID) -> Receipt:
    """The receipt of a report that the actor may see. Raises UnknownReport."""
    if not visible_to(actor, Report.objects).filter(uuid=uuid).exists():
        raise UnknownReport(report=uuid)
    return find_receipt(uuid)


def find_receipt(uuid: UUID) -> Receipt:
    """The receipt of a report, whoever asks. Four queries. Raises UnknownReport."""
    rows = Report.objects.select_related("campaign", "target__place", "target__measure", "target__task")
    row = rows.filter(uuid=uuid).first()
    if row is None:
        raise UnknownReport(report=uuid)
    leaf = EventRow.objects.filter(subject=str(uuid), kind=RECEIVED).values_list("digest", flat=True).first()
    files = Evidence.objects.filter(report=row).values_list("file_id", "file__size").order_by("id")
    conflict = Conflict.objects.filter(second=row).values_list("first__uuid", flat=True).first()
    return Receipt(
        uuid=row.uuid,
        digest=row.digest,
        event="" if leaf is None else bytes(leaf).hex(),
        known=row.known,
        known_at=to_moment(row.known),
        campaign=row.campaign.code,
        place=row.target.place.code,
        task=row.target.task.code,
        measure=row.target.measure.code,
        value=row.value,
        unit=row.target.measure.unit,
        effective_on=row.effective_on,
        state=row.state,
        marks=tuple(row.marks),
        files=tuple(FileReceipt(*file) for file in files),
        conflict_with=conflict,
    )
