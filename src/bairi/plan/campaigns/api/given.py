"""What the API takes. Places, tasks and measures go by code; days are ISO dates, moments ISO with a zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from django.utils.translation import gettext
from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field, StringConstraints

from bairi.plan.campaigns.rules.photos import LARGEST_PX, SMALLEST_PX
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


class CampaignIn(BaseModel):
    """A new campaign, a draft in a place and all below it."""

    code: Code
    name: Name
    place: Code
    start_on: Day
    deadline_on: Day


class EvidenceLimitsIn(BaseModel):
    """From where on evidence is looked at again: days, minutes, metres, a share, a number of works. All of them."""

    days_before: Annotated[int, Field(strict=True, ge=0, le=365)]
    days_after: Annotated[int, Field(strict=True, ge=0, le=365)]
    clock_minutes: Annotated[int, Field(strict=True, ge=1, le=10_080)]
    outside_m: Annotated[int, Field(strict=True, ge=0, le=50_000)]
    far_m: Annotated[int, Field(strict=True, ge=50, le=100_000)]
    usual_points: Annotated[int, Field(strict=True, ge=1, le=100)]
    apart_minutes: Annotated[int, Field(strict=True, ge=1, le=10_080)]
    apart_m: Annotated[int, Field(strict=True, ge=10, le=100_000)]
    alike_share: Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0.6, le=1)]
    works_per_photo: Annotated[int, Field(strict=True, ge=1, le=100)]
    reason: Reason = ""


class PhotoSizeIn(BaseModel):
    """The longest side of photos in pixels. Photos taken already stay as they are."""

    photo_px: Annotated[int, Field(strict=True, ge=SMALLEST_PX, le=LARGEST_PX)]
    reason: Reason = ""


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


class ChangeRequestIn(BaseModel):
    task: Code
    place: Code
    measure: Code = ""
    must: Figure
    reserve: Figure = 0.0
    due_on: Day
    reason: Reason


class DecisionIn(BaseModel):
    granted: bool
    note: Reason = ""
