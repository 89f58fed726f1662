"""What has happened to lines, tasks and measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from bairi.plan.campaigns.events.base import PlanEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAdded(PlanEvent):
    kind: ClassVar[str] = "campaigns.line_added"
    label = _("Line added")
    line = _("%(code)s %(name)s, weight %(weight)s")
    code: str
    name: str
    name_en: str
    order: int
    weight: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChanged(PlanEvent):
    kind: ClassVar[str] = "campaigns.line_changed"
    label = _("Line changed")
    line = _("%(code)s %(name)s, weight %(weight)s")
    code: str
    name: str
    name_en: str
    order: int
    weight: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRemoved(PlanEvent):
    kind: ClassVar[str] = "campaigns.line_removed"
    label = _("Line removed")
    line = _("%(code)s %(name)s")
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAdded(PlanEvent):
    kind: ClassVar[str] = "campaigns.task_added"
    label = _("Task added")
    line = _("%(code)s %(name)s in line %(line_code)s, weight %(weight)s")
    code: str
    line_code: str
    name: str
    name_en: str
    order: int
    weight: float
    counting: str
    rhythm: str
    lead_unit: str | None
    asks_position: bool
    source: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskChanged(PlanEvent):
    kind: ClassVar[str] = "campaigns.task_changed"
    label = _("Task changed")
    line = _("%(code)s %(name)s in line %(line_code)s, weight %(weight)s")
    code: str
    line_code: str
    name: str
    name_en: str
    order: int
    weight: float
    counting: str
    rhythm: str
    lead_unit: str | None
    asks_position: bool
    source: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRemoved(PlanEvent):
    kind: ClassVar[str] = "campaigns.task_removed"
    label = _("Task removed")
    line = _("%(code)s %(name)s")
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureAdded(PlanEvent):
    kind: ClassVar[str] = "campaigns.measure_added"
    label = _("Measure added")
    line = _("%(name)s (%(unit)s) of task %(task)s")
    task: str
    code: str
    name: str
    name_en: str
    unit: str
    order: int
    whole: bool
    counts: bool
    roll_up: str
    denominator: str | None
    stage: str
    lower_is_better: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChanged(PlanEvent):
    kind: ClassVar[str] = "campaigns.measure_changed"
    label = _("Measure changed")
    line = _("%(name)s (%(unit)s) of task %(task)s")
    task: str
    code: str
    name: str
    name_en: str
    unit: str
    order: int
    whole: bool
    counts: bool
    roll_up: str
    denominator: str | None
    stage: str
    lower_is_better: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRemoved(PlanEvent):
    kind: ClassVar[str] = "campaigns.measure_removed"
    label = _("Measure removed")
    line = _("%(name)s of task %(task)s")
    task: str
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWeightSet(PlanEvent):
    kind: ClassVar[str] = "campaigns.line_weight_set"
    label = _("Weight of a line set")
    line = _("%(code)s: %(before)s to %(weight)s. Reason: %(reason)s")
    code: str
    before: float
    weight: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWeightSet(PlanEvent):
    kind: ClassVar[str] = "campaigns.task_weight_set"
    label = _("Weight of a task set")
    line = _("%(code)s: %(before)s to %(weight)s. Reason: %(reason)s")
    code: str
    before: float
    weight: float
    reason: str
