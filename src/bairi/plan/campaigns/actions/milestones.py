"""Milestones of a task or a line, and the trajectories that follow them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Actor, require
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.checks import check_range
from bairi.plan.campaigns.actions.lines import find_line
from bairi.plan.campaigns.actions.plan import Note, PlanChange, seen_campaign
from bairi.plan.campaigns.actions.tasks import find_task
from bairi.plan.campaigns.actions.write_targets import Key, Wanted, load_standing, terms_of, write_targets
from bairi.plan.campaigns.events import MilestoneRemoved, MilestoneSet
from bairi.plan.campaigns.models import Campaign, Line, Measure, Milestone, TargetVersion, Task
from bairi.plan.campaigns.permissions import SET_MILESTONES
from bairi.plan.campaigns.problems import MilestonesOutOfOrder
from bairi.plan.campaigns.rules.settings import MilestoneSetting
from bairi.plan.campaigns.rules.trajectories import milestones as trajectory_by

Owner = Task | Line


@transaction.atomic
def set_milestones(
    *,
    campaign: str,
    milestones: Sequence[MilestoneSetting],
    task: str | None = None,
    line: str | None = None,
    reason: str,
    apply: bool = True,
    by: Actor,
    at: datetime,
) -> PlanChange:
    """Replace the milestones of a task, or of a line. With `apply`, all targets of the task follow them from now on.

    A target that is due earlier, or starts later, keeps those milestones that lie within its own dates. Raises
    UnknownTask, UnknownLine, ValueOutOfRange, MilestonesOutOfOrder, ReasonNeeded.
    """
    row = seen_campaign(by, campaign)
    path = row.place.path
    require(by, SET_MILESTONES, place_path=path, task_code=task or None, campaign_code=row.code)
    owner: Owner = find_task(row, task) if task is not None else find_line(row, line or "")
    ordered = sorted(milestones, key=lambda m: m.due_on)
    note = Note(reason=reason, by=by, at=at)
    changes = write_milestones(row, owner, ordered, note)
    standing: dict[Key, TargetVersion] = {}
    wanted: list[Wanted] = []
    if apply and ordered and isinstance(owner, Task):
        standing = load_standing(row, Measure.objects.filter(task=owner))
        wanted = [want for version in standing.values() if (want := _following(version, ordered)) is not None]
    return write_targets(row, wanted, standing, note, changes)


def _check(ordered: Sequence[MilestoneSetting]) -> None:
    last = 0.0
    for milestone in ordered:
        check_range(_("The share of a milestone"), milestone.share, 0.001, 1)
        if milestone.share < last:
            raise MilestonesOutOfOrder(name=milestone.name, due_on=milestone.due_on)
        last = milestone.share


def _following(version: TargetVersion, ordered: Sequence[MilestoneSetting]) -> Wanted | None:
    terms = terms_of(version)
    points = [(m.due_on, m.share) for m in ordered if terms.start_on <= m.due_on <= terms.due_on]
    if terms.removed or not points:
        return None
    return Wanted(version.target.measure, version.target.place, replace(terms, trajectory=trajectory_by(points)))


def write_milestones(
    campaign: Campaign, owner: Owner, ordered: Sequence[MilestoneSetting], note: Note
) -> list[dict[str, Any]]:
    """Write the milestones that differ, one event each; milestones are told apart by their name.

    Returns what a plan version has to tell. Raises ValueOutOfRange, MilestonesOutOfOrder.
    """
    _check(ordered)
    whose: dict[str, Any] = {"task": owner} if isinstance(owner, Task) else {"line": owner}
    task = owner.code if isinstance(owner, Task) else None
    line_code = owner.code if isinstance(owner, Line) else None
    standing = {m.name: m for m in Milestone.objects.filter(campaign=campaign, **whose)}
    changes: list[dict[str, Any]] = []
    for setting in ordered:
        old = standing.pop(setting.name, None)
        values = {"due_on": setting.due_on, "share": setting.share, "name_en": setting.name_en}
        if old is not None and all(getattr(old, name) == value for name, value in values.items()):
            continue
        defaults = values | {"source": setting.source}
        Milestone.objects.update_or_create(campaign=campaign, **whose, name=setting.name, defaults=defaults)
        changes.append(_change(owner, setting.name, _said(old), _said(setting)))
        event = MilestoneSet(
            campaign=campaign.code, task=task, line_code=line_code,
            name=setting.name, due_on=setting.due_on, share=setting.share,
        )  # fmt: skip
        append(event, by=note.by, at=note.at, place=campaign.place.code, group=note.group)
    for gone in standing.values():
        gone.delete()
        changes.append(_change(owner, gone.name, _said(gone), None))
        event_ = MilestoneRemoved(
            campaign=campaign.code, task=task, line_code=line_code,
            name=gone.name, due_on=gone.due_on, share=gone.share,
        )  # fmt: skip
        append(event_, by=note.by, at=note.at, place=campaign.place.code, group=note.group)
    return changes


def _change(owner: Owner, name: str, before: str | None, after: str | None) -> dict[str, Any]:
    return {"what": "milestone", "subject": f"{owner.name} · {name}", "field": "", "before": before, "after": after}


def _said(milestone: Milestone | MilestoneSetting | None) -> str | None:
    return None if milestone is None else f"{milestone.share * 100:g} % {milestone.due_on.isoformat()}"
