"""Which report the sender saw last, when a phone's lists may be days old."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from bairi.delivery.reports.actions import NOTHING_SEEN
from bairi.delivery.reports.models import Report
from bairi.edges.openrosa.rules.declared import Claim
from bairi.ground.access import Actor
from bairi.plan.campaigns.models import Campaign

MOST_LOOKED_AT: Final = 20


def seen_last(campaign: Campaign, claim: Claim, *, number: UUID, by: Actor) -> UUID | None:
    """The base of a new report: what the phone's list named, or what its own person has sent since. One query.

    Whoever has sent a report has seen it, so two reports from one phone between two fetches of the lists do not differ
    with each other. A report of anybody else that came between still does. `number` is the new report's own: where it
    is there already, it keeps the base it was taken in with.
    """
    if claim.base is None:
        return None
    rows = Report.objects.filter(
        campaign=campaign, target__place__code=claim.place, target__task__code=claim.task
    ).exclude(state="withdrawn")
    rows = rows.filter(target__measure__code=claim.measure) if claim.measure and claim.item is None else rows
    rows = rows.filter(item__key=claim.item) if claim.item else rows
    newest: UUID | None = None
    for uuid, sender, base in rows.order_by("-known").values_list("uuid", "entered_by", "base")[:MOST_LOOKED_AT]:
        if uuid == number:
            return base
        if uuid == claim.base:
            return newest or claim.base
        if sender != by.user_id:
            return claim.base
        newest = newest or uuid
    return newest if newest and claim.base == NOTHING_SEEN else claim.base
