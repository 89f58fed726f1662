"""A whole plan as values by code: what a workbook asks for, what stands, and what differs between the two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Literal

from bairi.plan.campaigns.rules.settings import (
    GoalSetting,
    LineSetting,
    MeasureSetting,
    MilestoneSetting,
    PhaseSetting,
    ResponsibilitySetting,
    TargetSetting,
    TaskSetting,
)

Key = Any  # a code, or several in a tuple
Kind = Literal["added", "changed", "removed", "kept"]
SECTIONS = ("campaign", "days_off", "phases", "lines", "tasks", "measures", "targets", "milestones", "goals", "answers")
"""In the order in which a plan is read and written."""


@dataclass(frozen=True, slots=True)
class CampaignSetting:
    """A campaign's own facts. `weekly_off` are ISO weekdays."""

    code: str
    name: str
    place: str
    start_on: date
    deadline_on: date
    name_en: str = ""
    time_zone: str = "Asia/Shanghai"
    weekly_off: tuple[int, ...] = ()
    rhythm: str = "weekly"
    cut_off_hour: int = 18
    silent_after_days: int = 10
    jump_share: float = 0.3
    burden_ceiling: int = 60
    photo_px: int = 1600
    late_below: float = 0.333333
    risk_below: float = 0.666667
    coverage_needed: float = 0.3
    trust_gap: float = 0.2
    source: str = ""


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day that does not count as a working day."""

    day: date


@dataclass(slots=True)
class WholePlan:
    """Sections by their keys. A section that is None is not spoken of: what stands stays.

    Keys: phases and goals by name; lines and tasks by code; measures by (task, code); targets by (task, measure,
    place); milestones by ("task" or "line", code, name); answers by (place, task, kind, unit, user, person, post).
    """

    campaign: dict[Key, CampaignSetting] | None = None
    days_off: dict[Key, DayOff] | None = None
    phases: dict[Key, PhaseSetting] | None = None
    lines: dict[Key, LineSetting] | None = None
    tasks: dict[Key, TaskSetting] | None = None
    measures: dict[Key, MeasureSetting] | None = None
    targets: dict[Key, TargetSetting] | None = None
    milestones: dict[Key, MilestoneSetting] | None = None
    goals: dict[Key, GoalSetting] | None = None
    answers: dict[Key, ResponsibilitySetting] | None = None

    def section(self, name: str) -> dict[Key, Any]:
        """The section, empty when it is not spoken of."""
        return getattr(self, name) or {}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's value before and after."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class PlanChangeLine:
    """One object that differs. "kept": it stands, the workbook does not name it, and it stays. `label`: its name."""

    section: str
    key: Key
    kind: Kind
    before: Any = None
    after: Any = None
    fields: tuple[FieldChange, ...] = field(default=())
    label: str = ""


def plan_differences(before: WholePlan, after: WholePlan, *, take_out: bool) -> Iterator[PlanChangeLine]:
    """What differs, section by section. With `take_out`, what the workbook leaves out is removed, else it is kept.

    >>> old = WholePlan(lines={"a": LineSetting("a", "Roads"), "b": LineSetting("b", "Water")})
    >>> new = WholePlan(lines={"a": LineSetting("a", "Roads", weight=2.0)})
    >>> [(line.key, line.kind) for line in plan_differences(old, new, take_out=False)]
    [('a', 'changed'), ('b', 'kept')]
    """
    for section in SECTIONS:
        if getattr(after, section) is not None:
            yield from _section(section, before.section(section), after.section(section), take_out=take_out)


def _section(
    section: str, before: Mapping[Key, Any], after: Mapping[Key, Any], *, take_out: bool
) -> Iterator[PlanChangeLine]:
    for key, new in after.items():
        old = before.get(key)
        if old is None:
            yield PlanChangeLine(section, key, "added", None, new)
        elif changed := field_changes(old, new):
            yield PlanChangeLine(section, key, "changed", old, new, changed)
    for key, old in before.items():
        if key not in after and section != "campaign":
            yield PlanChangeLine(section, key, "removed" if take_out else "kept", old)


def field_changes(before: Any, after: Any) -> tuple[FieldChange, ...]:
    """The fields of two values of one class that differ."""
    pairs = ((f.name, getattr(before, f.name), getattr(after, f.name)) for f in fields(before))
    return tuple(FieldChange(name, old, new) for name, old, new in pairs if old != new)


def joined(before: WholePlan, after: WholePlan, *, take_out: bool) -> WholePlan:
    """The plan as it is to stand: what the workbook says, and what it leaves out unless that is taken out."""
    found = {}
    for section in SECTIONS:
        new = getattr(after, section)
        old = before.section(section)
        found[section] = dict(old) if new is None else {**({} if take_out else old), **new}
    return WholePlan(**found)
