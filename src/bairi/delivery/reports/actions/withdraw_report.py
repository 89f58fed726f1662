"""A report is taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bairi.delivery.reports.actions.evidence import look_again_beside
from bairi.delivery.reports.actions.rulings import Docket, check_reason, open_docket, rule
from bairi.delivery.reports.events import ReportWithdrawn
from bairi.delivery.reports.models import ReportState, RulingKind, Verification
from bairi.delivery.reports.permissions import WITHDRAW_CONFIRMED, WITHDRAW_REPORT
from bairi.delivery.reports.problems import TownshipNeeded
from bairi.ground.access import Actor


@transaction.atomic
def withdraw_report(*, uuid: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Withdraw a report with a reason; what it had displaced stands again. One that is confirmed or verified goes only
    with the township.

    Raises UnknownReport, NotAllowed, AlreadyWithdrawn, TownshipNeeded, ReasonMissing.
    """
    docket = open_docket(uuid, permission=WITHDRAW_REPORT, by=by, at=at)
    _check_township(docket, by)
    reason = check_reason(reason, docket.names["place"])
    rule(docket, RulingKind.WITHDRAWN, ReportWithdrawn(report=uuid, reason=reason), by=by, reason=reason)
    look_again_beside(docket.report.pk, at)


def _check_township(docket: Docket, by: Actor) -> None:
    report = docket.report
    trusted = report.state == ReportState.CONFIRMED
    trusted = trusted or Verification.objects.filter(report=report, withdrawn_known=None).exists()
    target = report.target
    if trusted and not by.may(
        WITHDRAW_CONFIRMED,
        place_path=target.place.path,
        task_code=target.task.code,
        campaign_code=report.campaign.code,
    ):
        raise TownshipNeeded(**docket.names)
