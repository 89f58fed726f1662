"""The township no longer stands by a report."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bairi.delivery.reports.actions.rulings import check_reason, open_docket, rule
from bairi.delivery.reports.events import ConfirmationRevoked
from bairi.delivery.reports.models import ReportState, RulingKind
from bairi.delivery.reports.permissions import REVOKE_CONFIRMATION
from bairi.delivery.reports.problems import NotConfirmed
from bairi.ground.access import Actor


@transaction.atomic
def revoke_confirmation(*, uuid: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Take a confirmation back; the report waits again.

    Raises UnknownReport, NotAllowed, NotConfirmed, ReasonMissing.
    """
    docket = open_docket(uuid, permission=REVOKE_CONFIRMATION, by=by, at=at)
    if docket.report.state != ReportState.CONFIRMED:
        raise NotConfirmed(**docket.names)
    reason = check_reason(reason, docket.names["place"])
    fact = ConfirmationRevoked(report=uuid, reason=reason)
    rule(docket, RulingKind.CONFIRMATION_REVOKED, fact, by=by, reason=reason)
