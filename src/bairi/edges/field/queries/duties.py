"""The person's duties as one document: places, targets with their last value, what was sent and what came of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from bairi.delivery.reports.models import Report, ReportState
from bairi.delivery.reports.queries import EntryTarget, ReportRow, entry_form, reporting_places, sent_reports
from bairi.delivery.reports.queries.lists import living
from bairi.delivery.reports.queries.rows import report_rows
from bairi.ground.access import Actor, visible_to
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign, CampaignState, Task
from bairi.plan.campaigns.queries.campaigns import phase_on, today, visible_campaigns

MOST_PLACES: Final = 40
MOST_SENT: Final = 200


def duties_of(actor: Actor) -> list[dict[str, Any]]:
    """Every running campaign in which the actor reports, with at most `MOST_PLACES` places each.

    Four queries a place; a village work team has one.
    """
    running = [campaign for campaign in visible_campaigns(actor) if campaign.state == CampaignState.RUNNING]
    found = [_campaign(actor, campaign) for campaign in running]
    return [campaign for campaign in found if campaign["places"]]


def sent_of(actor: Actor) -> list[dict[str, Any]]:
    """The actor's last reports of running campaigns, and those of their places that were sent back to the team."""
    rows: dict[str, ReportRow] = {}
    for campaign in visible_campaigns(actor):
        if campaign.state == CampaignState.RUNNING:
            found = [*sent_reports(actor, campaign, limit=MOST_SENT), *_sent_back(actor, campaign)]
            rows |= {str(row.uuid): row for row in found}
    return [_sent(row, is_own=row.entered_by_id == actor.user_id) for row in rows.values()]


def etag_of(document: Mapping[str, Any]) -> str:
    """A strong tag of a document, so that an unchanged one is not sent over a poor line."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, default=str)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:20]}"'


def _sent_back(actor: Actor, campaign: Campaign) -> list[ReportRow]:
    places = [place.pk for place in reporting_places(actor, campaign)[:MOST_PLACES]]
    rows = visible_to(actor, Report.objects).filter(
        campaign=campaign, state=ReportState.SENT_BACK, target__place__in=places
    )
    return report_rows(living(rows).order_by("-known")[:MOST_SENT])


def _campaign(actor: Actor, campaign: Campaign) -> dict[str, Any]:
    places = reporting_places(actor, campaign)
    phase = phase_on(campaign, today(campaign))
    tasks = {task.code: task for task in campaign.tasks.all()}
    kept = places[:MOST_PLACES]
    targets = [
        _target(entry, tasks[entry.target.task_code])
        for place in kept
        for entry in entry_form(actor, campaign, place=place)
    ]
    return {
        "code": campaign.code,
        "name": campaign.name,
        "name_en": campaign.name_en,
        "today": today(campaign).isoformat(),
        "is_replay": campaign.replay_at is not None,
        "time_zone": campaign.time_zone,
        "start_on": campaign.start_on.isoformat(),
        "deadline_on": campaign.deadline_on.isoformat(),
        "days_off": campaign.days_off,
        "weekly_off": campaign.weekly_off,
        "rhythm": phase.rhythm if phase is not None and phase.rhythm else campaign.rhythm,
        "photo_px": campaign.photo_px,
        "home": _home(kept),
        "places": [_place(place) for place in kept],
        "places_left_out": len(places) - len(kept),
        "targets": targets,
        "forms": etag_of({"targets": [{k: v for k, v in t.items() if k in FORM} for t in targets]}).strip('"'),
    }


FORM: Final = ("place", "task", "measure", "unit", "whole", "stages", "is_itemised", "asks_position")
"""What a form is made of. `forms` names it; a report made with an earlier one is taken in all the same."""


def _home(places: list[Place]) -> dict[str, Any] | None:
    """The place that holds all of these, by which the person calls their post: one of them, or the one above."""
    for place in places[:1]:
        if all(other.path.startswith(place.path) for other in places):
            return _place(place)
        if place.parent is not None and len({other.parent_id for other in places}) == 1:
            return _place(place.parent)
    return None


def _place(place: Place) -> dict[str, Any]:
    return {"code": place.code, "name": place.name, "name_en": place.name_en}


def _target(entry: EntryTarget, task: Task) -> dict[str, Any]:
    row = entry.target
    return {
        "place": row.place_code,
        "task": row.task_code,
        "task_name": task.name,
        "task_name_en": task.name_en,
        "measure": row.measure_code,
        "measure_name": row.measure_name,
        "counts": row.counts,
        "unit": row.unit,
        "unit_en": row.unit_en,
        "whole": row.whole,
        "baseline": row.baseline,
        "must": row.must,
        "reserve": row.reserve,
        "due_on": row.due_on.isoformat(),
        "rhythm": task.rhythm,
        "is_itemised": entry.is_itemised,
        "asks_position": task.asks_position,
        "last": {
            "value": entry.last_value,
            "on": entry.last_on.isoformat() if entry.last_on else None,
            "base": str(entry.base),
        },
        "stages": [{"code": code, "name": name} for code, name in entry.stages],
        "items": [
            {
                "key": str(item.key),
                "name": item.name,
                "quantity": item.quantity,
                "stage": item.stage,
                "on": item.last_on.isoformat() if item.last_on else None,
                "base": str(item.base),
            }
            for item in entry.items
        ],
    }


def _sent(row: ReportRow, *, is_own: bool) -> dict[str, Any]:
    return {
        "uuid": str(row.uuid),
        "campaign": row.campaign,
        "place": row.place_code,
        "place_name": row.place_name,
        "task": row.task_code,
        "task_name": row.task_name,
        "measure": row.measure_code,
        "item_name": row.item_name,
        "stage": row.stage,
        "unit": row.unit,
        "value": row.value,
        "effective_on": row.effective_on.isoformat(),
        "is_own": is_own,
        "by": row.entered_by_name,
        "state": row.state.value,
        "reason": row.reason,
        "ruled_by": row.ruled_by,
        "ruled_at": row.ruled_at.isoformat() if row.ruled_at else None,
        "superseded_by": str(row.superseded_by) if row.superseded_by else None,
        "conflict_with": str(row.conflict_with) if row.conflict_with else None,
        "files": list(row.files),
    }
