"""The duty log over HTTP: the same actions as on the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Router, Schema, Status
from pydantic import BaseModel, Field, StringConstraints

from bairi.delivery.duties import actions, queries
from bairi.delivery.duties.models import DutyRules
from bairi.delivery.duties.problems import UnknownVillage
from bairi.delivery.duties.queries.days import DayRow, VisitRow
from bairi.delivery.duties.rules.lists import DutyLists, Term
from bairi.delivery.duties.rules.months import days_of, read_month
from bairi.ground.access import Actor
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import campaign_for, today

router = Router(tags=["duties"])
NO_NUL = r"^[^\x00]*$"
Code = Annotated[str, StringConstraints(max_length=40, pattern=NO_NUL)]
Name = Annotated[str, StringConstraints(max_length=150, pattern=NO_NUL)]
Text = Annotated[str, StringConstraints(max_length=1000, pattern=NO_NUL)]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]


class DutyDayIn(BaseModel):
    """One person's day. `key` is made by the sender: sending the same again is sending it once. `presence` is village,
    township or leave, and `leave` its kind; `supersedes` names the entry that is to be changed."""

    key: UUID
    campaign: Code
    place: Code
    on: Day
    presence: Code
    leave: Code = ""
    note: Text = ""
    person: Name = ""
    supersedes: UUID | None = None


class DutyDayOut(Schema):
    """An entry; `is_standing` is false once another has taken its place. The kind of a leave and its note are told to
    the person and to who enters days for others; `leave` is else empty."""

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


class VisitIn(BaseModel):
    """A visit. `kind` and `team_role` are codes of the campaign's lists."""

    key: UUID
    campaign: Code
    place: Code
    on: Day
    whom: Text
    kind: Code
    team_role: Code = ""
    agreed: Text = ""
    person: Name = ""


class VisitOut(Schema):
    """A visit; `withdrawn_reason` is empty while it stands."""

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


class WithdrawalIn(BaseModel):
    reason: Text


class TermOut(Schema):
    """One entry of a list."""

    code: str
    name: str
    name_en: str = ""


class DutyRulesIn(BaseModel):
    """The campaign's lists, in force from `since_on`; today when left out."""

    since_on: Day | None = None
    issuer: Text
    team_roles: Annotated[list[TermOut], Field(max_length=100)]
    visit_kinds: Annotated[list[TermOut], Field(max_length=100)]
    leave_kinds: Annotated[list[TermOut], Field(max_length=100)]
    days_a_month: Annotated[int, Field(ge=-1000, le=1000)] = 0


class DutyRulesOut(Schema):
    """The lists in force; `since_on` is null for the default, which nobody has issued."""

    since_on: date | None
    issuer: str
    team_roles: list[TermOut]
    visit_kinds: list[TermOut]
    leave_kinds: list[TermOut]
    days_a_month: int


class MemberMonthOut(Schema):
    """A member's month: days by presence, days that passed without an entry, visits."""

    person: str
    person_name: str
    village: int
    township: int
    leave: int
    missing: int
    visits: int


class DutyMonthOut(Schema):
    """The month of a team, its members in the team's own order; visits by code of their kind and of the role."""

    place: str
    first_on: date
    members: list[MemberMonthOut]
    visits: int
    by_kind: dict[str, int]
    by_role: dict[str, int]


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _village(request: HttpRequest, campaign: str, place: str) -> tuple[Campaign, Place]:
    """The village of a campaign, its duty log open to the actor; with no place named, the one where the actor was last.

    Raises NotVisible, UnknownVillage, NotAllowed.
    """
    actor = _actor(request)
    row = campaign_for(actor, campaign)
    if place:
        found = queries.village_for(actor, row, place)
    else:
        queries.require_view(actor, row)
        found = queries.duty_village(actor, row, "", queries.duty_villages(actor, row))
    if found is None:
        raise UnknownVillage(place=place or "-")
    queries.require_view(actor, row, found)
    return row, found


def _span(row: Campaign, month: str | None) -> tuple[date, date]:
    """The first and the last day of a month; of the present one for none."""
    first_on = read_month(month or "") or today(row).replace(day=1)
    return first_on, days_of(first_on)[-1]


