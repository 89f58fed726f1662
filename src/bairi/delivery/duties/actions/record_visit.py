"""A visit to a household or a site is entered."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bairi.delivery.duties.actions.checks import check_length, names, open_page, sent_before
from bairi.delivery.duties.actions.entries import NewVisit, Recorded
from bairi.delivery.duties.events import VisitRecorded
from bairi.delivery.duties.models import Visit
from bairi.delivery.duties.permissions import RECORD_VISIT
from bairi.delivery.duties.problems import KeyIsTaken, UnknownTeamRole, UnknownVisitKind, WhomMissing
from bairi.delivery.duties.queries.lists import lists_on
from bairi.ground.access import Actor
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.clock import next_known
from bairi.plan.campaigns.models import Campaign

WHOM_LIMIT, AGREED_LIMIT = 80, 400


@transaction.atomic
def record_visit(new: NewVisit, *, by: Actor, at: datetime) -> Recorded:
    """Enter a visit; the same number again changes nothing, also when the campaign, the team or the lists have changed
    since. Raises NotVisible, UnknownVillage, NotAllowed, CampaignNotRunning, NotOfTheTeam, AfterToday, BeforeTheStart,
    WhomMissing, TextTooLong, UnknownVisitKind, UnknownTeamRole, KeyIsTaken.
    """
    before = sent_before(Visit.objects.filter(place__code=new.place), new, by)
    if before is not None:
        return Recorded(before, is_new=False)
    page = open_page(by, RECORD_VISIT, campaign=new.campaign, place=new.place, person=new.person, on=new.on)
    whom = check_length(_("To whom"), new.whom, WHOM_LIMIT)
    agreed = check_length(_("What was agreed"), new.agreed, AGREED_LIMIT)
    if not whom:
        raise WhomMissing(on=new.on)
    _check_lists(page.campaign, new)
    known = next_known(page.campaign, at)
    sent = Visit.objects.filter(key=new.key).first()
    if sent is not None:
        if (sent.campaign_id, sent.place_id, sent.person_id) != (page.campaign.pk, page.place.pk, page.person.pk):
            raise KeyIsTaken(key=new.key)
        return Recorded(sent, is_new=False)
    visit = Visit.objects.create(
        key=new.key,
        campaign=page.campaign,
        place=page.place,
        person=page.person,
        on=new.on,
        whom=whom,
        kind=new.kind,
        team_role=new.team_role,
        agreed=agreed,
        known=known,
        entered_by_id=by.user_id,
        entered_by_name=by.name,
        via=by.via,
    )
    fact = VisitRecorded(
        visit=visit.key,
        campaign=page.campaign.code,
        on=visit.on,
        visit_kind=visit.kind,
        team_role=visit.team_role,
        via=by.via,
        is_proxy=page.is_proxy,
        person=page.person.name,
        whom=whom,
        agreed=agreed,
    )
    append(fact, by=by, at=at, place=page.place.code)
    return Recorded(visit, is_new=True)


def _check_lists(campaign: Campaign, new: NewVisit) -> None:
    lists = lists_on(campaign, new.on)
    if new.kind not in {term.code for term in lists.visit_kinds}:
        raise UnknownVisitKind(kind=new.kind, on=new.on, choices=names(lists.visit_kinds))
    if new.team_role and new.team_role not in {term.code for term in lists.team_roles}:
        raise UnknownTeamRole(role=new.team_role, on=new.on, choices=names(lists.team_roles))
