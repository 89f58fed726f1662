"""A campaign's own lists for the duty log: the roles of its teams, kinds of visit and leave, days a month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bairi.delivery.duties.actions.checks import check_length
from bairi.delivery.duties.events import DutyRulesSet
from bairi.delivery.duties.models import DutyRules
from bairi.delivery.duties.permissions import SET_DUTY_RULES
from bairi.delivery.duties.problems import (
    CampaignNotRunning,
    CodeTwice,
    DaysOutOfRange,
    IssuerMissing,
    LineUnreadable,
    ListIsEmpty,
)
from bairi.delivery.duties.queries.lists import latest_since
from bairi.delivery.duties.rules.lists import DutyLists, Term, is_sound, kept, twice, write_terms
from bairi.ground.access import Actor, require
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.clock import next_known
from bairi.plan.campaigns.models import CampaignState
from bairi.plan.campaigns.queries import campaign_for, today

LABELS: Final = {
    "team_roles": _("Roles of the team"),
    "visit_kinds": _("Kinds of visit"),
    "leave_kinds": _("Kinds of leave"),
}
ISSUER_LIMIT, MOST_DAYS = 200, 31


@transaction.atomic
def set_duty_rules(*, campaign: str, lists: DutyLists, by: Actor, at: datetime) -> DutyRules:
    """Set the lists that hold from `lists.since_on` (today if None) on. What was entered keeps its codes; saying what
    holds on that day already changes nothing.

    Raises NotVisible, NotAllowed, CampaignNotRunning, ListIsEmpty, LineUnreadable, CodeTwice, IssuerMissing,
    TextTooLong, DaysOutOfRange.
    """
    row = campaign_for(by, campaign)
    require(by, SET_DUTY_RULES, place_path=row.place.path, campaign_code=row.code)
    if row.state == CampaignState.CLOSED:
        raise CampaignNotRunning(campaign=row.name)
    for name in LABELS:
        _check_list(name, getattr(lists, name))
    issuer = check_length(_("The issuer"), lists.issuer, ISSUER_LIMIT)
    if not issuer:
        raise IssuerMissing
    if not 0 <= lists.days_a_month <= MOST_DAYS:
        raise DaysOutOfRange(days=lists.days_a_month)
    known, since_on = next_known(row, at), lists.since_on or today(row)
    given = {name: kept(getattr(lists, name)) for name in LABELS}
    before = latest_since(row, since_on)
    if before is not None and _says(before, issuer, lists.days_a_month, given):
        return before
    made = DutyRules.objects.create(
        campaign=row,
        since_on=since_on,
        issuer=issuer,
        days_a_month=lists.days_a_month,
        known=known,
        set_by_id=by.user_id,
        set_by_name=by.name,
        **given,
    )
    fact = DutyRulesSet(
        campaign=row.code,
        since_on=since_on,
        issuer=issuer,
        team_roles=_written(lists.team_roles),
        visit_kinds=_written(lists.visit_kinds),
        leave_kinds=_written(lists.leave_kinds),
        days_a_month=lists.days_a_month,
    )
    append(fact, by=by, at=at, place=row.place.code)
    return made


def _check_list(name: str, terms: Sequence[Term]) -> None:
    label = str(LABELS[name])
    if not terms:
        raise ListIsEmpty(list=label)
    for number, term in enumerate(terms, 1):
        if not is_sound(term):
            raise LineUnreadable(line=number, list=label, text=write_terms([term]))
    if code := twice(terms):
        raise CodeTwice(code=code, list=label)


def _says(before: DutyRules, issuer: str, days: int, given: dict[str, list[dict[str, str]]]) -> bool:
    same = all(getattr(before, name) == rows for name, rows in given.items())
    return same and (before.issuer, before.days_a_month) == (issuer, days)


def _written(terms: Sequence[Term]) -> tuple[str, ...]:
    return tuple(f"{term.code}={term.name}" for term in terms)
