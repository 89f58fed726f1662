"""All evidence of a campaign is looked at again, after its limits or the ways of looking have changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bairi.delivery.reports.actions.evidence import CHECK
from bairi.delivery.reports.events import RecheckAsked
from bairi.delivery.reports.models import Report, ReportState
from bairi.delivery.reports.permissions import CHECK_EVIDENCE
from bairi.ground.access import Actor, get_for, visible_to
from bairi.ground.jobs.actions import enqueue
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.models import Campaign


@transaction.atomic
def recheck_evidence(*, campaign: str, by: Actor, at: datetime) -> int:
    """Let every report with evidence that the actor sees be looked at in the background. Returns how many.

    Raises NotVisible, NotAllowed.
    """
    row = get_for(by, CHECK_EVIDENCE, Campaign.objects.select_related("place"), lock=False, code=campaign)
    seen = visible_to(by, Report.objects).filter(campaign=row).exclude(state=ReportState.WITHDRAWN)
    reports = seen.filter(evidence__isnull=False).distinct().order_by("known").values_list("pk", flat=True)
    count = 0
    for report in reports:
        enqueue(CHECK, at=at, key=f"{CHECK}:{report}", report=report)
        count += 1
    append(RecheckAsked(campaign=row.code, reports=count), by=by, at=at, place=row.place.code)
    return count
