"""What the API takes and gives. Field names are the glossary's; days are ISO dates, moments ISO with their zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from django.utils.translation import gettext
from ninja import Schema
from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field, StringConstraints

from bairi.delivery.reports.actions import Attachment, NewReport, NewVerification
from bairi.delivery.reports.queries import ReportRow
from bairi.delivery.reports.rules.readings import LARGEST

NO_NUL = r"^[^\x00]*$"
DAY = r"^\d{4}-\d{2}-\d{2}$"


def _as_text(value: object) -> object:
    """Days and moments come as text only: a bare number is refused, not taken for seconds since 1970."""
    if not isinstance(value, str | date | datetime):
        raise ValueError(gettext("Write it as text, such as 2016-03-31."))  # noqa: TRY004 - pydantic reports ValueError
    return value


def _day(value: object) -> object:
    if isinstance(value, str) and not re.match(DAY, value):
        raise ValueError(gettext("Write the day as year-month-day, such as 2016-03-31."))
    return value


Code = Annotated[str, StringConstraints(max_length=40, pattern=NO_NUL)]
Reason = Annotated[str, StringConstraints(max_length=400, pattern=NO_NUL)]
Text = Annotated[str, StringConstraints(max_length=1000, pattern=NO_NUL)]
Name = Annotated[str, StringConstraints(max_length=80, pattern=NO_NUL)]
Figure = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-LARGEST, le=LARGEST)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Day = Annotated[
    date, BeforeValidator(_day), BeforeValidator(_as_text), Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))
]
Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_as_text),
    Field(ge=datetime(1990, 1, 1, tzinfo=UTC), le=datetime(2200, 1, 1, tzinfo=UTC)),
]


class EvidenceIn(BaseModel):
    """A file that was uploaded before, and what the device said of it."""

    sha256: Sha256
    name: Annotated[str, StringConstraints(max_length=120, pattern=NO_NUL)] = ""
    caption: Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)] = ""
    taken_at: Moment | None = None
    lon: Annotated[float, Field(strict=True, ge=-180, le=180, allow_inf_nan=False)] | None = None
    lat: Annotated[float, Field(strict=True, ge=-90, le=90, allow_inf_nan=False)] | None = None
    accuracy_m: Annotated[float, Field(strict=True, ge=0, le=1e6, allow_inf_nan=False)] | None = None

    def as_attachment(self) -> Attachment:
        return Attachment(**self.model_dump())


class ReportIn(BaseModel):
    """A claim about one target. `uuid` is made by the sender: sending the same again is sending it once.

    `value` is the total, or how many more where `entered_as` says so; a report on an item gives `item` and `stage`.
    `base` is the report that the reporter saw last, all zeros for none; left out, nothing is compared.
    """

    uuid: UUID
    campaign: Code
    place: Code
    task: Code
    effective_on: Day
    value: Figure | None = None
    measure: Code = ""
    entered_as: Literal["total", "more"] = "total"
    unit: Code = ""
    base: UUID | None = None
    supersedes: Annotated[list[UUID], Field(max_length=20)] = []
    item: UUID | None = None
    stage: Code = ""
    note: Text = ""
    entered_for: Name = ""
    evidence: Annotated[list[EvidenceIn], Field(max_length=40)] = []
    skew_ms: Annotated[int, Field(strict=True, ge=-(2**31), le=2**31 - 1)] | None = None

    def as_report(self) -> NewReport:
        return NewReport(
            uuid=self.uuid,
            campaign=self.campaign,
            place=self.place,
            task=self.task,
            effective_on=self.effective_on,
            value=self.value,
            measure=self.measure,
            entered_as=self.entered_as,
            unit=self.unit,
            base=self.base,
            supersedes=tuple(self.supersedes),
            item=self.item,
            stage=self.stage,
            note=self.note,
            entered_for=self.entered_for,
            evidence=tuple(evidence.as_attachment() for evidence in self.evidence),
            skew_ms=self.skew_ms,
        )


class EvidenceAboutIn(Schema):
    """What the device said of a file that is sent to a report. Left out, the file's own name is taken."""

    name: Annotated[str, StringConstraints(max_length=120, pattern=NO_NUL)] = ""
    caption: Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)] = ""
    taken_at: Moment | None = None
    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None = None
    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] | None = None
    accuracy_m: Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)] | None = None

    def as_attachment(self, file_name: str) -> Attachment:
        """The file's hash is not known yet."""
        said = self.model_dump() | {"name": self.name or file_name.replace("\0", "")[-120:]}
        return Attachment(sha256="", **said)


