"""Which report the sender saw last, when a phone's lists may be days old."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import connection

from bairi.delivery.reports.actions import NOTHING_SEEN
from bairi.edges.openrosa.rules.declared import Claim
from bairi.ground.access import Actor

MOST_LOOKED_AT: Final = 20

NEWEST: Final = """
SELECT r.uuid, r.entered_by_id, r.base FROM reports_report r
WHERE r.target_id IN (
    SELECT t.id FROM campaigns_target t
    JOIN campaigns_measure m ON m.id = t.measure_id AND (m.code = %s OR (%s = '' AND m.counts))
    JOIN campaigns_task k ON k.id = m.task_id AND k.code = %s AND k.campaign_id = %s
    WHERE t.place_id = (SELECT p.id FROM places_place p WHERE p.code = %s))
  AND r.state <> 'withdrawn' :of_item
ORDER BY r.known DESC LIMIT %s"""
OF_ITEM: Final = "AND r.item_id = (SELECT i.id FROM reports_item i WHERE i.key = %s)"


def seen_last(campaign: int, claim: Claim, *, number: UUID, by: Actor) -> UUID | None:
    """The base of a new report: what the phone's list named, or what its own person has sent since. One query.

    Whoever has sent a report has seen it, so two reports from one phone between two fetches of the lists do not differ
    with each other. A report of anybody else that came between still does. `number` is the new report's own: where it
    is there already, it keeps the base it was taken in with.
    """
    if claim.base is None:
        return None
    newest: UUID | None = None
    for uuid, sender, base in _newest_reports(campaign, claim):
        if uuid == number:
            return base
        if uuid == claim.base:
            return newest or claim.base
        if sender != by.user_id:
            return claim.base
        newest = newest or uuid
    return newest if newest and claim.base == NOTHING_SEEN else claim.base


def _newest_reports(campaign: int, claim: Claim) -> list[tuple[UUID, int | None, UUID | None]]:
    """Reports on the target of a claim, or on its item, the newest first: number, sender, base."""
    measure = "" if claim.item else claim.measure
    values: list[Any] = [measure, measure, claim.task, campaign, claim.place]
    if claim.item:
        values.append(claim.item.hex)
    values.append(MOST_LOOKED_AT)
    with connection.cursor() as cursor:
        cursor.execute(NEWEST.replace(":of_item", OF_ITEM if claim.item else ""), values)
        return [(_uuid(uuid), sender, base and _uuid(base)) for uuid, sender, base in cursor.fetchall()]


def _uuid(value: UUID | str) -> UUID:
    """A UUID column as the engine's own cursor gives it."""
    return value if isinstance(value, UUID) else UUID(value)
