"""Issue a bulletin: its papers are made, kept by their content, and it does not change any more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bairi.ground.access import Actor
from bairi.ground.files.actions import store_file
from bairi.ground.transparency.actions import append
from bairi.outlook.bulletins.actions.word_bulletin import open_bulletin
from bairi.outlook.bulletins.events import BulletinIssued
from bairi.outlook.bulletins.models import Bulletin
from bairi.outlook.bulletins.paper import papers
from bairi.outlook.bulletins.permissions import ISSUE_BULLETIN


@transaction.atomic
def issue_bulletin(*, bulletin: UUID, by: Actor, at: datetime) -> Bulletin:
    """Issue it as Word, PDF and long picture. Raises NotVisible, NotAllowed, BulletinIsIssued, BulletinIsDiscarded."""
    row = open_bulletin(by, ISSUE_BULLETIN, bulletin)
    row.issued_by_id, row.issued_by_name, row.issued_at = by.user_id, by.name, at
    made = papers(row)
    row.word = store_file(made.word, by=by, at=at)
    row.pdf = store_file(made.pdf, by=by, at=at)
    row.picture = store_file(made.picture, by=by, at=at)
    row.save(update_fields=["issued_by", "issued_by_name", "issued_at", "word", "pdf", "picture"])
    event = BulletinIssued(
        bulletin=row.key,
        number=row.number,
        digest=row.digest,
        word=row.word.sha256,
        pdf=row.pdf.sha256,
        picture=row.picture.sha256,
    )
    append(event, place=row.place.code, by=by, at=at)
    return row
