"""What a submission keeps of people goes with the personal details of its event, or of its report's."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bairi.delivery.reports.events import ReportReceived
from bairi.edges.openrosa.events import SubmissionErased, SubmissionKept, SubmissionSetAside, SubmissionTakenIn
from bairi.edges.openrosa.models import Submission, SubmissionState
from bairi.ground.access import Actor
from bairi.ground.transparency.actions import ERASED, append
from bairi.ground.transparency.models import EventRow

DECIDED: Final = {SubmissionTakenIn.kind, SubmissionSetAside.kind}


def submission_said(row: EventRow) -> str:
    """What would go from the submission of an event; "" for none."""
    if row.kind in DECIDED and _named(row):
        return _("On the ODK submission: who decided on it, and the reason.")
    rows = list(_behind(row))
    if not rows:
        return ""
    waiting = sum(one.state == SubmissionState.WAITING for one in rows)
    said = _("The filled-in form of ODK as it was sent, with all its answers, and who sent it. Attachments stay.")
    if len(rows) == 1 or not waiting:
        return said
    more = ngettext(
        "%(count)s entry of it waits and can then no longer become a report.",
        "%(count)s entries of it wait and can then no longer become reports.",
        waiting,
    )
    return f"{said} {more % {'count': waiting}}"


def erase_submission(row: EventRow, *, by: Actor, at: datetime) -> None:
    """Erase the XML of the submission behind an event, or who decided on it. Its digest stays, so that it is not kept
    anew when the phone sends it again. A form of several reports goes as a whole."""
    if row.kind in DECIDED:
        decided = Submission.objects.filter(pk__in=[one.pk for one in _named(row)])
        decided.exclude(reason="").update(reason=ERASED)
        decided.update(decided_by_name=ERASED)
    for submission in _behind(row).select_related("campaign", "place").select_for_update(of=("self",)).order_by("id"):
        submission.xml, submission.sent_by_name, submission.problem_data = b"", ERASED, {}
        submission.erased_at = at
        submission.save(update_fields=["xml", "sent_by_name", "problem_data", "erased_at"])
        event = SubmissionErased(instance=submission.name, campaign=submission.campaign.code, digest=submission.digest)
        append(event, by=by, at=at, place=submission.place.code)


def _behind(row: EventRow) -> QuerySet[Submission]:
    """The submission that an event kept, or that its report was made of, with all its entries, unless it is erased."""
    if row.kind == ReportReceived.kind:
        found = list(Submission.objects.filter(report=UUID(row.subject)))
    else:
        found = _named(row) if row.kind == SubmissionKept.kind else []
    wholes = [one.whole_id or one.pk for one in found]
    return Submission.objects.filter(Q(pk__in=wholes) | Q(whole__in=wholes), erased_at=None)


def _named(row: EventRow) -> list[Submission]:
    """The submission or the entry that an event of this room names."""
    said = json.loads(row.payload)
    rows = Submission.objects.filter(campaign__code=said["campaign"], digest=said["digest"])
    return [one for one in rows if one.name == said["instance"]]
