"""What a report is judged by, read in one statement that also takes the campaign's lock."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from bairi.delivery.reports.actions.entries import NewReport
from bairi.delivery.reports.actions.hand import Hand, Rows
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

# The target is found first, then what belongs to it by key: joined plainly, a planner without statistics may begin
# with all targets of the county. OPEN stands in the text, not among the parameters: SQLite uses a partial index only
# where it sees the condition.
TARGET = """(
    SELECT t.id FROM campaigns_target t
    WHERE t.place_id = (SELECT p.id FROM places_place p WHERE p.code = %s)
      AND t.measure_id = (
        SELECT m.id FROM campaigns_measure m
        WHERE (m.code = %s OR (%s = '' AND m.counts))
          AND m.task_id = (
            SELECT k.id FROM campaigns_task k
            WHERE k.code = %s AND k.campaign_id = (SELECT c.id FROM campaigns_campaign c WHERE c.code = %s))))"""

LOCK_TARGET = """
SELECT t.id, t.is_control, p.id, p.path, p.code, p.name, p.level, c.id, c.code, c.name, c.state, c.time_zone,
       c.replay_at, c.jump_share, k.id, k.code, k.name, k.counting, m.code, m.unit, m.unit_en, m.whole,
       v.baseline, v.must, v.reserve, v.removed, l.known
FROM campaigns_target t
JOIN places_place p ON p.id = t.place_id
JOIN campaigns_measure m ON m.id = t.measure_id
JOIN campaigns_task k ON k.id = t.task_id
JOIN campaigns_campaign c ON c.id = t.campaign_id
JOIN campaigns_campaignclock l ON l.campaign_id = c.id
JOIN campaigns_targetversion v ON v.target_id = t.id AND v.known_to = :open
WHERE t.id = :target""".replace(":open", str(OPEN)).replace(":target", TARGET)

# `+ 0` keeps the planner from the index of all open periods.
STANDING_NOW = """
SELECT n.earlier, n.fresh, s.effective_from, s.effective_to, s.known_from, s.value, s.claim_id, r.uuid, r.known, r.stage
FROM (SELECT (SELECT e.id FROM reports_report e WHERE e.uuid = %s) AS earlier, (:fresh) AS fresh) n
LEFT JOIN reports_standing s ON s.target_id = :target
  AND s.item_id = COALESCE((SELECT i.id FROM reports_item i WHERE i.key = %s), 0)
  AND s.level = 1 AND s.known_to = :open AND s.effective_to + 0 >= %s
LEFT JOIN reports_report r ON r.id = s.claim_id
ORDER BY s.effective_from""".replace(":open", str(OPEN)).replace(":target", TARGET)

FRESH = {
    "sqlite": "SELECT COALESCE(MAX(id), 0) + 1 FROM reports_report",
    "postgresql": "SELECT nextval(pg_get_serial_sequence('reports_report', 'id'))",
}


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
    replay_at: datetime | str | None
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

    def known(self, last_known: int, *, replay_at: datetime | str | None) -> int:
        """The moment that the write is known from: after the last one, whatever the clock says.

        A replay has a clock of its own, which stands at `replay_at`: whoever tries it out writes at that moment.
        """
        if replay_at is not None:
            return max(min(to_known(self.at), to_known(as_moment(replay_at))), last_known + 1)
        waited = int((time.monotonic() - self.since) * 1_000_000)
        return max(to_known(self.at) + waited, last_known + 1)


def as_moment(value: datetime | str) -> datetime:
    """A column of a moment as the engine's bare cursor gives it: SQLite in UTC without saying so, as text or not."""
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@cache
def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@dataclass(frozen=True, slots=True)
class Opening:
    """What an intake starts from: the facts, an earlier report of the same number, the key of a new one, and the
    open-known periods at the reported level that touch the new one's day or come later."""

    facts: Facts
    earlier_id: int | None
    fresh_id: int
    standing: list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was sent to the database about a report, not yet read."""

    locking: Rows
    standing: Rows


def ask_target(cursor: Hand, new: NewReport) -> Asked:
    """Send all that is asked of an ordinary report, the campaign's lock first."""
    return Asked(_lock(cursor, new, new.place), _standing(cursor, new, new.place))


def open_target(cursor: Hand, new: NewReport, by: Actor, asked: Asked) -> Opening:
    """Read what was asked. Raises as `lock_target`."""
    row, standing = asked.locking.fetchone(), asked.standing
    facts = lock_target(cursor, new, by) if row is None else _seen(by, Facts(*row), new)
    if facts.place_code != new.place:
        standing = _standing(cursor, new, facts.place_code)
    rows = standing.fetchall()
    earlier, fresh = rows[0][:2]
    return Opening(facts, earlier, fresh, [row[2:] for row in rows if row[2] is not None])


def lock_target(cursor: Hand, new: NewReport, by: Actor) -> Facts:
    """The facts of the target named, under the campaign's lock; the place may go by a code that it used to have.

    Raises UnknownCampaign, UnknownPlace, UnknownTask, UnknownMeasure or NoTarget, whichever comes first.
    """
    row = _lock(cursor, new, new.place).fetchone()
    if row is None:
        place = _place_by_any_code(new.place)
        if place is not None and place.code != new.place:
            row = _lock(cursor, new, place.code).fetchone()
    if row is None:
        raise what_is_unknown(new.campaign, new.place, new.task, new.measure, by)
    return _seen(by, Facts(*row), new)


def _seen(by: Actor, facts: Facts, new: NewReport) -> Facts:
    if not sees(by, facts):
        raise UnknownPlace(place=new.place)
    return facts


def _lock(cursor: Hand, new: NewReport, place: str) -> Rows:
    lock = " FOR UPDATE OF l" if connection.vendor == "postgresql" else ""
    return cursor.execute(LOCK_TARGET + lock, _names(new, place))


def _standing(cursor: Hand, new: NewReport, place: str) -> Rows:
    sql = STANDING_NOW.replace(":fresh", FRESH[connection.vendor])
    item = None if new.item is None else new.item.hex
    return cursor.execute(sql, [new.uuid.hex, *_names(new, place), item, new.effective_on.toordinal()])


def _names(new: NewReport, place: str) -> list[str]:
    """What `TARGET` takes."""
    return [place, new.measure, new.measure, new.task, new.campaign]


def sees(by: Actor, facts: Facts) -> bool:
    """Whether some grant of the actor reaches the target, whatever its role."""
    return any(grant.covers(facts.place_path, facts.task_code, facts.campaign_code) for grant in by.grants)


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
