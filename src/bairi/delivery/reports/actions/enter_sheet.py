"""One sheet enters a whole village at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from bairi.delivery.reports.actions.entries import NewReport, SheetOutcome
from bairi.delivery.reports.actions.facts import Arrival
from bairi.delivery.reports.actions.hand import by_hand
from bairi.delivery.reports.actions.intake import take_in
from bairi.delivery.reports.problems import NothingToDo
from bairi.delivery.reports.queries.receipts import Receipt
from bairi.ground.access import Actor, Problem


def enter_sheet(entries: Sequence[NewReport], *, by: Actor, at: datetime) -> SheetOutcome:
    """Take in the lines of a sheet that can be, under one group id; the others are named by their index.

    Raises NothingToDo for an empty sheet.
    """
    if not entries:
        raise NothingToDo
    arrival, group = Arrival.of(at), uuid4()
    receipts: list[Receipt | None] = []
    refused: list[tuple[int, Problem]] = []
    with transaction.atomic(), by_hand() as cursor:
        for index, entry in enumerate(entries):
            try:
                receipts.append(take_in(cursor, entry, by=by, arrival=arrival, group=group))
            except Problem as problem:
                receipts.append(None)
                refused.append((index, problem))
    return SheetOutcome(tuple(receipts), tuple(refused))
