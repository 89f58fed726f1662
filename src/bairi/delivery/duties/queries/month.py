"""A month of a village work team: days in the village of each member, and the visits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from bairi.delivery.duties.models import Presence
from bairi.delivery.duties.queries.days import days_in, visits_in
from bairi.delivery.duties.queries.lists import lists_on
from bairi.delivery.duties.queries.people import Member, members_of
from bairi.delivery.duties.rules.lists import DutyLists, Term, term_of
from bairi.delivery.duties.rules.months import Sum, add_up, days_of, owed_days
from bairi.ground.access import Actor
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import today


@dataclass(frozen=True, slots=True)
class MemberMonth:
    """A member's month. `marks` holds for each day a presence, "" for no entry, "owed" where one is missing."""

    member: Member
    marks: tuple[str, ...]
    sum: Sum
    visits: int


@dataclass(frozen=True, slots=True)
class MonthSummary:
    """The month of a team. `in_village` counts for each day with an entry who was in the village.

    The members stand in the team's own order: the log is kept to know who can be met where, not to rank persons.
    """

    place: Place
    first_on: date
    days: tuple[date, ...]
    members: tuple[MemberMonth, ...]
    in_village: tuple[int, ...]
    visits: int
    by_kind: tuple[tuple[Term, int], ...]
    by_role: tuple[tuple[Term, int], ...]
    lists: DutyLists


def month_summary(actor: Actor, campaign: Campaign, place: Place, first_on: date) -> MonthSummary:
    """The month that begins on `first_on`, as the entries stand now. Five queries."""
    days, now = days_of(first_on), today(campaign)
    lists = lists_on(campaign, max(campaign.start_on, min(days[-1], now)))
    owed = owed_days(
        days,
        start_on=campaign.start_on,
        today=now,
        days_off=[date.fromisoformat(day) for day in campaign.days_off],
        weekly_off=campaign.weekly_off,
    )
    entries = days_in(actor, campaign, place, days[0], days[-1])
    visits = [row for row in visits_in(actor, campaign, place, days[0], days[-1]) if not row.withdrawn_reason]
    said: dict[str, dict[date, str]] = {}
    for row in entries:
        said.setdefault(row.person, {})[row.on] = row.presence
    members = members_of(place, days[0], days[-1])
    gone = {row.person: row.person_name for row in entries} | {row.person: row.person_name for row in visits}
    for member in members:
        gone.pop(member.username, None)
    members += [Member(0, username, name, "", is_head=False) for username, name in gone.items()]
    made = Counter(row.person for row in visits)
    present = Counter(row.on for row in entries if row.presence == Presence.VILLAGE)
    return MonthSummary(
        place=place,
        first_on=first_on,
        days=days,
        members=tuple(
            _member(member, said.get(member.username, {}), days, owed if member.user_id else (), made[member.username])
            for member in members
        ),
        in_village=tuple(present[day] for day in sorted({row.on for row in entries})),
        visits=len(visits),
        by_kind=_by_term(Counter(row.kind for row in visits), lists.visit_kinds),
        by_role=_by_term(Counter(row.team_role for row in visits if row.team_role), lists.team_roles),
        lists=lists,
    )


def _member(
    member: Member, said: dict[date, str], days: tuple[date, ...], owed: tuple[date, ...], visits: int
) -> MemberMonth:
    marks = tuple(said.get(day, "owed" if day in owed else "") for day in days)
    return MemberMonth(member, marks, add_up(said, owed), visits)


def _by_term(counted: Counter[str], terms: tuple[Term, ...]) -> tuple[tuple[Term, int], ...]:
    """Each term of the list with its count, then those that have left the list."""
    listed = [(term, counted[term.code]) for term in terms]
    left = sorted(counted.keys() - {term.code for term in terms})
    return (*listed, *((term_of(code, terms), counted[code]) for code in left))
