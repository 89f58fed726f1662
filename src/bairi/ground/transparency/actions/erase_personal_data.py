from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bairi.ground.access import Actor, require
from bairi.ground.transparency.actions.append import append
from bairi.ground.transparency.actions.copies import erase_copies
from bairi.ground.transparency.events import PersonalDataErased
from bairi.ground.transparency.models import EventRow
from bairi.ground.transparency.permissions import ERASE_PERSONAL_DATA, events_q
from bairi.ground.transparency.problems import NothingLogged, NothingPersonal
from bairi.ground.transparency.rules.envelope import digest


@transaction.atomic
def erase_personal_data(*, seq: int, reason: str, by: Actor, at: datetime) -> EventRow:
    """Erase the personal part of the event with this number, and what rooms keep of it; its leaf, its public part and
    its proofs stay good.

    Irreversible. Raises NothingLogged, NotAllowed, NothingPersonal.
    """
    row = EventRow.objects.select_for_update().filter(events_q(by), seq=seq).first()
    if row is None:
        raise NothingLogged(subject=seq)
    require(by, ERASE_PERSONAL_DATA)
    if row.personal is None or row.personal_salt is None:
        raise NothingPersonal(event=seq)
    row.personal_digest = digest(bytes(row.personal_salt), row.personal_part())
    row.personal, row.personal_salt, row.by_name = None, None, ""
    row.save(update_fields=["personal", "personal_salt", "personal_digest", "by_name"])
    event = PersonalDataErased(digest=bytes(row.digest).hex(), event_kind=row.kind, reason=reason)
    append(event, by=by, at=at, place=row.place)
    erase_copies(row, by=by, at=at)
    return row
