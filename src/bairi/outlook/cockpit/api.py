"""Figures over HTTP: standing rolled up, and pace."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import AwareDatetime, BeforeValidator, Field, StringConstraints

from bairi.delivery.reports.rules import Level
from bairi.delivery.rollups.queries import View, attainment, view
from bairi.ground.access import Actor
from bairi.ground.access.known import to_known
from bairi.outlook.cockpit.queries.pace import pace_rows
from bairi.outlook.cockpit.queries.picture import picture

router = Router(tags=["cockpit"])


def _as_text(value: object) -> object:
    """Days and moments come as text only: a bare number is refused, not taken for seconds since 1970."""
    if isinstance(value, str) and value.lstrip("+-").replace(".", "").isdigit():
        raise ValueError("Write it as text, such as 2016-03-31.")
    return value


Code = Annotated[str, StringConstraints(max_length=40, pattern=r"^[^\x00]*$")]
Day = Annotated[date, BeforeValidator(_as_text), Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]
Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_as_text),
    Field(ge=datetime(1990, 1, 1, tzinfo=UTC), le=datetime(2200, 1, 1, tzinfo=UTC)),
]
By = Literal["place", "task", "line"]
Basis = Literal["reported", "confirmed", "verified"]


class AttainmentOut(Schema):
    """Attainment (0..1, null where nothing stands) of a place, task or line at the three levels of trust."""

    code: str
    name: str
    on: date
    targets: int
    reporting: int
    inspected: int
    reported: float | None
    confirmed: float | None
    verified: float | None


class PaceOut(Schema):
    """A place, task or line against its plan: shares 0..1, days ahead of the plan, targets by state and to be met."""

    code: str
    name: str
    on: date
    targets: int
    planned: float | None
    reported: float | None
    confirmed: float | None
    verified: float | None
    spi: float | None
    days_ahead: float | None
    late: int
    at_risk: int
    silent: int
    done: int
    on_pace: int
    expected: float
    low: int
    high: int


@router.get("campaigns/{campaign}/attainment", response=list[AttainmentOut], operation_id="attainment")
def attainment_rows(
    request: HttpRequest,
    campaign: Code,
    by: By = "place",
    place: Code | None = None,
    task: Code | None = None,
    on: Day | None = None,
    known: Moment | None = None,
) -> list[AttainmentOut]:
    """How far the campaign stands: the places below one, or its tasks or lines as a whole."""
    asked = _view(request, campaign, place, task, on, known)
    if by != "place":
        asked = View(asked.campaign, asked.root, asked.root.level, asked.on, asked.known, asked.tasks)
    return [
        AttainmentOut(
            code=row.place_code if by == "place" else row.group_code,
            name=row.place if by == "place" else row.group,
            on=asked.on,
            targets=row.targets,
            reporting=row.reporting,
            inspected=row.inspected,
            reported=row.reported,
            confirmed=row.confirmed,
            verified=row.verified,
        )
        for row in attainment(asked, by)
    ]


@router.get("campaigns/{campaign}/pace", response=list[PaceOut], operation_id="pace")
def pace(
    request: HttpRequest,
    campaign: Code,
    by: By = "place",
    basis: Basis = "confirmed",
    place: Code | None = None,
    task: Code | None = None,
    on: Day | None = None,
    known: Moment | None = None,
) -> list[PaceOut]:
    """Whether the campaign is on pace, judged by one level of trust."""
    asked = _view(request, campaign, place, task, on, known)
    return [PaceOut.from_orm(row) for row in pace_rows(picture(asked, Level[basis.upper()]), by)]


def _view(
    request: HttpRequest, campaign: str, place: str | None, task: str | None, on: date | None, known: datetime | None
) -> View:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    moment = None if known is None else to_known(known)
    return view(actor, campaign, place=place or None, task=task or None, on=on, known=moment)
