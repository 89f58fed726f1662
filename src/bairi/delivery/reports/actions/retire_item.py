"""An item is taken off the list of its task."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bairi.delivery.reports.actions.rulings import check_reason, check_running, lock_clock
from bairi.delivery.reports.events import ItemRetired
from bairi.delivery.reports.models import Item, Report, ReportState
from bairi.delivery.reports.permissions import RETIRE_ITEM
from bairi.delivery.reports.problems import ItemHasReports, ItemIsRetired
from bairi.ground.access import Actor, get_for
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.queries import today


@transaction.atomic
def retire_item(*, item: UUID, reason: str, by: Actor, at: datetime) -> Item:
    """Take an item off the list with a reason: nothing is reported on it any more. Its reports are withdrawn before.

    Raises NotVisible, NotAllowed, CampaignIsClosed, ReasonMissing, ItemHasReports, ItemIsRetired.
    """
    rows = Item.objects.select_related("task__campaign", "place")
    lock_clock(get_for(by, RETIRE_ITEM, rows, lock=False, key=item).task.campaign_id)
    row = get_for(by, RETIRE_ITEM, rows, key=item)
    campaign = row.task.campaign
    check_running(campaign)
    if row.retired_on is not None:
        raise ItemIsRetired(name=row.name, retired_on=row.retired_on)
    reason = check_reason(reason, row.place.name)
    if Report.objects.filter(item=row).exclude(state=ReportState.WITHDRAWN).exists():
        raise ItemHasReports(name=row.name)
    row.retired_on = today(campaign)
    row.save(update_fields=["retired_on"])
    fact = ItemRetired(
        item=row.key, campaign=campaign.code, task=row.task.code, retired_on=row.retired_on, reason=reason
    )
    append(fact, by=by, at=at, place=row.place.code)
    return row
