"""Start, deadline, days off and phases. Targets bound to the campaign's dates move with them, visibly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Actor
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.checks import check_choice, check_dates, check_range
from bairi.plan.campaigns.actions.plan import Note, PlanChange, open_campaign, reason_for
from bairi.plan.campaigns.actions.write_targets import Key, Wanted, load_standing, terms_of, write_targets
from bairi.plan.campaigns.events import CalendarSet, PhaseRemoved, PhaseSet
from bairi.plan.campaigns.models import Campaign, Measure, Phase, Rhythm, TargetVersion
from bairi.plan.campaigns.permissions import SET_CALENDAR
from bairi.plan.campaigns.problems import PhasesOverlap, UnknownChoice
from bairi.plan.campaigns.rules.days import overlap
from bairi.plan.campaigns.rules.settings import PhaseSetting
from bairi.plan.campaigns.rules.trajectories import moved


@dataclass(frozen=True, slots=True)
class CalendarSetting:
    """Start, deadline and days off; `time_zone` None keeps what stands."""

    start_on: date
    deadline_on: date
    days_off: tuple[date, ...]
    weekly_off: tuple[int, ...]
    time_zone: str | None = None


@transaction.atomic
def set_calendar(
    *,
    campaign: str,
    start_on: date,
    deadline_on: date,
    days_off: Sequence[date],
    weekly_off: Sequence[int],
    phases: Sequence[PhaseSetting],
    time_zone: str | None = None,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> PlanChange:
    """Set the calendar and the phases. A target due on the old deadline, or begun on the old start, moves with it.

    Raises DatesOutOfOrder, PhasesOverlap, ValueOutOfRange, UnknownChoice, ReasonNeeded.
    """
    row = open_campaign(by, SET_CALENDAR, campaign)
    note = Note(reason=reason, by=by, at=at)
    days = CalendarSetting(start_on, deadline_on, tuple(days_off), tuple(weekly_off), time_zone)
    changes, wanted, standing = write_calendar(row, days, phases, note)
    return write_targets(row, wanted, standing, note, changes)


def write_calendar(
    row: Campaign, days: CalendarSetting, phases: Sequence[PhaseSetting], note: Note
) -> tuple[list[dict[str, Any]], list[Wanted], dict[Key, TargetVersion]]:
    """Set the calendar and the phases and say so. Returns what a plan version has to tell, the targets that move with
    the campaign's dates, and all that stand. Raises as `set_calendar`.
    """
    start_on, deadline_on, time_zone = days.start_on, days.deadline_on, days.time_zone
    check_dates(start_on, deadline_on)
    _check_phases(phases)
    for weekday in days.weekly_off:
        check_range(_("A weekday"), weekday, 1, 7)
    if time_zone is not None and time_zone not in available_timezones():
        raise UnknownChoice(value=time_zone, choices="Asia/Shanghai, …")
    old_start, old_deadline = row.start_on, row.deadline_on
    changes = list(_changed(row, start_on, deadline_on, days.days_off, days.weekly_off, time_zone))
    if changes:
        row.save(update_fields=["start_on", "deadline_on", "days_off", "weekly_off", "time_zone"])
        event = _event(row, reason_for(row, note.reason))
        append(event, by=note.by, at=note.at, place=row.place.code, group=note.group)
    _set_phases(row, phases, note)
    standing = load_standing(row, Measure.objects.filter(task__campaign=row)) if changes else {}
    wanted = []
    for version in standing.values():
        terms = terms_of(version)
        start = start_on if terms.start_on == old_start else terms.start_on
        due = deadline_on if terms.due_on == old_deadline else terms.due_on
        if (start, due) == (terms.start_on, terms.due_on) or start >= due or terms.removed:
            continue
        path = moved(version.trajectory, (due - terms.due_on).days, start, due)
        terms = replace(terms, start_on=start, due_on=due, trajectory=path)
        wanted.append(Wanted(version.target.measure, version.target.place, terms))
    return changes, wanted, standing


def _check_phases(phases: Sequence[PhaseSetting]) -> None:
    for phase in phases:
        if phase.start_on != phase.end_on:
            check_dates(phase.start_on, phase.end_on)
        check_choice(phase.rhythm, ["", *Rhythm.values])
    clash = overlap([(phase.start_on, phase.end_on) for phase in phases])
    if clash is not None:
        raise PhasesOverlap(end_on=clash[0], start_on=clash[1])


def _changed(
    row: Campaign,
    start_on: date,
    deadline_on: date,
    days_off: Sequence[date],
    weekly_off: Sequence[int],
    time_zone: str | None,
) -> Iterator[dict[str, Any]]:
    """Set the fields of the row and tell which of them differ."""
    new = {
        "start_on": start_on,
        "deadline_on": deadline_on,
        "days_off": sorted({day.isoformat() for day in days_off}),
        "weekly_off": sorted(set(weekly_off)),
        "time_zone": time_zone or row.time_zone,
    }
    for name, value in new.items():
        before = getattr(row, name)
        if before != value:
            setattr(row, name, value)
            yield {"what": "calendar", "subject": "", "field": name, "before": _plain(before), "after": _plain(value)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _event(row: Campaign, reason: str) -> CalendarSet:
    return CalendarSet(
        campaign=row.code,
        start_on=row.start_on,
        deadline_on=row.deadline_on,
        days_off=tuple(date.fromisoformat(day) for day in row.days_off),
        weekly_off=tuple(row.weekly_off),
        time_zone=row.time_zone,
        reason=reason,
    )


def _set_phases(row: Campaign, phases: Sequence[PhaseSetting], note: Note) -> None:
    """Phases are told apart by their name."""
    standing = {phase.name: phase for phase in Phase.objects.filter(campaign=row)}
    for setting in phases:
        values = {name: getattr(setting, name) for name in ("name_en", "start_on", "end_on", "rhythm")}
        old = standing.pop(setting.name, None)
        if old is not None and all(getattr(old, name) == value for name, value in values.items()):
            continue
        Phase.objects.update_or_create(campaign=row, name=setting.name, defaults=values)
        event = PhaseSet(
            campaign=row.code,
            name=setting.name,
            start_on=setting.start_on,
            end_on=setting.end_on,
            rhythm=setting.rhythm,
        )
        append(event, by=note.by, at=note.at, place=row.place.code, group=note.group)
    for gone in standing.values():
        gone.delete()
        event_ = PhaseRemoved(campaign=row.code, name=gone.name)
        append(event_, by=note.by, at=note.at, place=row.place.code, group=note.group)
