"""The next battle: a new draft with the places, people, templates and, if wished, targets of an earlier campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from bairi.ground.access import Actor, Role, get_for
from bairi.ground.access.known import OPEN
from bairi.ground.accounts.actions.grant_role import give
from bairi.ground.accounts.models import RoleGrant
from bairi.ground.accounts.permissions import GRANT_ROLE
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.campaign import created_event
from bairi.plan.campaigns.actions.checks import check_code, check_dates, check_free
from bairi.plan.campaigns.actions.plan import Note
from bairi.plan.campaigns.actions.write_targets import Wanted, write_targets
from bairi.plan.campaigns.models import (
    Campaign,
    CampaignClock,
    Goal,
    Line,
    Measure,
    Milestone,
    Phase,
    PlanSource,
    Responsibility,
    TargetVersion,
    Task,
)
from bairi.plan.campaigns.permissions import CLONE_CAMPAIGN
from bairi.plan.campaigns.rules.differences import Terms
from bairi.plan.campaigns.rules.trajectories import moved

KEPT = (
    "name_en", "place", "time_zone", "weekly_off", "rhythm", "cut_off_hour", "late_below", "risk_below",
    "coverage_needed", "silent_after_days", "jump_share", "trust_gap", "burden_ceiling", "evidence_limits", "photo_px",
    "robots",
)  # fmt: skip
"""What a clone takes over as it is. Days off are dates of their year, so they are moved with the rest."""


@dataclass(slots=True)
class Copy:
    """The copies made, by the primary key of their originals."""

    campaign: Campaign
    shift: timedelta
    lines: dict[int, Line]
    tasks: dict[int, Task]
    measures: dict[int, Measure]

    def day(self, on: date) -> date:
        """A day moved to the new dates, within them."""
        return min(max(on + self.shift, self.campaign.start_on), self.campaign.deadline_on)


@transaction.atomic
def clone_campaign(
    *,
    campaign: str,
    code: str,
    name: str,
    start_on: date,
    deadline_on: date | None = None,
    with_targets: bool = True,
    by: Actor,
    at: datetime,
) -> Campaign:
    """A new draft made after an earlier campaign, whatever its state; days are moved by the distance of the starts.

    `deadline_on` None keeps the length. People: who answers, and, when the actor may grant roles, the roles given for
    the earlier campaign alone. Raises NotVisible, NotAllowed, BadCode, CodeTaken, DatesOutOfOrder.
    """
    old = get_for(by, CLONE_CAMPAIGN, Campaign.objects.select_related("place"), code=campaign)
    check_code(code)
    check_free(code, Campaign.objects.all())
    shift = start_on - old.start_on
    deadline_on = deadline_on or old.deadline_on + shift
    check_dates(start_on, deadline_on)
    new = Campaign(code=code, name=name.strip(), start_on=start_on, deadline_on=deadline_on, cloned_from=old)
    for field in KEPT:
        setattr(new, field, getattr(old, field))
    new.name_en = ""
    new.days_off = [(date.fromisoformat(day) + shift).isoformat() for day in old.days_off]
    new.save()
    CampaignClock.objects.create(campaign=new)
    note = Note(reason=_("Cloned from %(name)s") % {"name": old.name}, by=by, at=at, source=PlanSource.CLONE)
    append(created_event(new, cloned_from=old.code), by=by, at=at, place=new.place.code, group=note.group)
    copy = _copy_structure(old, new, shift)
    _copy_people(old, copy, note)
    if with_targets:
        _copy_targets(old, copy, note)
    return new


def _copy_structure(old: Campaign, new: Campaign, shift: timedelta) -> Copy:
    copy = Copy(new, shift, {}, {}, {})
    for line in Line.objects.filter(campaign=old):
        copy.lines[line.pk] = _again(line, campaign=new)
    for task in Task.objects.filter(campaign=old):
        copy.tasks[task.pk] = _again(task, campaign=new, line=copy.lines[task.line_id], source="")
    measures = list(Measure.objects.filter(task__campaign=old))
    for measure in measures:
        copy.measures[measure.pk] = _again(measure, task=copy.tasks[measure.task_id], denominator=None)
    for measure in measures:
        if measure.denominator_id is not None:
            made = copy.measures[measure.pk]
            made.denominator = copy.measures[measure.denominator_id]
            made.save(update_fields=["denominator"])
    for phase in Phase.objects.filter(campaign=old):
        _again(phase, campaign=new, start_on=copy.day(phase.start_on), end_on=copy.day(phase.end_on))
    for stone in Milestone.objects.filter(campaign=old):
        task_ = copy.tasks.get(stone.task_id or 0)
        line_ = copy.lines.get(stone.line_id or 0)
        _again(stone, campaign=new, task=task_, line=line_, due_on=copy.day(stone.due_on), source="")
    for goal in Goal.objects.filter(campaign=old).prefetch_related("tasks"):
        codes = [copy.tasks[task.pk] for task in goal.tasks.all()]
        _again(goal, campaign=new, due_on=copy.day(goal.due_on), source="").tasks.set(codes)
    return copy


def _copy_people(old: Campaign, copy: Copy, note: Note) -> None:
    """Who answers, and the roles that were given for the earlier campaign alone."""
    for entry in Responsibility.objects.filter(campaign=old):
        _again(entry, campaign=copy.campaign, task=copy.tasks.get(entry.task_id or 0), source="")
    if not note.by.may(GRANT_ROLE, place_path=old.place.path):
        return
    living = RoleGrant.objects.filter(campaign_code=old.code, ended_at=None, user__is_active=True)
    for grant in living.select_related("user", "place"):
        give(
            grant.user, Role(grant.role), grant.place, grant.task_codes, copy.campaign.code,
            by=note.by, at=note.at, group=note.group,
        )  # fmt: skip


def _copy_targets(old: Campaign, copy: Copy, note: Note) -> None:
    """The targets as they stand now, their days moved, as the first plan version of the new campaign."""
    wanted = []
    rows = TargetVersion.objects.filter(target__campaign=old, known_to=OPEN, removed=False)
    for row in rows.select_related("target__place").order_by("target_id"):
        start, due = copy.day(row.start_on), copy.day(row.due_on)
        start = start if start < due else copy.campaign.start_on
        due = copy.campaign.deadline_on if row.due_on == old.deadline_on else due
        path = moved(row.trajectory, copy.shift.days, start, due)
        terms = Terms(row.must, row.reserve, row.baseline, start, due, path)
        wanted.append(Wanted(copy.measures[row.target.measure_id], row.target.place, terms))
    write_targets(copy.campaign, wanted, {}, note)


def _again(row: Any, **changed: Any) -> Any:
    """A saved copy of a row with some fields changed."""
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    fields = {f.name: f.attname for f in row._meta.concrete_fields}
    for name, value in changed.items():
        values.pop(fields[name], None)
        values[name] = value
    made: models.Model = type(row)(**values)
    made.save()
    return made
