"""What the API gives. Places, tasks and measures go by code; days are ISO dates, moments ISO with a zone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema

from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import Answerer, PlanVersionLine, SumRow, TargetRow, days


class CampaignOut(Schema):
    """A campaign. `days` counts calendar days; `photo_px` is the longest side of photos.

    `replay_at` is set for a replay only.
    """

    code: str
    name: str
    place: str
    state: Literal["draft", "running", "closed"]
    start_on: date
    deadline_on: date
    days: int
    time_zone: str
    rhythm: str
    photo_px: int
    replay_at: datetime | None

    @staticmethod
    def of(row: Campaign) -> CampaignOut:
        return CampaignOut(
            code=row.code, name=row.name, place=row.place.code, state=row.state, start_on=row.start_on,  # type: ignore[arg-type]
            deadline_on=row.deadline_on, days=days(row), time_zone=row.time_zone, rhythm=row.rhythm,
            photo_px=row.photo_px, replay_at=row.replay_at,
        )  # fmt: skip


class EvidenceLimitsOut(Schema):
    """From where on evidence is looked at again: days, minutes, metres, a share, a number of works."""

    days_before: int
    days_after: int
    clock_minutes: int
    outside_m: int
    far_m: int
    usual_points: int
    apart_minutes: int
    apart_m: int
    alike_share: float
    works_per_photo: int


class MeasureOut(Schema):
    code: str
    name: str
    unit: str
    counts: bool
    whole: bool
    roll_up: str
    lower_is_better: bool


class TaskOut(Schema):
    """A task with its measures; `share` is what it counts in the whole, null without targets.

    `asks_position`: phones offer to add where the reporter is.
    """

    code: str
    name: str
    line: str
    line_name: str
    counting: str
    rhythm: str
    lead_unit: str | None
    asks_position: bool
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
