"""A photo or a document is sent straight to its report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from bairi.delivery.reports.actions.add_evidence import add_evidence
from bairi.delivery.reports.actions.entries import Attachment
from bairi.delivery.reports.models import Report
from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.delivery.reports.queries.receipts import receipt_of
from bairi.ground.access import Actor, get_for, require
from bairi.ground.files.actions import store_file
from bairi.ground.files.permissions import STORE_FILE


@dataclass(frozen=True, slots=True)
class SentEvidence:
    """The receipt of one file of a report: it is on disk under its SHA-256. `is_new` is false when it was there."""

    report: UUID
    sha256: str
    size: int
    is_new: bool


def send_evidence(*, uuid: UUID, file: BinaryIO | bytes, about: Attachment, by: Actor, at: datetime) -> SentEvidence:
    """Store a file and tie it to a report; `about` is what the device said of it, its hash is found here.

    The same bytes for the same report again change nothing. No byte is kept for a
    report that the actor does not see or may not report on. The file is on disk before the report's lock is taken.

    Raises UnknownReport, NotAllowed, AlreadyWithdrawn, and the refusals of `store_file`.
    """
    before = receipt_of(by, uuid)
    get_for(by, RECEIVE_REPORT, Report.objects.select_related("target__place", "target__task"), lock=False, uuid=uuid)
    require(by, STORE_FILE)
    stored = store_file(file, by=by, at=at)
    add_evidence(uuid=uuid, evidence=[replace(about, sha256=stored.sha256)], by=by, at=at)
    is_new = stored.sha256 not in {kept.sha256 for kept in before.files}
    return SentEvidence(uuid, stored.sha256, stored.size, is_new)
