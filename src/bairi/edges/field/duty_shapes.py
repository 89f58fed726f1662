"""What the phone sends for the duty log: days and visits in the API's own shape, and the receipts that it gets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar
from uuid import UUID

from django.http import HttpRequest
from pydantic import BaseModel, ValidationError

from bairi.delivery.duties.actions import NewDay, NewVisit
from bairi.delivery.duties.api import DutyDayIn, VisitIn
from bairi.delivery.duties.models import DutyDay, Visit
from bairi.delivery.reports.rules.readings import content_digest
from bairi.edges.field.problems import EntryUnreadable, LogUnreadable
from bairi.edges.field.unreadable import fields_of
from bairi.ground.access import Problem
from bairi.ground.access.known import to_moment

MOST_ENTRIES: Final = 100
New = TypeVar("New", NewDay, NewVisit)
Numbered = tuple[str, NewDay | NewVisit | Problem]


@dataclass(frozen=True, slots=True)
class EntryReceipt:
    """What is durably kept of a day or a visit, `content` by its own fields; `digest` is the content's SHA-256.

    `key` is the entry that says it: the one sent, or the one that stood there and said the same. A day is not
    `is_standing` once another entry has taken its place, a visit once it is withdrawn.
    """

    key: UUID
    is_new: bool
    is_standing: bool
    known: int
    content: Mapping[str, str]

    @property
    def digest(self) -> str:
        return content_digest(self.content)

    def as_dict(self) -> dict[str, Any]:
        """The receipt as JSON."""
        return {
            "key": str(self.key),
            "digest": self.digest,
            "known_at": to_moment(self.known).isoformat(),
            "is_new": self.is_new,
            "is_standing": self.is_standing,
            **self.content,
        }


def entries_of(request: HttpRequest) -> tuple[list[Numbered], list[Numbered]]:
    """Days and visits of a body `{"days": [...], "visits": [...]}`; one that cannot be read is a Problem in its place.

    Raises LogUnreadable.
    """
    try:
        body = json.loads(request.body)
        days, visits = body.get("days", []), body.get("visits", [])
    except (ValueError, AttributeError):
        raise LogUnreadable from None
    if not isinstance(days, list) or not isinstance(visits, list) or len(days) + len(visits) > MOST_ENTRIES:
        raise LogUnreadable
    return read_entries(days, visits)


def read_entries(days: list[Any], visits: list[Any]) -> tuple[list[Numbered], list[Numbered]]:
    """The number that the sender gave each, and the entry or why it cannot be read."""
    return [_read(row, DutyDayIn, NewDay) for row in days], [_read(row, VisitIn, NewVisit) for row in visits]


def _read(row: Any, shape: type[BaseModel], made: type[New]) -> tuple[str, New | Problem]:
    number = str(row.get("key", "")) if isinstance(row, dict) else ""
    try:
        # A phone speaks for the person who holds it; others' days are entered at the desk.
        return number, replace(made(**shape.model_validate(row).model_dump()), person="")
    except ValidationError as faults:
        return number, EntryUnreadable(where=fields_of(faults) or "entry")


def day_receipt(day: DutyDay, *, is_new: bool) -> EntryReceipt:
    """The receipt of a day."""
    content = {
        "place": day.place.code,
        "on": day.on.isoformat(),
        "presence": day.presence,
        "leave": day.leave,
        "note": day.note,
    }
    return EntryReceipt(day.key, is_new, day.superseded_known is None, day.known, content)


def visit_receipt(visit: Visit, *, is_new: bool) -> EntryReceipt:
    """The receipt of a visit."""
    content = {
        "place": visit.place.code,
        "on": visit.on.isoformat(),
        "whom": visit.whom,
        "kind": visit.kind,
        "team_role": visit.team_role,
        "agreed": visit.agreed,
    }
    return EntryReceipt(visit.key, is_new, visit.withdrawn_known is None, visit.known, content)