@router.post("duties/days", response={200: DutyDayOut, 201: DutyDayOut}, operation_id="log_duty")
def log_duty(request: HttpRequest, body: DutyDayIn) -> Status[DayRow]:
    """Enter a day of the duty log, or change it. 201: entered; 200: it said so before, and this is what stands."""
    done = actions.log_duty(actions.NewDay(**body.model_dump()), by=_actor(request), at=now())
    rows = queries.duty_of(done.day.campaign, done.day.person_id, done.day.on)
    return Status(201 if done.is_new else 200, next(row for row in rows if row.key == done.day.key))


@router.get("campaigns/{campaign}/duties/days", response=list[DutyDayOut], operation_id="duty_days")
def duty_days(
    request: HttpRequest, campaign: Code, place: Code = "", month: Month | None = None, all_entries: bool = False
) -> list[DayRow]:
    """Entries of a village in a month (the present one); with `all_entries` also those superseded since."""
    row, found = _village(request, campaign, place)
    return queries.days_in(_actor(request), row, found, *_span(row, month), all_entries=all_entries)


@router.post("duties/visits", response={200: VisitOut, 201: VisitOut}, operation_id="record_visit")
def record_visit(request: HttpRequest, body: VisitIn) -> Status[VisitRow]:
    """Enter a visit. 201: entered; 200: it was entered before."""
    done = actions.record_visit(actions.NewVisit(**body.model_dump()), by=_actor(request), at=now())
    return Status(201 if done.is_new else 200, queries.visit_row(_actor(request), done.visit))


@router.post("duties/visits/{uuid:visit}/withdrawal", response=VisitOut, operation_id="withdraw_visit")
def withdraw_visit(request: HttpRequest, visit: UUID, body: WithdrawalIn) -> VisitRow:
    """Withdraw a visit, with the reason."""
    gone = actions.withdraw_visit(visit=visit, reason=body.reason, by=_actor(request), at=now())
    return queries.visit_row(_actor(request), gone)


@router.get("campaigns/{campaign}/duties/visits", response=list[VisitOut], operation_id="visits")
def visits(request: HttpRequest, campaign: Code, place: Code = "", month: Month | None = None) -> list[VisitRow]:
    """Visits of a village in a month (the present one), those withdrawn too."""
    row, found = _village(request, campaign, place)
    return queries.visits_in(_actor(request), row, found, *_span(row, month))


@router.get("campaigns/{campaign}/duties/month", response=DutyMonthOut, operation_id="duty_month")
def duty_month(request: HttpRequest, campaign: Code, place: Code = "", month: Month | None = None) -> DutyMonthOut:
    """The month of a village work team."""
    row, found = _village(request, campaign, place)
    summary = queries.month_summary(_actor(request), row, found, _span(row, month)[0])
    return DutyMonthOut(
        place=found.code,
        first_on=summary.first_on,
        members=[
            MemberMonthOut(
                person=line.member.username,
                person_name=line.member.name,
                village=line.sum.village,
                township=line.sum.township,
                leave=line.sum.leave,
                missing=line.sum.missing,
                visits=line.visits,
            )
            for line in summary.members
        ],
        visits=summary.visits,
        by_kind={term.code: count for term, count in summary.by_kind},
        by_role={term.code: count for term, count in summary.by_role},
    )


@router.get("campaigns/{campaign}/duties/rules", response=DutyRulesOut, operation_id="duty_rules")
def duty_rules(request: HttpRequest, campaign: Code, on: Day | None = None) -> DutyLists:
    """The lists in force on a day (today)."""
    row = campaign_for(_actor(request), campaign)
    queries.require_view(_actor(request), row)
    return queries.lists_on(row, on or today(row))


@router.post("campaigns/{campaign}/duties/rules", response=DutyRulesOut, operation_id="set_duty_rules")
def set_duty_rules(request: HttpRequest, campaign: Code, body: DutyRulesIn) -> DutyRules:
    """Set the lists that hold from a day on."""
    lists = DutyLists(
        team_roles=_terms(body.team_roles),
        visit_kinds=_terms(body.visit_kinds),
        leave_kinds=_terms(body.leave_kinds),
        days_a_month=body.days_a_month,
        issuer=body.issuer,
        since_on=body.since_on,
    )
    return actions.set_duty_rules(campaign=campaign, lists=lists, by=_actor(request), at=now())


def _terms(rows: list[TermOut]) -> tuple[Term, ...]:
    return tuple(Term(row.code.strip(), row.name.strip(), row.name_en.strip()) for row in rows)
