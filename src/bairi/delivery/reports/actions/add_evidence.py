"""Photos and documents follow a report that came in before them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bairi.delivery.reports.actions.entries import Attachment
from bairi.delivery.reports.actions.evidence import attach, check_files
from bairi.delivery.reports.actions.rulings import open_docket, tick
from bairi.delivery.reports.events import EvidenceAdded
from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.delivery.reports.problems import NothingToDo
from bairi.delivery.reports.queries.receipts import Receipt, find_receipt
from bairi.ground.access import Actor
from bairi.ground.transparency.actions import append


@transaction.atomic
def add_evidence(*, uuid: UUID, evidence: Sequence[Attachment], by: Actor, at: datetime) -> Receipt:
    """Tie stored files to a report, each once, and return its receipt with all of them.

    Raises UnknownReport, NotAllowed, UnknownFile, NothingToDo for none, AlreadyWithdrawn.
    """
    if not evidence:
        raise NothingToDo
    docket = open_docket(uuid, permission=RECEIVE_REPORT, by=by, at=at)
    check_files(evidence)
    report = docket.report
    known = tick(docket.clock, docket.arrival, report.campaign)
    fresh = attach(report.pk, evidence, known)
    if fresh:
        fact = EvidenceAdded(report=uuid, evidence=tuple(fresh))
        append(fact, by=by, at=known, place=report.target.place.code)
    return find_receipt(uuid)
