"""Change the wording of a bulletin that is not issued yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bairi.ground.access import Actor, get_for
from bairi.ground.transparency.actions import append
from bairi.outlook.bulletins.events import BulletinWorded
from bairi.outlook.bulletins.models import Bulletin
from bairi.outlook.bulletins.permissions import MAKE_BULLETIN
from bairi.outlook.bulletins.problems import BulletinIsDiscarded, BulletinIsIssued
from bairi.outlook.bulletins.rules import PARTS, canonical


@transaction.atomic
def word_bulletin(*, bulletin: UUID, title: str, wording: Mapping[str, str], by: Actor, at: datetime) -> Bulletin:
    """Replace title and paragraphs. Raises NotVisible, NotAllowed, BulletinIsIssued, BulletinIsDiscarded."""
    row = open_bulletin(by, MAKE_BULLETIN, bulletin)
    row.title = title.strip() or row.title
    row.wording = {part: wording.get(part, "").strip() for part in PARTS}
    row.save(update_fields=["title", "wording"])
    event = BulletinWorded(bulletin=row.key, title=row.title, text=canonical(row.wording))
    append(event, place=row.place.code, by=by, at=at)
    return row


def open_bulletin(by: Actor, permission: str, key: UUID) -> Bulletin:
    """A draft, locked. Raises NotVisible, NotAllowed, BulletinIsIssued, BulletinIsDiscarded."""
    row = get_for(by, permission, Bulletin.objects.select_related("place", "campaign"), key=key)
    if row.issued_at is not None:
        raise BulletinIsIssued(number=row.number, issued_on=row.issued_at.date())
    if row.discarded_at is not None:
        raise BulletinIsDiscarded(number=row.number)
    return row
