"""A visit that was entered wrongly is taken back; it stays, struck through."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bairi.delivery.duties.actions.checks import check_length
from bairi.delivery.duties.events import VisitWithdrawn
from bairi.delivery.duties.models import Visit
from bairi.delivery.duties.permissions import LOG_DUTY_FOR, WITHDRAW_VISIT
from bairi.delivery.duties.problems import CampaignNotRunning, ReasonMissing, VisitIsWithdrawn
from bairi.ground.access import Actor, get_for, require
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.clock import next_known
from bairi.plan.campaigns.models import CampaignState

REASON_LIMIT = 400


@transaction.atomic
def withdraw_visit(*, visit: UUID, reason: str, by: Actor, at: datetime) -> Visit:
    """Take a visit back with a reason: one's own, or another's with the right to enter for others.

    Raises NotVisible, NotAllowed, CampaignNotRunning, VisitIsWithdrawn, ReasonMissing, TextTooLong.
    """
    rows = Visit.objects.select_related("campaign", "place")
    campaign = get_for(by, WITHDRAW_VISIT, rows, lock=False, key=visit).campaign
    if campaign.state != CampaignState.RUNNING:
        raise CampaignNotRunning(campaign=campaign.name)
    known = next_known(campaign, at)
    row = get_for(by, WITHDRAW_VISIT, rows, key=visit)
    if row.person_id != by.user_id:
        require(by, LOG_DUTY_FOR, place_path=row.place.path, campaign_code=campaign.code)
    if row.withdrawn_known is not None:
        raise VisitIsWithdrawn(whom=row.whom, reason=row.withdrawn_reason)
    reason = check_length(_("The reason"), reason, REASON_LIMIT)
    if not reason:
        raise ReasonMissing(whom=row.whom)
    row.withdrawn_known, row.withdrawn_by_name, row.withdrawn_reason = known, by.name, reason
    row.save(update_fields=["withdrawn_known", "withdrawn_by_name", "withdrawn_reason"])
    append(VisitWithdrawn(visit=row.key, reason=reason), by=by, at=at, place=row.place.code)
    return row
