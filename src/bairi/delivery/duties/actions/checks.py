"""What every entry in the duty log is held against: campaign, village, person, day, lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.functional import Promise

from bairi.delivery.duties.actions.entries import NewDay, NewVisit
from bairi.delivery.duties.models import DutyDay, Visit
from bairi.delivery.duties.permissions import LOG_DUTY_FOR
from bairi.delivery.duties.problems import (
    AfterToday,
    BeforeTheStart,
    CampaignNotRunning,
    NotOfTheTeam,
    TextTooLong,
    UnknownVillage,
)
from bairi.delivery.duties.queries.people import member_named
from bairi.delivery.duties.queries.villages import village_for
from bairi.delivery.duties.rules.lists import Term
from bairi.ground.access import Actor, require
from bairi.ground.accounts.models import User
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign, CampaignState
from bairi.plan.campaigns.queries import campaign_for, today

Entry = TypeVar("Entry", DutyDay, Visit)


@dataclass(frozen=True, slots=True)
class Page:
    """The page of the log that an entry belongs on. `is_proxy`: someone enters it for another."""

    campaign: Campaign
    place: Place
    person: User
    is_proxy: bool


def open_page(by: Actor, permission: str, *, campaign: str, place: str, person: str, on: date) -> Page:
    """The page, within the actor's scope and permitted. Raises NotVisible, UnknownVillage, NotAllowed,
    CampaignNotRunning, NotOfTheTeam, AfterToday, BeforeTheStart."""
    row = campaign_for(by, campaign)
    village = village_for(by, row, place)
    if village is None:
        raise UnknownVillage(place=place)
    reach = {"place_path": village.path, "campaign_code": row.code}
    require(by, permission, **reach)
    if row.state != CampaignState.RUNNING:
        raise CampaignNotRunning(campaign=row.name)
    member = member_named(village, on, person) if person else member_named(village, on, by.user_id)
    if member is None:
        raise NotOfTheTeam(person=person or by.name, place=village.name)
    if member.pk != by.user_id:
        require(by, LOG_DUTY_FOR, **reach)
    if on > today(row):
        raise AfterToday(on=on, today=today(row))
    if on < row.start_on:
        raise BeforeTheStart(on=on, start_on=row.start_on)
    return Page(row, village, member, member.pk != by.user_id)


def sent_before(rows: QuerySet[Entry], new: NewDay | NewVisit, by: Actor) -> Entry | None:
    """What the actor entered under this number before: a phone whose answer was lost asks again, perhaps much later."""
    if by.user_id is None:
        return None
    whose = {"person__username": new.person} if new.person else {"person": by.user_id}
    return rows.filter(key=new.key, campaign__code=new.campaign, on=new.on, entered_by=by.user_id, **whose).first()


def check_length(field: str | Promise, text: str, limit: int) -> str:
    """The text without blanks around it. Raises TextTooLong."""
    text = text.strip()
    if len(text) > limit:
        raise TextTooLong(field=str(field), length=len(text), limit=limit)
    return text


def names(terms: Iterable[Term]) -> str:
    """The codes that there are, for a refusal."""
    return ", ".join(term.code for term in terms)
