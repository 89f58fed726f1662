"""What a person may do to a report as it stands: the pages show these ways and no others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from bairi.delivery.reports.models import ReportState
from bairi.delivery.reports.permissions import (
    CONFIRM_REPORTS,
    RECEIVE_REPORT,
    RESOLVE_CONFLICT,
    REVOKE_CONFIRMATION,
    SEND_BACK_REPORT,
    VERIFY_TARGET,
    WITHDRAW_CONFIRMED,
    WITHDRAW_REPORT,
    WITHDRAW_VERIFICATION,
)
from bairi.delivery.reports.queries.rows import ReportRow
from bairi.ground.access import Actor
from bairi.ground.files.permissions import STORE_FILE
from bairi.plan.campaigns.models import CampaignState, Target


@dataclass(frozen=True, slots=True)
class ReportPowers:
    """Each is set where the action of that name would not refuse the person at this moment."""

    correct: bool = False
    withdraw: bool = False
    add_evidence: bool = False
    confirm: bool = False
    send_back: bool = False
    revoke: bool = False
    resolve: bool = False
    verify: bool = False
    withdraw_verification: bool = False


def report_powers(actor: Actor, row: ReportRow) -> ReportPowers:
    """What the actor may do to the report. One query."""
    target = Target.objects.select_related("place", "task", "campaign").get(pk=row.target_id)
    if target.campaign.state != CampaignState.RUNNING:
        return ReportPowers()
    may = partial(
        actor.may,
        place_path=target.place.path,
        task_code=target.task.code,
        campaign_code=target.campaign.code,
    )
    kept = row.state != ReportState.WITHDRAWN
    waits = row.is_living and row.state == ReportState.WAITING
    own = actor.user_id is not None and row.entered_by_id == actor.user_id
    trusted = row.state == ReportState.CONFIRMED or row.found is not None
    return ReportPowers(
        correct=row.is_living and may(RECEIVE_REPORT),
        withdraw=kept and may(WITHDRAW_REPORT) and (not trusted or may(WITHDRAW_CONFIRMED)),
        add_evidence=kept and may(RECEIVE_REPORT) and actor.may(STORE_FILE),
        confirm=waits and not own and may(CONFIRM_REPORTS),
        send_back=waits and may(SEND_BACK_REPORT),
        revoke=row.state == ReportState.CONFIRMED and may(REVOKE_CONFIRMATION),
        resolve=row.is_living and row.conflict_with is not None and may(RESOLVE_CONFLICT),
        verify=row.is_living and may(VERIFY_TARGET),
        withdraw_verification=may(WITHDRAW_VERIFICATION),
    )
