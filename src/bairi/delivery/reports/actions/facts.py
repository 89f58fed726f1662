"""What a report is judged by, read in one statement that also takes the campaign's lock."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from django.db import connection

from bairi.delivery.reports.actions.entries import NewReport
from bairi.delivery.reports.actions.hand import Hand
from bairi.delivery.reports.problems import (
    NoTarget,
    UnknownCampaign,
    UnknownMeasure,
    UnknownPlace,
    UnknownTask,
)
from bairi.ground.access import Actor, Problem
from bairi.ground.access.known import OPEN, to_known
from bairi.ground.places.models import Place, PlaceVersion
from bairi.plan.campaigns.models import Campaign, Measure, Task

# OPEN stands in the text, not among the parameters: SQLite uses a partial index only where it sees the condition.
LOCK_TARGET = """
SELECT t.id, t.is_control, p.id, p.path, p.code, p.name, p.level, c.id, c.code, c.name, c.state, c.time_zone,
       c.replay_at IS NOT NULL, c.jump_share, k.id, k.code, k.name, k.counting, m.code, m.unit, m.unit_en, m.whole,
       v.baseline, v.must, v.reserve, v.removed, l.known, (SELECT r.id FROM reports_report r WHERE r.uuid = %s)
FROM campaigns_campaign c
JOIN campaigns_campaignclock l ON l.campaign_id = c.id
JOIN campaigns_task k ON k.campaign_id = c.id AND k.code = %s
JOIN campaigns_measure m ON m.task_id = k.id AND (m.code = %s OR (%s = '' AND m.counts))
JOIN places_place p ON p.code = %s
JOIN campaigns_target t ON t.measure_id = m.id AND t.place_id = p.id
JOIN campaigns_targetversion v ON v.target_id = t.id AND v.known_to = :open
WHERE c.code = %s""".replace(":open", str(OPEN))


@dataclass(frozen=True, slots=True)
class Facts:
    """A target with its place, task, measure, open version and campaign; the last known moment; an earlier report."""

    target_id: int
    is_control: bool
    place_id: int
    place_path: str
    place_code: str
    place_name: str
    place_level: int
    campaign_id: int
    campaign_code: str
    campaign_name: str
    campaign_state: str
    time_zone: str
    is_replay: bool
    jump_share: float
    task_id: int
    task_code: str
    task_name: str
    counting: str
    measure_code: str
    unit: str
    unit_en: str
    whole: bool
    baseline: float
    must: float
    reserve: float
    removed: bool
    last_known: int
    earlier_id: int | None

    @property
    def is_itemised(self) -> bool:
        return self.counting == "itemised"

    def today(self, known: int) -> date:
        """The campaign's local day at a known moment."""
        return datetime.fromtimestamp(known / 1_000_000, zone(self.time_zone)).date()


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a write reached the server. The known moment is taken after the lock, the time of waiting added."""

    at: datetime
    since: float

    @classmethod
    def of(cls, at: datetime) -> Arrival:
        return cls(at, time.monotonic())

    def known(self, last_known: int, *, is_replay: bool) -> int:
        """The moment that the write is known from: after the last one, whatever the clock says."""
        waited = 0 if is_replay else int((time.monotonic() - self.since) * 1_000_000)
        return max(to_known(self.at) + waited, last_known + 1)


@cache
def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def lock_target(cursor: Hand, new: NewReport, by: Actor) -> Facts:
    """The facts of the target named, under the campaign's lock.

    Raises UnknownCampaign, UnknownPlace, UnknownTask, UnknownMeasure or NoTarget, whichever comes first.
    """
    facts = _locked(cursor, new, new.place)
    if facts is None:
        place = _place_by_any_code(new.place)
        if place is None or place.code == new.place or (facts := _locked(cursor, new, place.code)) is None:
            raise what_is_unknown(new.campaign, new.place, new.task, new.measure, by)
    if not sees(by, facts):
        raise UnknownPlace(place=new.place)
    return facts


def sees(by: Actor, facts: Facts) -> bool:
    """Whether some grant of the actor reaches the target, whatever its role."""
    return any(grant.covers(facts.place_path, facts.task_code, facts.campaign_code) for grant in by.grants)


def _locked(cursor: Hand, new: NewReport, place: str) -> Facts | None:
    lock = " FOR UPDATE OF l" if connection.vendor == "postgresql" else ""
    cursor.execute(LOCK_TARGET + lock, [new.uuid.hex, new.task, new.measure, new.measure, place, new.campaign])
    row = cursor.fetchone()
    return None if row is None else Facts(*row)


def _place_by_any_code(code: str) -> Place | None:
    """The place that has the code now, or the one that had it last."""
    versions = PlaceVersion.objects.filter(code=code).order_by("-valid_to").select_related("place")
    return Place.objects.filter(code=code).first() or next((version.place for version in versions[:1]), None)


def what_is_unknown(campaign: str, place: str, task: str, measure: str, by: Actor) -> Problem:
    """Why the plan has no target of these codes that the actor sees. Names what there is, where that is no secret."""
    drive = Campaign.objects.filter(code=campaign).select_related("place").first()
    if drive is None or not any(grant.campaign_code in {None, campaign} for grant in by.grants):
        return UnknownCampaign(campaign=campaign)
    spot = _place_by_any_code(place)
    if spot is None or not spot.path.startswith(drive.place.path) or not by_place(by, spot.path, campaign):
        return UnknownPlace(place=place)
    tasks = {row.code: row for row in Task.objects.filter(campaign=drive)}
    if task not in tasks:
        return UnknownTask(task=task, tasks=", ".join(f"{row.code} {row.name}" for row in tasks.values()))
    measures = {row.code: row.name for row in Measure.objects.filter(task=tasks[task])}
    if measure and measure not in measures:
        names = ", ".join(f"{code} {name}" for code, name in measures.items())
        return UnknownMeasure(task=tasks[task].name, measure=measure, measures=names)
    return NoTarget(place=spot.name, task=tasks[task].name)


def by_place(by: Actor, place_path: str, campaign: str) -> bool:
    """Whether some grant of the actor reaches the place in the campaign."""
    return any(grant.covers(place_path, None, campaign) for grant in by.grants)
