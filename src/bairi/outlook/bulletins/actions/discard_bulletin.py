"""Discard a draft. Its row stays, so that numbers have no gap without a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bairi.ground.access import Actor
from bairi.ground.transparency.actions import append
from bairi.outlook.bulletins.actions.word_bulletin import open_bulletin
from bairi.outlook.bulletins.events import BulletinDiscarded
from bairi.outlook.bulletins.permissions import MAKE_BULLETIN


@transaction.atomic
def discard_bulletin(*, bulletin: UUID, by: Actor, at: datetime) -> None:
    """Discard a draft. Raises NotVisible, NotAllowed, BulletinIsIssued, BulletinIsDiscarded."""
    row = open_bulletin(by, MAKE_BULLETIN, bulletin)
    row.discarded_at = at
    row.save(update_fields=["discarded_at"])
    append(BulletinDiscarded(bulletin=row.key, number=row.number), place=row.place.code, by=by, at=at)
