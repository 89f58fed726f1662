"""The reports that a phone sends together, each judged by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bairi.delivery.reports.actions import NewReport, Receipt, receive_report
from bairi.ground.access import Actor, Problem


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one report: its receipt, or why it stays on the phone."""

    receipt: Receipt | None = None
    problem: Problem | None = None


def take_in_reports(entries: Sequence[NewReport | Problem], *, by: Actor, at: datetime) -> list[Answer]:
    """Take in each report in its own transaction; one that is refused, or came unreadable, stops no other."""
    answers = []
    for entry in entries:
        try:
            if isinstance(entry, Problem):
                raise entry
            answers.append(Answer(receipt=receive_report(entry, by=by, at=at)))
        except Problem as problem:
            answers.append(Answer(problem=problem))
    return answers
