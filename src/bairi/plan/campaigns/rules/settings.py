"""What an action is asked to set: frozen values by code, the same from a page, a workbook and the API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Trajectory = dict[str, object]


@dataclass(frozen=True, slots=True)
class LineSetting:
    code: str
    name: str
    name_en: str = ""
    order: int = 0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class TaskSetting:
    """`line` and `lead_unit` are codes; `counting` is "tallied" or "itemised"; `rhythm` empty means the campaign's.

    `asks_position`: phones offer to add where the reporter is.
    """

    code: str
    line: str
    name: str
    name_en: str = ""
    order: int = 0
    weight: float = 1.0
    counting: str = "tallied"
    rhythm: str = ""
    lead_unit: str | None = None
    source: str = ""
    asks_position: bool = False


@dataclass(frozen=True, slots=True)
class MeasureSetting:
    """`roll_up` is "sum", "ratio" or "none"; `denominator` the code of another measure of the same task."""

    code: str
    name: str
    unit: str
    name_en: str = ""
    unit_en: str = ""
    order: int = 0
    whole: bool = False
    counts: bool = False
    roll_up: str = "sum"
    denominator: str | None = None
    stage: str = ""
    lower_is_better: bool = False


@dataclass(frozen=True, slots=True)
class TargetSetting:
    """What a target is to ask for. None keeps what stands, or takes the default: the measure that counts, the
    campaign's dates, baseline and reserve 0, a straight line. A new target needs `must`.
    """

    place: str
    task: str
    must: float | None = None
    measure: str | None = None
    reserve: float | None = None
    baseline: float | None = None
    start_on: date | None = None
    due_on: date | None = None
    trajectory: Trajectory | None = None
    removed: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ShareSetting:
    """What one place below is to take of the total above it."""

    place: str
    must: float
    reserve: float | None = None


@dataclass(frozen=True, slots=True)
class MilestoneSetting:
    name: str
    due_on: date
    share: float
    name_en: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class GoalSetting:
    """`kind` is "share" (the tasks together reach `share`) or "all_done"."""

    name: str
    kind: str
    due_on: date
    tasks: tuple[str, ...]
    share: float = 1.0
    name_en: str = ""
    order: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class ResponsibilitySetting:
    """Who answers: an organisation (code), a user (user name), or a named person or post."""

    place: str
    kind: str
    task: str | None = None
    organisation: str | None = None
    user: str | None = None
    person: str = ""
    post: str = ""
    phone: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PhaseSetting:
    name: str
    start_on: date
    end_on: date
    name_en: str = ""
    rhythm: str = ""
