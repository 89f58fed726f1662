"""A finding is taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bairi.delivery.reports.actions.facts import Arrival
from bairi.delivery.reports.actions.hand import by_hand
from bairi.delivery.reports.actions.rulings import check_reason, check_running, lock_clock, tick
from bairi.delivery.reports.actions.series import SeriesKey, load_series, settle_event
from bairi.delivery.reports.events import VerificationWithdrawn
from bairi.delivery.reports.models import Verification
from bairi.delivery.reports.permissions import WITHDRAW_VERIFICATION
from bairi.delivery.reports.problems import VerificationGone
from bairi.delivery.reports.rules import standing
from bairi.ground.access import Actor, get_for
from bairi.ground.transparency.actions import append


@transaction.atomic
def withdraw_verification(*, uuid: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Take a finding back with a reason; what it had displaced stands again.

    Raises NotVisible, NotAllowed, VerificationGone, ReasonMissing.
    """
    arrival = Arrival.of(at)
    rows = Verification.objects.select_related("campaign", "target__place", "target__task")
    clock = lock_clock(get_for(by, WITHDRAW_VERIFICATION, rows, lock=False, uuid=uuid).campaign_id)
    row = rows.get(uuid=uuid)
    check_running(row.campaign)
    names = {"place": row.target.place.name, "task": row.target.task.name}
    if row.withdrawn_known is not None:
        raise VerificationGone(**names)
    row.withdrawn_reason = check_reason(reason, names["place"])
    before = clock.known
    known = tick(clock, arrival, row.campaign)
    with by_hand() as cursor:
        key = SeriesKey(row.target_id, row.item_id)
        series = load_series(cursor, key, last_known=before)
        settle_event(cursor, key, series, standing.VerificationWithdrawn(row.pk), known)
    row.withdrawn_known = known
    row.save(update_fields=["withdrawn_known", "withdrawn_reason"])
    fact = VerificationWithdrawn(verification=uuid, reason=row.withdrawn_reason)
    append(fact, by=by, at=known, place=row.target.place.code)
