"""The lists of the duty log that hold on a day."""

from __future__ import annotations

from datetime import date

from bairi.delivery.duties.models import DutyRules
from bairi.delivery.duties.rules.lists import DEFAULT, DutyLists, from_kept
from bairi.plan.campaigns.models import Campaign


def lists_on(campaign: Campaign, on: date) -> DutyLists:
    """The edition in force on a day; the default before the first. One query."""
    row = latest_since(campaign, on)
    return DEFAULT if row is None else _lists(row)


def all_lists(campaign: Campaign) -> list[DutyLists]:
    """Every edition, the latest in force first. One query."""
    return [_lists(row) for row in DutyRules.objects.filter(campaign=campaign)]


def latest_since(campaign: Campaign, on: date) -> DutyRules | None:
    """The row of the edition in force on a day. One query."""
    return DutyRules.objects.filter(campaign=campaign, since_on__lte=on).first()


def _lists(row: DutyRules) -> DutyLists:
    return DutyLists(
        from_kept(row.team_roles),
        from_kept(row.visit_kinds),
        from_kept(row.leave_kinds),
        row.days_a_month,
        row.issuer,
        row.since_on,
    )
