"""What a report and a ruling keep of the personal details of their event; it goes with them. Figures stay."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from bairi.delivery.reports.events import (
    ConfirmationRevoked,
    ReportConfirmed,
    ReportReceived,
    ReportSentBack,
    ReportWithdrawn,
)
from bairi.delivery.reports.models import Report, Ruling
from bairi.ground.access import Actor
from bairi.ground.transparency.actions import ERASED
from bairi.ground.transparency.models import EventRow

RULINGS: Final = {cls.kind for cls in (ReportConfirmed, ConfirmationRevoked, ReportSentBack, ReportWithdrawn)}


def texts_said(row: EventRow) -> str:
    """What would go from the report of an event; "" for none."""
    if row.kind == ReportReceived.kind:
        return _("On the report: its note, who entered it, and for whom.")
    return _("On the report: the reason of this ruling and who gave it.") if row.kind in RULINGS else ""


def erase_texts(row: EventRow, *, by: Actor, at: datetime) -> None:
    """Erase them. The digest of the report stays, so the same one sent again is still the same."""
    if row.kind == ReportReceived.kind:
        report = Report.objects.filter(uuid=UUID(row.subject))
        report.update(note="", entered_for="", entered_by_name=ERASED)
    elif row.kind in RULINGS:
        ruling = Ruling.objects.filter(report__uuid=UUID(row.subject), known=row.known)
        ruling.update(reason="", by_name=ERASED)
