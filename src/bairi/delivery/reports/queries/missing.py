"""Who has not reported: by task and rhythm, from the cut-off hour on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Max, Q

from bairi.delivery.reports.models import Standing, Urging
from bairi.delivery.reports.queries.lists import last_values
from bairi.delivery.reports.rules import OPEN, Level
from bairi.delivery.reports.rules.rhythm import Period, Season, cut_off, due_period
from bairi.ground.access import Actor
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign, Phase, Task
from bairi.plan.campaigns.queries.targets import TargetRow, targets_known


@dataclass(frozen=True, slots=True)
class MissingTask:
    """A task without a report for the period that is due."""

    code: str
    name: str
    name_en: str
    period: Period
    last_reported_on: date | None


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A place that owes reports. `is_silent`: longer than the campaign's limit, or never at all."""

    place_code: str
    place_name: str
    place_name_en: str
    township: str
    township_en: str
    tasks: tuple[MissingTask, ...]
    last_reported_on: date | None
    days_silent: int | None
    is_silent: bool
    urged_at: datetime | None

    @property
    def due_on(self) -> date:
        """Last day of the latest period owed."""
        return max(task.period.last_on for task in self.tasks)


@dataclass(frozen=True, slots=True)
class MissingList:
    """Who owes a report at a moment, of all that were asked for one; `due_at` is the latest cut-off, in local time."""

    rows: tuple[MissingRow, ...]
    asked: int
    due_at: datetime | None

    @property
    def reported(self) -> int:
        return self.asked - len(self.rows)


@dataclass(slots=True)
class _Place:
    row: TargetRow
    tasks: dict[str, MissingTask] = field(default_factory=dict)
    last: date | None = None


def missing_reports(
    actor: Actor, campaign: Campaign, *, at: datetime, place: str | None = None, known: int | None = None
) -> MissingList:
    """Places within the actor's scope that owe a report at `at` (as known at `known`), longest silent first.

    A task is owed from the cut-off of its period until a report for that period or a later day is in; one that is done
    by its own reports is owed no more. Eight queries.
    """
    local = at.astimezone(ZoneInfo(campaign.time_zone))
    rows = [row for row in targets_known(campaign, known) if not row.is_control and _sees(actor, campaign, row)]
    within = Place.objects.filter(code=place).first() if place is not None else None
    if place is not None:
        rows = [row for row in rows if within is not None and row.place_path.startswith(within.path)]
    rhythms = _Rhythms(campaign, local)
    last = _last_days({row.target_id for row in rows}, known)
    done = _done(rows) if known is None else set()
    places: dict[int, _Place] = {}
    asked: set[int] = set()
    for (spot, task), targets in _by_task(rows).items():
        period = rhythms.due(task)
        latest = max((last[t.target_id] for t in targets if t.target_id in last), default=None)
        entry = places.setdefault(spot, _Place(targets[0]))
        entry.last = max((day for day in (entry.last, latest) if day is not None), default=None)
        if period is None or any(t.target_id in done for t in targets):
            continue
        asked.add(spot)
        if latest is None or latest < period.first_on:
            words = rhythms.tasks[task]
            entry.tasks[task] = MissingTask(task, words.name, words.name_en, period, latest)
    owing = {spot: entry for spot, entry in places.items() if entry.tasks}
    return MissingList(_rows(campaign, owing, local), len(asked), rhythms.latest_cut_off())


def _sees(actor: Actor, campaign: Campaign, row: TargetRow) -> bool:
    return any(g.covers(row.place_path, row.task_code, campaign.code) for g in actor.grants)


def _by_task(rows: Iterable[TargetRow]) -> Mapping[tuple[int, str], list[TargetRow]]:
    groups: dict[tuple[int, str], list[TargetRow]] = {}
    for row in rows:
        groups.setdefault((row.place_id, row.task_code), []).append(row)
    return groups