class EvidenceReceiptOut(Schema):
    """The receipt of one file of a report: it is on disk under its SHA-256. A phone deletes nothing before it."""

    report: UUID
    sha256: str
    size: int
    is_new: bool


class FileOut(Schema):
    """A file that is durably stored."""

    sha256: str
    size: int


class ReceiptOut(Schema):
    """What is durably kept of a report. A phone deletes nothing before it holds this.

    `digest` is the SHA-256 of the content as sent, `event` the leaf that the log holds, `known` the intake sequence in
    microseconds. `is_new` is false when the same report had come in before.
    """

    uuid: UUID
    digest: str
    event: str
    known: int
    known_at: datetime
    campaign: str
    place: str
    task: str
    measure: str
    value: float
    unit: str
    effective_on: date
    state: str
    marks: list[str]
    files: list[FileOut]
    conflict_with: UUID | None
    is_new: bool


class ReportOut(Schema):
    """A report and what has become of it."""

    uuid: UUID
    campaign: str
    place: str
    place_name: str
    task: str
    measure: str
    unit: str
    item: str
    stage: str
    effective_on: date
    known: int
    known_at: datetime
    value: float
    entered_as: str
    entered_value: float
    base: UUID | None
    note: str
    marks: list[str]
    via: str
    entered_by: str
    entered_for: str
    is_proxy: bool
    state: str
    reason: str
    supersedes: list[UUID]
    superseded_by: UUID | None
    conflict_with: UUID | None
    files: list[str]
    found: float | None
    digest: str

    @classmethod
    def of(cls, row: ReportRow) -> ReportOut:
        same = {name: getattr(row, name) for name in cls.model_fields if hasattr(row, name)}
        return cls(
            **same,
            place=row.place_code,
            task=row.task_code,
            measure=row.measure_code,
            item=row.item_name,
            entered_by=row.entered_by_name,
        )


class RefusedOut(Schema):
    """One of many that could not be done, and why."""

    uuid: UUID
    code: str
    message: str
    data: dict[str, Any]


class ManyIn(Schema):
    """Reports to take in together; each is judged by itself."""

    reports: Annotated[list[ReportIn], Field(min_length=1, max_length=500)]


class ManyOut(Schema):
    """Receipts of those that went in, and the refused ones with their reasons."""

    receipts: list[ReceiptOut]
    refused: list[RefusedOut]


class ConfirmIn(Schema):
    """Reports to stand by."""

    uuids: Annotated[list[UUID], Field(min_length=1, max_length=500)]


class OutcomeOut(Schema):
    """Reports done under one group, and the refused ones with their reasons."""

    group: UUID
    done: list[UUID]
    refused: list[RefusedOut]


class ReasonIn(Schema):
    """Why; the village reads it."""

    reason: Reason


class VerificationIn(Schema):
    """What an inspection found: `found` good among `inspected`. `basis` names the inspection."""

    uuid: UUID = Field(default_factory=uuid4)
    campaign: Code
    place: Code
    task: Code
    effective_on: Day
    found: Figure
    inspected: Figure
    basis: Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]
    method: Literal["whole", "sample"] = "whole"
    measure: Code = ""
    item: UUID | None = None
    report: UUID | None = None
    note: Text = ""
    supersedes: UUID | None = None

    def as_verification(self) -> NewVerification:
        return NewVerification(**self.model_dump())


class VerificationOut(Schema):
    """A finding as it is kept. `value` is what the verified standing takes."""

    uuid: UUID
    known: int
    effective_on: date
    claimed: float
    inspected: float
    found: float
    value: float
    method: str
    basis: str
