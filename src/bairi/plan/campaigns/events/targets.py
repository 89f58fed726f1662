"""What has happened to targets, milestones and goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bairi.plan.campaigns.events.base import PlanEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSet(PlanEvent):
    kind: ClassVar[str] = "campaigns.target_set"
    label = _("Target set")
    line = _("%(task)s: %(must)s and %(reserve)s in reserve by %(due_on)s. Reason: %(reason)s")
    subject: ClassVar[str | None] = "target"
    target: UUID
    task: str
    measure: str
    place: str
    plan_version: int
    must_before: float | None
    must: float
    reserve: float
    baseline: float
    start_on: date
    due_on: date
    trajectory: str
    is_control: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetTakenOut(PlanEvent):
    kind: ClassVar[str] = "campaigns.target_taken_out"
    label = _("Target taken out of the plan")
    line = _("%(task)s: %(must_before)s no longer asked for. Reason: %(reason)s")
    subject: ClassVar[str | None] = "target"
    target: UUID
    task: str
    measure: str
    place: str
    plan_version: int
    must_before: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneSet(PlanEvent):
    kind: ClassVar[str] = "campaigns.milestone_set"
    label = _("Milestone set")
    line = _("%(name)s: %(share)s by %(due_on)s")
    task: str | None
    line_code: str | None
    name: str
    due_on: date
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRemoved(PlanEvent):
    kind: ClassVar[str] = "campaigns.milestone_removed"
    label = _("Milestone removed")
    line = _("%(name)s: %(share)s by %(due_on)s")
    task: str | None
    line_code: str | None
    name: str
    due_on: date
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSet(PlanEvent):
    kind: ClassVar[str] = "campaigns.goal_set"
    label = _("Goal set")
    line = _("%(name)s by %(due_on)s")
    name: str
    goal: str
    share: float
    due_on: date
    tasks: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRemoved(PlanEvent):
    kind: ClassVar[str] = "campaigns.goal_removed"
    label = _("Goal removed")
    line = _("%(name)s")
    name: str
    reason: str
