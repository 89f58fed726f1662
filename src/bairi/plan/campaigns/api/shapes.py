"""What the API takes and gives. Places, tasks and measures go by code; days are ISO dates, moments ISO with a zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from django.utils.translation import gettext
from ninja import Schema
from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field, StringConstraints

from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import Answerer, PlanVersionLine, SumRow, TargetRow, days
from bairi.plan.campaigns.rules.settings import ShareSetting, TargetSetting

NO_NUL = r"^[^\x00]*$"
LARGEST = 1e12


def _day(value: object) -> object:
    """Days come as text, year-month-day; a bare number is refused."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.match(r"^\d{4}-\d{2}-\d{2}$", value):
        raise ValueError(gettext("Write the day as year-month-day, such as 2016-03-31."))
    return value


def _moment(value: object) -> object:
    if not isinstance(value, str | datetime):
        raise ValueError(gettext("Write the moment as text, such as 2016-03-31T18:00:00+08:00."))  # noqa: TRY004 - pydantic reports ValueError
    return value


Code = Annotated[str, StringConstraints(max_length=40, pattern=NO_NUL)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=NO_NUL)]
Reason = Annotated[str, StringConstraints(max_length=400, pattern=NO_NUL)]
Figure = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-LARGEST, le=LARGEST)]
Share = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=1)]
Day = Annotated[date, BeforeValidator(_day), Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]
Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_moment),
    Field(ge=datetime(1990, 1, 1, tzinfo=UTC), le=datetime(2200, 1, 1, tzinfo=UTC)),
]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]


class CampaignOut(Schema):
    """A campaign. `days` counts calendar days; `replay_at` is set for a replay only."""

    code: str
    name: str
    place: str
    state: Literal["draft", "running", "closed"]
    start_on: date
    deadline_on: date
    days: int
    time_zone: str
    rhythm: str
    replay_at: datetime | None

    @staticmethod
    def of(row: Campaign) -> CampaignOut:
        return CampaignOut(
            code=row.code, name=row.name, place=row.place.code, state=row.state, start_on=row.start_on,  # type: ignore[arg-type]
            deadline_on=row.deadline_on, days=days(row), time_zone=row.time_zone, rhythm=row.rhythm,
            replay_at=row.replay_at,
        )  # fmt: skip


class CampaignIn(BaseModel):
    """A new campaign, a draft in a place and all below it."""

    code: Code
    name: Name
    place: Code
    start_on: Day
    deadline_on: Day


class CloneIn(BaseModel):
    """The next campaign; without a deadline the length stays the same."""

    code: Code
    name: Name
    start_on: Day
    deadline_on: Day | None = None
    with_targets: bool = True


class ClosureIn(BaseModel):
    """To close a campaign its name is typed exactly."""

    typed_name: Name
    reason: Reason


class MeasureOut(Schema):
    code: str
    name: str
    unit: str
    counts: bool
    whole: bool
    roll_up: str
    lower_is_better: bool


class TaskOut(Schema):
    """A task with its measures; `share` is what it counts in the whole, null without targets."""

    code: str
    name: str
    line: str
    line_name: str
    counting: str
    rhythm: str
    lead_unit: str | None
    weight: float
    share: float | None
    measures: list[MeasureOut]


class TrajectoryOut(Schema):
    """`points` holds day and share of the way from baseline to must, for milestones only."""

    kind: Literal["linear", "s_curve", "milestones"]
    points: list[tuple[date, float]] = []


class TargetOut(Schema):
    """What one target asks for. A control total is compared with the sum below it, never added to it."""

    task: str
    measure: str
    unit: str
    place: str
    place_name: str
    is_control: bool
    baseline: float
    must: float
    reserve: float
    start_on: date
    due_on: date
    trajectory: TrajectoryOut
    plan_version: int

    @staticmethod
    def of(row: TargetRow) -> TargetOut:
        return TargetOut(
            task=row.task_code, measure=row.measure_code, unit=row.unit, place=row.place_code,
            place_name=row.place_name, is_control=row.is_control, baseline=row.baseline, must=row.must,
            reserve=row.reserve, start_on=row.start_on, due_on=row.due_on,
            trajectory=TrajectoryOut(**row.trajectory), plan_version=row.plan_version,
        )  # fmt: skip


class TrajectoryIn(BaseModel):
    kind: Literal["linear", "s_curve", "milestones"]
    points: Annotated[list[tuple[Day, Share]], Field(max_length=40)] = []

    def as_stored(self) -> dict[str, Any]:
        points = [[day.isoformat(), share] for day, share in self.points]
        return {"kind": self.kind, "points": points} if self.kind == "milestones" else {"kind": self.kind}


