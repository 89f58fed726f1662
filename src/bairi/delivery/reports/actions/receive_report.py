"""Take one report in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from bairi.delivery.reports.actions import desk
from bairi.delivery.reports.actions.entries import NewReport
from bairi.delivery.reports.actions.facts import Arrival
from bairi.delivery.reports.actions.hand import by_hand
from bairi.delivery.reports.actions.intake import take_in
from bairi.delivery.reports.queries.receipts import Receipt
from bairi.ground.access import Actor


def receive_report(new: NewReport, *, by: Actor, at: datetime, group: UUID | None = None) -> Receipt:
    """Take a report in, once: the same one sent again gets the same receipt.

    Raises UuidTaken for the same number with other content, and the refusals of `lock_target`, `judge` and `meet`.
    When it returns outside any other transaction, all of it is on disk.
    """
    arrival = Arrival.of(at)
    if connection.in_atomic_block:
        with transaction.atomic(), by_hand() as cursor:
            return take_in(cursor, new, by=by, arrival=arrival, group=group)
    return desk.desk.take(new, by=by, arrival=arrival, group=group)
