"""What rows keep of the personal details of their event, which goes with them. Figures stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Manager
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bairi.delivery.reports import events
from bairi.delivery.reports.models import EvidenceFinding, Item, Report, Ruling, Verification
from bairi.ground.access import Actor
from bairi.ground.transparency.actions import ERASED
from bairi.ground.transparency.models import EventRow


@dataclass(frozen=True, slots=True)
class Texts:
    """Where they are kept: in the row that the event's subject names by `key`, of the event's moment where `moment`
    names its column; what is left in their place, and how people call them."""

    rows: Manager[Any]
    key: str
    left: Mapping[str, str]
    said: str | Promise
    moment: str = ""


RULING: Final = Texts(
    Ruling.objects,
    "report__uuid",
    {"reason": "", "by_name": ERASED},
    _("On the report: the reason of this ruling and who gave it."),
    moment="known",
)
TEXTS: Final = {
    events.ReportReceived.kind: Texts(
        Report.objects,
        "uuid",
        {"note": "", "entered_for": "", "entered_by_name": ERASED},
        _("On the report: its note, who entered it, and for whom."),
    ),
    events.ReportConfirmed.kind: RULING,
    events.ConfirmationRevoked.kind: RULING,
    events.ReportSentBack.kind: RULING,
    events.ReportWithdrawn.kind: RULING,
    events.TargetVerified.kind: Texts(
        Verification.objects,
        "uuid",
        {"note": "", "by_name": ERASED},
        _("On the verification: its note and who gave it."),
    ),
    events.VerificationWithdrawn.kind: Texts(
        Verification.objects,
        "uuid",
        {"withdrawn_reason": ERASED},
        _("On the verification: why it was withdrawn."),
    ),
    events.FindingDismissed.kind: Texts(
        EvidenceFinding.objects,
        "report__uuid",
        {"dismissed_reason": ERASED, "dismissed_by_name": ERASED},
        _("On the finding: who dismissed it, and why."),
        moment="dismissed_known",
    ),
    events.ItemAdded.kind: Texts(
        Item.objects, "key", {"name": ERASED}, _("The name of the item, wherever it is shown.")
    ),
}


def texts_said(row: EventRow) -> str:
    """What would go beside an event, in the active language; "" for nothing."""
    return str(TEXTS[row.kind].said) if row.kind in TEXTS else ""


def erase_texts(row: EventRow, *, by: Actor, at: datetime) -> None:
    """Erase it. The digest of a report stays, so the same one sent again is still the same."""
    texts = TEXTS.get(row.kind)
    if texts is None:
        return
    moment = {texts.moment: row.known} if texts.moment else {}
    texts.rows.filter(**{texts.key: row.subject}, **moment).update(**texts.left)
