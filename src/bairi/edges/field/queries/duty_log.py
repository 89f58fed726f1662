"""The duty log as a phone takes it along: lists, villages, own days and visits, the month of the team."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, Final

from bairi.delivery.duties.permissions import LOG_DUTY, VIEW_DUTIES
from bairi.delivery.duties.queries import (
    DayRow,
    MonthSummary,
    VisitRow,
    all_lists,
    duty_of,
    month_summary,
    own_days,
    own_visits,
    team_villages,
)
from bairi.delivery.duties.rules.lists import DEFAULT, DutyLists
from bairi.delivery.duties.rules.months import month_before
from bairi.ground.access import Actor
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign, CampaignState
from bairi.plan.campaigns.queries.campaigns import campaign_for, today, visible_campaigns

MOST_VILLAGES: Final = 5


def duty_log_of(actor: Actor) -> list[dict[str, Any]]:
    """The duty log of every running campaign in whose village work teams the actor is and may enter days: the month
    before and the present one. Four queries a campaign, ten a village of theirs, which is one as a rule."""
    running = [campaign for campaign in visible_campaigns(actor) if campaign.state == CampaignState.RUNNING]
    found = [_log(actor, campaign) for campaign in running]
    return [log for log in found if log["villages"]]


def standing_day(actor: Actor, campaign: str, on: date) -> dict[str, Any] | None:
    """What stands of the actor's day, for a phone that says otherwise; None where nothing does."""
    if actor.user_id is None:
        return None
    rows = duty_of(campaign_for(actor, campaign), actor.user_id, on)
    return next((_day(row) for row in rows if row.is_standing), None)


def _log(actor: Actor, campaign: Campaign) -> dict[str, Any]:
    now = today(campaign)
    present = now.replace(day=1)
    first_on = min(max(month_before(present), campaign.start_on.replace(day=1)), present)
    person = actor.user_id or 0
    villages = [
        place
        for place in team_villages(campaign, person, first_on, now)
        if actor.may(LOG_DUTY, place_path=place.path, campaign_code=campaign.code)
    ][:MOST_VILLAGES]
    if not villages:
        return {"villages": []}
    return {
        "campaign": campaign.code,
        "name": campaign.name,
        "name_en": campaign.name_en,
        "today": now.isoformat(),
        "is_replay": campaign.replay_at is not None,
        "time_zone": campaign.time_zone,
        "start_on": campaign.start_on.isoformat(),
        "deadline_on": campaign.deadline_on.isoformat(),
        "days_off": campaign.days_off,
        "weekly_off": campaign.weekly_off,
        "villages": [_village(place) for place in villages],
        "lists": [_lists(lists) for lists in _in_force(all_lists(campaign), first_on)],
        "days": [_day(row) for row in own_days(campaign, person, first_on, now)],
        "visits": [_visit(row) for row in own_visits(actor, campaign, first_on, now)],
        "team": [
            _team(actor, month_summary(actor, campaign, place, month))
            for place in villages
            if actor.may(VIEW_DUTIES, place_path=place.path, campaign_code=campaign.code)
            for month in sorted({first_on, present})
        ],
    }


def _in_force(editions: list[DutyLists], first_on: date) -> list[DutyLists]:
    """The editions that hold on some day from the first on, the latest first; of two of a day the one that holds."""
    kept: list[DutyLists] = []
    for lists in [*editions, DEFAULT]:
        if kept and kept[-1].since_on == lists.since_on:
            continue
        kept.append(lists)
        if lists.since_on is not None and lists.since_on <= first_on:
            break
    return kept


def _village(place: Place) -> dict[str, Any]:
    return {"code": place.code, "name": place.name, "name_en": place.name_en}


def _lists(lists: DutyLists) -> dict[str, Any]:
    return asdict(lists) | {"since_on": lists.since_on.isoformat() if lists.since_on else None}


def _day(row: DayRow) -> dict[str, Any]:
    return {
        "key": str(row.key),
        "place": row.place,
        "on": row.on.isoformat(),
        "presence": row.presence,
        "leave": row.leave,
        "note": row.note,
        "known_at": row.known_at.isoformat(),
        "by": row.entered_by_name,
        "is_proxy": row.is_proxy,
    }


def _visit(row: VisitRow) -> dict[str, Any]:
    return {
        "key": str(row.key),
        "place": row.place,
        "on": row.on.isoformat(),
        "whom": row.whom,
        "kind": row.kind,
        "team_role": row.team_role,
        "agreed": row.agreed,
        "known_at": row.known_at.isoformat(),
        "by": row.entered_by_name,
        "withdrawn_by": row.withdrawn_by_name,
        "withdrawn_reason": row.withdrawn_reason,
    }


def _team(actor: Actor, month: MonthSummary) -> dict[str, Any]:
    return {
        "place": month.place.code,
        "month": f"{month.first_on:%Y-%m}",
        "members": [
            {"name": row.member.name, "is_me": row.member.user_id == actor.user_id, "visits": row.visits}
            | asdict(row.sum)
            for row in month.members
        ],
        "visits": month.visits,
        "by_kind": [{**asdict(term), "count": count} for term, count in month.by_kind],
        "by_role": [{**asdict(term), "count": count} for term, count in month.by_role],
    }
