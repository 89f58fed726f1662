"""The township asks the village for a better report."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bairi.delivery.reports.actions.rulings import check_reason, open_docket, rule
from bairi.delivery.reports.events import ReportSentBack
from bairi.delivery.reports.models import ReportState, RulingKind
from bairi.delivery.reports.permissions import SEND_BACK_REPORT
from bairi.delivery.reports.problems import AlreadyConfirmed, AlreadySentBack
from bairi.ground.access import Actor


@transaction.atomic
def send_back_report(*, uuid: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Send a report back with a reason that the village sees. The claim still stands as a claim until it is corrected.

    Raises UnknownReport, NotAllowed, AlreadyConfirmed, AlreadySentBack, ReasonMissing.
    """
    docket = open_docket(uuid, permission=SEND_BACK_REPORT, by=by, at=at)
    if docket.report.state == ReportState.CONFIRMED:
        raise AlreadyConfirmed(**docket.names)
    if docket.report.state == ReportState.SENT_BACK:
        raise AlreadySentBack(**docket.names)
    reason = check_reason(reason, docket.names["place"])
    rule(docket, RulingKind.SENT_BACK, ReportSentBack(report=uuid, reason=reason), by=by, reason=reason)