class _Rhythms:
    """The period that is due for each task at a moment: by its own rhythm, else the phase's, else the campaign's."""

    def __init__(self, campaign: Campaign, local: datetime) -> None:
        today = local.date()
        self.tasks = {task.code: task for task in Task.objects.filter(campaign=campaign)}
        phase = Phase.objects.filter(campaign=campaign, start_on__lte=today, end_on__gte=today).first()
        self.default = phase.rhythm if phase is not None and phase.rhythm else campaign.rhythm
        self.season = Season(
            campaign.start_on,
            campaign.deadline_on,
            frozenset(date.fromisoformat(day) for day in campaign.days_off),
            frozenset(campaign.weekly_off),
        )
        self.local, self.hour = local, campaign.cut_off_hour
        self.periods: dict[str, Period | None] = {}

    def due(self, task: str) -> Period | None:
        rhythm = self.tasks[task].rhythm or self.default
        if rhythm not in self.periods:
            self.periods[rhythm] = due_period(rhythm, self.local, self.hour, self.season)
        return self.periods[rhythm]

    def latest_cut_off(self) -> datetime | None:
        return max((cut_off(period, self.hour) for period in self.periods.values() if period), default=None)


def _last_days(targets: set[int], known: int | None) -> dict[int, date]:
    """The latest day that a living report of each target speaks of."""
    moment = Q(known_to=OPEN) if known is None else Q(known_from__lte=known, known_to__gt=known)
    rows = Standing.objects.filter(moment, target__in=targets, level=Level.REPORTED)
    days = rows.values("target").annotate(last=Max("effective_from")).values_list("target", "last")
    return {target: date.fromordinal(day) for target, day in days}


def _done(rows: Iterable[TargetRow]) -> set[int]:
    """Targets that count and have reached what they must, by their own reports."""
    counting = {row.target_id: row for row in rows if row.counts and row.must != row.baseline}
    values = last_values(set(counting), Level.REPORTED)
    return {
        target
        for target, value in values.items()
        if (value - counting[target].baseline) / (counting[target].must - counting[target].baseline) >= 1
    }


def _rows(campaign: Campaign, owing: Mapping[int, _Place], local: datetime) -> tuple[MissingRow, ...]:
    parents = Place.objects.in_bulk({entry.row.parent_id for entry in owing.values() if entry.row.parent_id})
    names = dict(Place.objects.filter(pk__in=list(owing)).values_list("id", "name_en"))
    urged = dict(
        Urging.objects.filter(campaign=campaign, place__in=list(owing))
        .values("place")
        .annotate(last=Max("at"))
        .values_list("place", "last")
    )
    made = [
        _row(campaign, entry, names[spot], parents.get(entry.row.parent_id or 0), urged.get(spot), local.date())
        for spot, entry in owing.items()
    ]
    made.sort(key=lambda row: (-(row.days_silent if row.days_silent is not None else 10_000), row.place_code))
    return tuple(made)


def _row(
    campaign: Campaign, entry: _Place, name_en: str, parent: Place | None, urged: datetime | None, today: date
) -> MissingRow:
    silent = None if entry.last is None else (today - entry.last).days
    return MissingRow(
        place_code=entry.row.place_code,
        place_name=entry.row.place_name,
        place_name_en=name_en,
        township="" if parent is None else parent.name,
        township_en="" if parent is None else parent.name_en,
        tasks=tuple(entry.tasks.values()),
        last_reported_on=entry.last,
        days_silent=silent,
        is_silent=silent is None or silent > campaign.silent_after_days,
        urged_at=urged,
    )


def urgings_for(actor: Actor, campaign: Campaign) -> list[Urging]:
    """Urgings of the places where the actor reports that nobody there has seen yet, newest first. One query."""
    reach = Q(pk__in=[])
    for grant in actor.grants_for("reports.receive_report"):
        if grant.place_path and grant.campaign_code in {None, campaign.code}:
            reach |= Q(place__path__startswith=grant.place_path)
    rows = Urging.objects.filter(reach, campaign=campaign, seen_at=None)
    return list(rows.select_related("place").order_by("-at", "id"))
