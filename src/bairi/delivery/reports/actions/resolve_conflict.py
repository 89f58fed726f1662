"""A person reconciles two reports that differ, by a third that supersedes both."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from bairi.delivery.reports.actions.entries import NewReport
from bairi.delivery.reports.actions.facts import Arrival
from bairi.delivery.reports.actions.hand import by_hand
from bairi.delivery.reports.actions.intake import take_in
from bairi.delivery.reports.actions.rulings import lock_clock
from bairi.delivery.reports.events import ConflictResolved
from bairi.delivery.reports.models import Conflict, Report
from bairi.delivery.reports.permissions import RESOLVE_CONFLICT
from bairi.delivery.reports.problems import ConflictIsResolved
from bairi.delivery.reports.queries.receipts import Receipt
from bairi.ground.access import Actor, get_for
from bairi.ground.transparency.actions import append


def resolve_conflict(*, conflict: int, new: NewReport, by: Actor, at: datetime) -> Receipt:
    """Take `new` in as what both reports of the conflict should have said. It supersedes both.

    A report that lies in several open conflicts is superseded once; each conflict is resolved by itself.
    Raises NotVisible, NotAllowed, ConflictIsResolved, and what `receive_report` raises.
    """
    arrival = Arrival.of(at)
    rows = Conflict.objects.select_related("target__place", "target__task", "first", "second")
    with transaction.atomic(), by_hand() as cursor:
        found = get_for(by, RESOLVE_CONFLICT, rows, lock=False, pk=conflict)
        lock_clock(found.target.campaign_id)
        found.refresh_from_db(fields=["resolved_known", "resolved_by_name"])
        if found.resolved_known is not None:
            names = {"place": found.target.place.name, "task": found.target.task.name}
            raise ConflictIsResolved(resolved_by=found.resolved_by_name, **names)
        both = (found.first.uuid, found.second.uuid)
        older = tuple(dict.fromkeys((*new.supersedes, *both)))
        receipt = take_in(cursor, replace(new, supersedes=older, base=None), by=by, arrival=arrival)
        _close(found, receipt, by)
    return receipt


def _close(conflict: Conflict, receipt: Receipt, by: Actor) -> None:
    conflict.resolution = Report.objects.get(uuid=receipt.uuid)
    conflict.resolved_known = receipt.known
    conflict.resolved_by_name = by.name
    conflict.save(update_fields=["resolution", "resolved_known", "resolved_by_name"])
    fact = ConflictResolved(
        conflict=conflict.pk,
        first=conflict.first.uuid,
        second=conflict.second.uuid,
        resolution=receipt.uuid,
    )
    append(fact, by=by, at=receipt.known, place=receipt.place)
