"""A member of a village work team says where they spent a day; saying it anew supersedes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bairi.delivery.duties.actions.checks import Page, check_length, names, open_page, sent_before
from bairi.delivery.duties.actions.entries import Logged, NewDay
from bairi.delivery.duties.events import DutyLogged
from bairi.delivery.duties.models import DutyDay, Presence
from bairi.delivery.duties.permissions import LOG_DUTY, LOG_DUTY_FOR
from bairi.delivery.duties.problems import (
    DayIsEntered,
    KeyIsTaken,
    NothingToSupersede,
    UnknownLeave,
    UnknownPresence,
)
from bairi.delivery.duties.queries.lists import lists_on
from bairi.ground.access import Actor, require
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.clock import next_known

NOTE_LIMIT = 400


@transaction.atomic
def log_duty(new: NewDay, *, by: Actor, at: datetime) -> Logged:
    """Enter a day, or change it by an entry that supersedes the one that stands.

    The same entry again, or one that says the same as what stands, changes nothing: whoever sent it is told so even
    when the campaign, the team or the lists have changed since. Raises NotVisible, UnknownVillage,
    NotAllowed, CampaignNotRunning, NotOfTheTeam, AfterToday, BeforeTheStart, UnknownPresence, UnknownLeave,
    TextTooLong, KeyIsTaken, DayIsEntered, NothingToSupersede.
    """
    before = sent_before(DutyDay.objects.all(), new, by)
    if before is not None:
        return Logged(before, is_new=False)
    page = open_page(by, LOG_DUTY, campaign=new.campaign, place=new.place, person=new.person, on=new.on)
    note = check_length(_("The note"), new.note, NOTE_LIMIT)
    _check_choice(page, new)
    known = next_known(page.campaign, at)
    sent = DutyDay.objects.filter(key=new.key).first()
    if sent is not None:
        if (sent.campaign_id, sent.person_id, sent.on) != (page.campaign.pk, page.person.pk, new.on):
            raise KeyIsTaken(key=new.key)
        return Logged(sent, is_new=False)
    standing = (
        DutyDay.objects.select_related("place")
        .filter(campaign=page.campaign, person=page.person, on=new.on, superseded_known=None)
        .first()
    )
    if standing is not None and _says(standing) == (page.place.pk, new.presence, new.leave, note):
        return Logged(standing, is_new=False)
    _let_go(standing, page, new, known, by)
    day = DutyDay.objects.create(
        key=new.key,
        campaign=page.campaign,
        place=page.place,
        person=page.person,
        on=new.on,
        presence=new.presence,
        leave=new.leave,
        note=note,
        known=known,
        entered_by_id=by.user_id,
        entered_by_name=by.name,
        via=by.via,
        supersedes=standing,
    )
    append(_fact(day, page), by=by, at=at, place=page.place.code)
    return Logged(day, is_new=True)


def _check_choice(page: Page, new: NewDay) -> None:
    if new.presence not in Presence.values:
        raise UnknownPresence(presence=new.presence, choices=", ".join(Presence.values))
    kinds = lists_on(page.campaign, new.on).leave_kinds
    known = {term.code for term in kinds} if new.presence == Presence.LEAVE else {""}
    if new.leave not in known:
        raise UnknownLeave(leave=new.leave, on=new.on, choices=names(kinds))


def _says(day: DutyDay) -> tuple[int, str, str, str]:
    return (day.place_id, day.presence, day.leave, day.note)


def _let_go(standing: DutyDay | None, page: Page, new: NewDay, known: int, by: Actor) -> None:
    """The entry that stood does so no more, if it is the one that the person has seen. Another's entry of another
    village is not changed from here.
    """
    if standing is None:
        if new.supersedes is not None:
            raise NothingToSupersede(on=new.on)
        return
    if new.supersedes != standing.key:
        raise DayIsEntered(on=new.on, person=page.person.name, standing=standing.key)
    if page.is_proxy:
        require(by, LOG_DUTY_FOR, place_path=standing.place.path, campaign_code=page.campaign.code)
    standing.superseded_known = known
    standing.save(update_fields=["superseded_known"])


def _fact(day: DutyDay, page: Page) -> DutyLogged:
    return DutyLogged(
        duty=day.key,
        campaign=page.campaign.code,
        on=day.on,
        supersedes=None if day.supersedes is None else day.supersedes.key,
        via=day.via,
        is_proxy=page.is_proxy,
        person=page.person.name,
        presence=day.presence,
        leave=day.leave,
        note=day.note,
    )
