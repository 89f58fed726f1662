"""What the duty log keeps of the personal details of its events, which goes with them. The days still count."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from bairi.delivery.duties.events import DutyLogged, VisitRecorded, VisitWithdrawn
from bairi.delivery.duties.models import DutyDay, Visit
from bairi.ground.access import Actor
from bairi.ground.transparency.actions import ERASED
from bairi.ground.transparency.models import EventRow


def texts_said(row: EventRow) -> str:
    """What would go beside an event, in the active language; "" for nothing."""
    if row.kind == DutyLogged.kind:
        return _("In the duty log: the note of the day, the kind of leave, and who entered it.")
    if row.kind == VisitRecorded.kind:
        return _("In the duty log: whom the visit was to, what was agreed, and who entered it.")
    return _("In the duty log: who withdrew the visit, and why.") if row.kind == VisitWithdrawn.kind else ""


def erase_texts(row: EventRow, *, by: Actor, at: datetime) -> None:
    """Erase it. A day on leave stays one, of a kind that is no longer said."""
    if row.kind == DutyLogged.kind:
        day = DutyDay.objects.filter(key=row.subject)
        day.exclude(leave="").update(leave=ERASED)
        day.update(note="", entered_by_name=ERASED)
    elif row.kind == VisitRecorded.kind:
        Visit.objects.filter(key=row.subject).update(whom=ERASED, agreed="", entered_by_name=ERASED)
    elif row.kind == VisitWithdrawn.kind:
        Visit.objects.filter(key=row.subject).update(withdrawn_by_name=ERASED, withdrawn_reason=ERASED)