class TargetIn(BaseModel):
    """What a target is to ask for. What is left out stays as it is; `removed` takes the target out of the plan."""

    task: Code
    place: Code
    measure: Code | None = None
    must: Figure | None = None
    reserve: Figure | None = None
    baseline: Figure | None = None
    start_on: Day | None = None
    due_on: Day | None = None
    trajectory: TrajectoryIn | None = None
    removed: bool = False

    def as_setting(self) -> TargetSetting:
        given = self.model_dump(exclude={"trajectory"})
        return TargetSetting(**given, trajectory=self.trajectory.as_stored() if self.trajectory else None)


class TargetsIn(BaseModel):
    """Many targets at once, all or nothing, as one version of the plan."""

    rows: Annotated[list[TargetIn], Field(min_length=1, max_length=5000)]
    reason: Reason
    approved_by: Annotated[str, StringConstraints(max_length=80, pattern=NO_NUL)] = ""


class ShareIn(BaseModel):
    place: Code
    must: Figure
    reserve: Figure | None = None

    def as_setting(self) -> ShareSetting:
        return ShareSetting(**self.model_dump())


class DecompositionIn(BaseModel):
    """Targets of the places below `place`, whose own total stays as it is."""

    task: Code
    place: Code
    measure: Code | None = None
    rows: Annotated[list[ShareIn], Field(min_length=1, max_length=5000)]
    reason: Reason


class PlanChangeOut(Schema):
    """`plan_version` is null when nothing differed from what stood: then nothing was written."""

    plan_version: int | None
    changed: int
    unchanged: int


class DifferenceOut(Schema):
    task: str
    measure: str
    place: str
    must_before: float | None
    must: float
    removed: bool
    words: list[str]


class PlanVersionOut(Schema):
    """One version of the plan: who, when, why, on whose approval, and what differed (the first 200 targets)."""

    number: int
    at: datetime
    by: str
    approved_by: str
    reason: str
    is_baseline: bool
    targets: int
    differences: list[DifferenceOut]
    others: list[str]

    @staticmethod
    def of(line: PlanVersionLine) -> PlanVersionOut:
        return PlanVersionOut(
            number=line.number, at=line.at, by=line.by, approved_by=line.approved_by, reason=line.reason,
            is_baseline=line.is_baseline, targets=line.targets, others=line.others,
            differences=[
                DifferenceOut(
                    task=d.task_code, measure=d.measure_code, place=d.place_code, must_before=d.must_before,
                    must=d.must, removed=d.removed, words=d.fields,
                )
                for d in line.differences
            ],
        )  # fmt: skip


class SumOut(Schema):
    """A place's own total against the sum of the nearest targets below it."""

    place: str
    place_name: str
    level: int
    must: float | None
    below: float | None
    excess: float | None

    @staticmethod
    def of(row: SumRow) -> SumOut:
        return SumOut(
            place=row.place_code, place_name=row.place_name, level=row.level, must=row.must, below=row.below,
            excess=row.excess,
        )  # fmt: skip


class LevelOut(Schema):
    """What one level is asked for together; `added` is the share by which it goes beyond the topmost."""

    level: int
    count: int
    must: float
    added: float | None


class DecompositionOut(Schema):
    task: str
    measure: str
    unit: str
    adds_up: bool
    levels: list[LevelOut]
    rows: list[SumOut]


class AnswererOut(Schema):
    kind: str
    place: str
    place_name: str
    task: str | None
    who: str
    phone: str

    @staticmethod
    def of(row: Answerer) -> AnswererOut:
        return AnswererOut(
            kind=row.kind, place=row.place_code, place_name=row.place, task=row.task_code, who=row.who, phone=row.phone
        )


class AnswersOut(Schema):
    """Those who answer: the one to ask first, the nearest of each kind, and the chain from the top down."""

    first: AnswererOut | None
    nearest: list[AnswererOut]
    chain: list[AnswererOut]


class ChangeRequestIn(BaseModel):
    task: Code
    place: Code
    measure: Code = ""
    must: Figure
    reserve: Figure = 0.0
    due_on: Day
    reason: Reason


class ChangeRequestOut(Schema):
    """A request to move the bar; `granted` is null while it is open."""

    id: int
    task: str
    measure: str
    place: str
    must_now: float
    must: float
    reserve: float
    due_on: date
    reason: str
    asked_by: str
    asked_at: datetime
    granted: bool | None
    decided_by: str
    decided_at: datetime | None
    note: str
    plan_version: int | None


class DecisionIn(BaseModel):
    granted: bool
    note: Reason = ""
