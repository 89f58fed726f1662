"""Reads of the duty log: the actor first, dataclasses back."""

from bairi.delivery.duties.queries.days import (
    DayRow,
    VisitRow,
    days_in,
    duty_of,
    own_days,
    own_visits,
    team_on,
    visit_row,
    visits_in,
)
from bairi.delivery.duties.queries.lists import all_lists, lists_on
from bairi.delivery.duties.queries.month import MemberMonth, MonthSummary, month_summary
from bairi.delivery.duties.queries.month_sheet import month_sheet
from bairi.delivery.duties.queries.people import Member, members_of, team_villages
from bairi.delivery.duties.queries.villages import duty_village, duty_villages, require_view, village_for

__all__ = [
    "DayRow",
    "Member",
    "MemberMonth",
    "MonthSummary",
    "VisitRow",
    "all_lists",
    "days_in",
    "duty_of",
    "duty_village",
    "duty_villages",
    "lists_on",
    "members_of",
    "month_sheet",
    "month_summary",
    "own_days",
    "own_visits",
    "require_view",
    "team_on",
    "team_villages",
    "village_for",
    "visit_row",
    "visits_in",
]
