"""Entries and visits of a village, as they stand and as they stood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from bairi.delivery.duties.models import DutyDay, Presence, Visit
from bairi.delivery.duties.permissions import LOG_DUTY_FOR
from bairi.delivery.duties.queries.people import Member, members_of
from bairi.ground.access import Actor, visible_to
from bairi.ground.access.known import to_moment
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign


@dataclass(frozen=True, slots=True)
class DayRow:
    """An entry. `is_standing` is False once another has taken its place; `is_proxy`: entered by someone else.

    Of somebody else's leave, its kind and the note are told only to who enters days for others: colleagues need to know
    that a person is away, not that they are ill.
    """

    key: UUID
    place: str
    person: str
    person_name: str
    on: date
    presence: str
    leave: str
    note: str
    known_at: datetime
    entered_by_name: str
    is_proxy: bool
    supersedes: UUID | None
    is_standing: bool


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit; `withdrawn_reason` is "" while it stands. `may_withdraw` is the actor's."""

    key: UUID
    place: str
    person: str
    person_name: str
    on: date
    whom: str
    kind: str
    team_role: str
    agreed: str
    known_at: datetime
    entered_by_name: str
    withdrawn_by_name: str
    withdrawn_reason: str
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class MemberDay:
    """A member of the team on a day, and the entry that stands; None where there is none."""

    member: Member
    entry: DayRow | None


def days_in(
    actor: Actor, campaign: Campaign, place: Place, first_on: date, last_on: date, *, all_entries: bool = False
) -> list[DayRow]:
    """Entries of a village from the first day to the last; with `all_entries` also those superseded. One query."""
    rows = visible_to(actor, DutyDay.objects).filter(campaign=campaign, place=place, on__range=(first_on, last_on))
    if not all_entries:
        rows = rows.filter(superseded_known=None)
    for_others = actor.may(LOG_DUTY_FOR, place_path=place.path, campaign_code=campaign.code)
    return [_day(row, is_told=for_others or row.person_id == actor.user_id) for row in _joined(rows)]


def duty_of(campaign: Campaign, person: int, on: date) -> list[DayRow]:
    """All entries of a person for a day, the one that stands last. One query."""
    return [_day(row) for row in _joined(DutyDay.objects.filter(campaign=campaign, person=person, on=on))]


def own_days(campaign: Campaign, person: int, first_on: date, last_on: date) -> list[DayRow]:
    """What stands of a person from the first day to the last, in whichever village. One query."""
    rows = DutyDay.objects.filter(
        campaign=campaign, person=person, on__range=(first_on, last_on), superseded_known=None
    )
    return [_day(row) for row in _joined(rows)]


def own_visits(actor: Actor, campaign: Campaign, first_on: date, last_on: date) -> list[VisitRow]:
    """The actor's own visits from the first day to the last, those withdrawn too. One query."""
    rows = Visit.objects.filter(campaign=campaign, person=actor.user_id, on__range=(first_on, last_on))
    return [visit_row(actor, row) for row in rows.select_related("campaign", "place", "person").order_by("on", "known")]


def team_on(actor: Actor, campaign: Campaign, place: Place, on: date) -> list[MemberDay]:
    """The team of a village on a day, each with what stands. Three queries."""
    entries = {row.person: row for row in days_in(actor, campaign, place, on, on)}
    return [MemberDay(member, entries.get(member.username)) for member in members_of(place, on, on)]


def visits_in(actor: Actor, campaign: Campaign, place: Place, first_on: date, last_on: date) -> list[VisitRow]:
    """Visits of a village from the first day to the last, those withdrawn too. One query."""
    rows = visible_to(actor, Visit.objects).filter(campaign=campaign, place=place, on__range=(first_on, last_on))
    return [visit_row(actor, row) for row in rows.select_related("campaign", "place", "person").order_by("on", "known")]


def visit_row(actor: Actor, row: Visit) -> VisitRow:
    """A visit as the actor reads it."""
    for_others = actor.may(LOG_DUTY_FOR, place_path=row.place.path, campaign_code=row.campaign.code)
    return VisitRow(
        key=row.key,
        place=row.place.code,
        person=row.person.username,
        person_name=row.person.name,
        on=row.on,
        whom=row.whom,
        kind=row.kind,
        team_role=row.team_role,
        agreed=row.agreed,
        known_at=to_moment(row.known),
        entered_by_name=row.entered_by_name,
        withdrawn_by_name=row.withdrawn_by_name,
        withdrawn_reason=row.withdrawn_reason,
        may_withdraw=row.withdrawn_known is None and (for_others or row.person_id == actor.user_id),
    )


def _joined(rows: QuerySet[DutyDay]) -> QuerySet[DutyDay]:
    return rows.select_related("place", "person", "supersedes").order_by("on", "known")


def _day(row: DutyDay, *, is_told: bool = True) -> DayRow:
    tells = is_told or row.presence != Presence.LEAVE
    return DayRow(
        key=row.key,
        place=row.place.code,
        person=row.person.username,
        person_name=row.person.name,
        on=row.on,
        presence=row.presence,
        leave=row.leave if tells else "",
        note=row.note if tells else "",
        known_at=to_moment(row.known),
        entered_by_name=row.entered_by_name,
        is_proxy=row.entered_by_id != row.person_id,
        supersedes=None if row.supersedes is None else row.supersedes.key,
        is_standing=row.superseded_known is None,
    )
