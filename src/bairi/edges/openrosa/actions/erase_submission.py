"""What a submission keeps of people goes with the personal details of its event, or of its report's."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bairi.delivery.reports.events import ReportReceived
from bairi.edges.openrosa.events import SubmissionErased, SubmissionKept, SubmissionSetAside, SubmissionTakenIn
from bairi.edges.openrosa.models import Submission
from bairi.ground.access import Actor
from bairi.ground.transparency.actions import ERASED, append
from bairi.ground.transparency.models import EventRow

DECIDED: Final = {SubmissionTakenIn.kind, SubmissionSetAside.kind}


def submission_said(row: EventRow) -> str:
    """What would go from the submission of an event; "" for none."""
    if row.kind in DECIDED and _named(row).exists():
        return _("On the ODK submission: who decided on it, and the reason.")
    if _behind(row).exists():
        return _("The filled-in form of ODK as it was sent, with all its answers, and who sent it. Attachments stay.")
    return ""


def erase_submission(row: EventRow, *, by: Actor, at: datetime) -> None:
    """Erase the XML of the submission behind an event, or who decided on it. Its digest stays, so that it is not kept
    anew when the phone sends it again."""
    if row.kind in DECIDED:
        decided = _named(row)
        decided.exclude(reason="").update(reason=ERASED)
        decided.update(decided_by_name=ERASED)
    for submission in _behind(row).select_related("campaign", "place").select_for_update(of=("self",)):
        submission.xml, submission.sent_by_name, submission.problem_data = b"", ERASED, {}
        submission.erased_at = at
        submission.save(update_fields=["xml", "sent_by_name", "problem_data", "erased_at"])
        event = SubmissionErased(
            instance=submission.instance_id, campaign=submission.campaign.code, digest=submission.digest
        )
        append(event, by=by, at=at, place=submission.place.code)


def _behind(row: EventRow) -> QuerySet[Submission]:
    """The submission that an event kept, or that its report was made of, unless it is erased."""
    kept = Submission.objects.filter(erased_at=None)
    if row.kind == ReportReceived.kind:
        return kept.filter(report=UUID(row.subject))
    return kept & _named(row) if row.kind == SubmissionKept.kind else kept.none()


def _named(row: EventRow) -> QuerySet[Submission]:
    """The submission that an event of this room names."""
    said = json.loads(row.payload)
    return Submission.objects.filter(
        campaign__code=said["campaign"], instance_id=said["instance"], digest=said["digest"]
    )
