"""The person behind an outbox file, and the names of what they reported."""

from __future__ import annotations

from collections.abc import Sequence

from bairi.delivery.reports.queries import Receipt
from bairi.edges.field.problems import ReporterGone
from bairi.ground.access import Actor
from bairi.ground.accounts.models import User
from bairi.ground.accounts.queries import actor_for
from bairi.ground.ui.words import is_english
from bairi.plan.campaigns.models import Task


def reporter(user_id: int, *, name: str) -> Actor:
    """The person by their number, with the roles they hold now. Raises ReporterGone."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise ReporterGone(name=name)
    return actor_for(user, via="device")


def task_names(receipts: Sequence[Receipt]) -> dict[str, str]:
    """The name of each report's task in the active language, by the report's number. One query."""
    rows = Task.objects.filter(campaign__code__in={r.campaign for r in receipts}, code__in={r.task for r in receipts})
    names = {
        (campaign, code): (name_en if is_english() and name_en else name)
        for campaign, code, name, name_en in rows.values_list("campaign__code", "code", "name", "name_en")
    }
    return {str(receipt.uuid): names[receipt.campaign, receipt.task] for receipt in receipts}
