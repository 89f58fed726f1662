"""A person decides that a submission is no report. It stays kept, and can still be taken in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bairi.delivery.reports.problems import TextTooLong
from bairi.edges.openrosa.events import SubmissionSetAside
from bairi.edges.openrosa.models import Submission, SubmissionState
from bairi.edges.openrosa.permissions import TAKE_IN_SUBMISSION
from bairi.edges.openrosa.problems import AlreadyDecided, ReasonMissing
from bairi.ground.access import Actor, get_for
from bairi.ground.transparency.actions import append

REASON_LIMIT = 400


@transaction.atomic
def set_aside_submission(*, submission: int, reason: str, by: Actor, at: datetime) -> Submission:
    """Set a submission aside with the reason.

    Raises NotVisible, NotAllowed, AlreadyDecided, ReasonMissing, TextTooLong.
    """
    row = get_for(by, TAKE_IN_SUBMISSION, Submission.objects.select_related("campaign", "place"), pk=submission)
    if row.state != SubmissionState.WAITING:
        raise AlreadyDecided(by=row.decided_by_name or row.sent_by_name)
    reason = reason.strip()
    if not reason:
        raise ReasonMissing()
    if len(reason) > REASON_LIMIT:
        raise TextTooLong(field="reason", length=len(reason), limit=REASON_LIMIT)
    row.state, row.reason = SubmissionState.SET_ASIDE, reason
    row.decided_at, row.decided_by_id, row.decided_by_name = at, by.user_id, by.name
    row.save(update_fields=["state", "reason", "decided_at", "decided_by", "decided_by_name"])
    event = SubmissionSetAside(instance=row.name, campaign=row.campaign.code, digest=row.digest, reason=reason)
    append(event, by=by, at=at, place=row.place.code)
    return row
