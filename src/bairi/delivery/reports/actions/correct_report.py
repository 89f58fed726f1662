"""A correction is a new report that supersedes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from bairi.delivery.reports.actions.entries import NewReport
from bairi.delivery.reports.actions.receive_report import receive_report
from bairi.delivery.reports.queries.receipts import Receipt
from bairi.ground.access import Actor


def correct_report(*, uuid: UUID, new: NewReport, by: Actor, at: datetime) -> Receipt:
    """Take `new` in as the correction of report `uuid`, which is kept and shown struck through.

    Raises what `receive_report` raises.
    """
    older = tuple(dict.fromkeys((uuid, *new.supersedes)))
    return receive_report(replace(new, supersedes=older), by=by, at=at)
