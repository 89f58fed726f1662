"""What the API gives of lists: standing, what differs, who owes a report."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema

from bairi.delivery.reports.api.shapes import ReportOut


class StandingOut(Schema):
    """One target at the three levels; null where nothing has reached the level."""

    place: str
    place_name: str
    task: str
    measure: str
    unit: str
    baseline: float
    must: float
    reported: float | None
    confirmed: float | None
    verified: float | None


class ConflictOut(Schema):
    """Two reports that differ, the second made without having seen the first."""

    id: int
    first: ReportOut
    second: ReportOut
    difference: float


class OwedOut(Schema):
    """A task without a report for the period [first_on, last_on]."""

    task: str
    first_on: date
    last_on: date
    last_reported_on: date | None


class MissingOut(Schema):
    """A place that owes reports."""

    place: str
    place_name: str
    township: str
    tasks: list[OwedOut]
    last_reported_on: date | None
    days_silent: int | None
    is_silent: bool
    urged_at: datetime | None
