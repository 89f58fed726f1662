"""The days and visits of the duty log that a phone sends together, each judged by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bairi.delivery.duties.actions import NewDay, NewVisit, log_duty, record_visit
from bairi.delivery.duties.problems import DayIsEntered, NothingToSupersede
from bairi.edges.field.duty_shapes import EntryReceipt, day_receipt, visit_receipt
from bairi.edges.field.queries import standing_day
from bairi.ground.access import Actor, Problem


@dataclass(frozen=True, slots=True)
class EntryAnswer:
    """What came of a day or a visit: its receipt, or why it stays on the phone. `standing` is what the server holds
    for a day that says otherwise, so that the person can choose."""

    receipt: EntryReceipt | None = None
    problem: Problem | None = None
    standing: dict[str, Any] | None = None


def take_in_duties(entries: Sequence[NewDay | NewVisit | Problem], *, by: Actor, at: datetime) -> list[EntryAnswer]:
    """Take in each entry in its own transaction, in their order; one that is refused, or came unreadable, stops no
    other. A day that has not come yet is refused with AfterToday, for the phone to hold until it has."""
    return [_take_in(entry, by, at) for entry in entries]


def _take_in(entry: NewDay | NewVisit | Problem, by: Actor, at: datetime) -> EntryAnswer:
    try:
        if isinstance(entry, Problem):
            return EntryAnswer(problem=entry)
        if isinstance(entry, NewVisit):
            recorded = record_visit(entry, by=by, at=at)
            return EntryAnswer(receipt=visit_receipt(recorded.visit, is_new=recorded.is_new))
        logged = log_duty(entry, by=by, at=at)
        return EntryAnswer(receipt=day_receipt(logged.day, is_new=logged.is_new))
    except (DayIsEntered, NothingToSupersede) as problem:
        assert isinstance(entry, NewDay)
        return EntryAnswer(problem=problem, standing=standing_day(by, entry.campaign, entry.on))
    except Problem as problem:
        return EntryAnswer(problem=problem)
