"""A person has looked at a finding and says why it is nothing; or looks again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bairi.delivery.reports.actions.facts import Arrival
from bairi.delivery.reports.actions.rulings import check_reason, check_running, lock_clock, tick
from bairi.delivery.reports.events import FindingDismissed, FindingReopened
from bairi.delivery.reports.models import EvidenceFinding
from bairi.delivery.reports.permissions import DISMISS_FINDING
from bairi.delivery.reports.problems import FindingIsDismissed, FindingIsOpen, OwnReport
from bairi.ground.access import Actor, get_for
from bairi.ground.transparency.actions import append
from bairi.ground.transparency.events import Event

ROWS = EvidenceFinding.objects.select_related("report__campaign", "report__target__place", "report__target__task")


@transaction.atomic
def dismiss_finding(*, finding: int, reason: str, by: Actor, at: datetime) -> EvidenceFinding:
    """Say why a finding is nothing. It stays beside the report with the reason, and no longer sorts the queues.

    Raises NotVisible, NotAllowed, OwnReport, CampaignIsClosed, FindingIsDismissed, ReasonMissing, TextTooLong.
    """
    row = _open(finding, by)
    if row.dismissed_known is not None:
        raise FindingIsDismissed(by=row.dismissed_by_name, reason=row.dismissed_reason)
    reason = check_reason(reason, row.report.target.place.name)
    fact = FindingDismissed(report=row.report.uuid, what=row.kind, photo=_photo(row), reason=reason)
    row.dismissed_known = _log(row, fact, by, at)
    row.dismissed_by_id, row.dismissed_by_name, row.dismissed_reason = by.user_id, by.name, reason
    row.save(update_fields=["dismissed_known", "dismissed_by", "dismissed_by_name", "dismissed_reason"])
    return row


@transaction.atomic
def reopen_finding(*, finding: int, by: Actor, at: datetime) -> EvidenceFinding:
    """Take a dismissal back. Raises NotVisible, NotAllowed, OwnReport, CampaignIsClosed, FindingIsOpen."""
    row = _open(finding, by)
    if row.dismissed_known is None:
        raise FindingIsOpen
    _log(row, FindingReopened(report=row.report.uuid, what=row.kind, photo=_photo(row)), by, at)
    row.dismissed_known, row.dismissed_by, row.dismissed_by_name, row.dismissed_reason = None, None, "", ""
    row.save(update_fields=["dismissed_known", "dismissed_by", "dismissed_by_name", "dismissed_reason"])
    return row


def _open(finding: int, by: Actor) -> EvidenceFinding:
    """The finding within the actor's scope, permitted, locked; nobody judges evidence of their own."""
    row = get_for(by, DISMISS_FINDING, ROWS, pk=finding)
    report = row.report
    if by.user_id is not None and report.entered_by_id == by.user_id:
        raise OwnReport(place=report.target.place.name, task=report.target.task.name)
    check_running(report.campaign)
    return row


def _photo(row: EvidenceFinding) -> str | None:
    return None if row.evidence is None else row.evidence.file_id


def _log(row: EvidenceFinding, fact: Event, by: Actor, at: datetime) -> int:
    report = row.report
    known = tick(lock_clock(report.campaign_id), Arrival.of(at), report.campaign)
    append(fact, by=by, at=known, place=report.target.place.code)
    return known
