"""The township stands by reports, one or many at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from bairi.delivery.reports.actions.entries import Outcome
from bairi.delivery.reports.actions.rulings import Docket, admit, open_dockets, rule
from bairi.delivery.reports.events import ReportConfirmed
from bairi.delivery.reports.models import ReportState, RulingKind
from bairi.delivery.reports.permissions import CONFIRM_REPORTS
from bairi.delivery.reports.problems import AlreadyConfirmed, NothingToDo, OwnReport, UnknownReport
from bairi.ground.access import Actor, Problem


@transaction.atomic
def confirm_reports(*, uuids: Sequence[UUID], by: Actor, at: datetime) -> Outcome:
    """Confirm reports under one group id; those that cannot be are named with their reason and stop no other.

    Raises NothingToDo for none, and the first refusal when not one could be confirmed.
    """
    if not uuids:
        raise NothingToDo
    group, done, refused = uuid4(), list[UUID](), list[tuple[UUID, Problem]]()
    dockets = open_dockets(dict.fromkeys(uuids), by=by, at=at)
    for uuid in dict.fromkeys(uuids):
        try:
            _confirm(uuid, dockets.get(uuid), group, by)
            done.append(uuid)
        except Problem as problem:
            refused.append((uuid, problem))
    if not done:
        raise refused[0][1]
    return Outcome(group, tuple(done), tuple(refused))


def _confirm(uuid: UUID, docket: Docket | None, group: UUID, by: Actor) -> None:
    """Confirm one. Every refusal comes before anything is written."""
    if docket is None:
        raise UnknownReport(report=uuid)
    admit(docket, CONFIRM_REPORTS, by)
    if docket.report.state == ReportState.CONFIRMED:
        raise AlreadyConfirmed(**docket.names)
    if by.user_id is not None and docket.report.entered_by_id == by.user_id:
        raise OwnReport(**docket.names)
    rule(docket, RulingKind.CONFIRMED, ReportConfirmed(report=uuid), by=by, group=group)
