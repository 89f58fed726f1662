"""Take in what a phone sent: kept whole, and made into a report, or one for each entry, where its form says how."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bairi.edges.openrosa import problems
from bairi.edges.openrosa.actions.arrival import Arrival, claim_in, hold, keep, log_kept, make_report
from bairi.edges.openrosa.actions.keep_attachments import Attached, keep_attachments, tie
from bairi.edges.openrosa.actions.one_writer import one_writer
from bairi.edges.openrosa.actions.receive_entries import Received, entries_again, first_entries
from bairi.edges.openrosa.models import Submission, SubmissionState
from bairi.edges.openrosa.queries import Desk, desk_for
from bairi.edges.openrosa.rules.answers import Sent
from bairi.edges.openrosa.rules.declared import Claim, report_number
from bairi.edges.openrosa.rules.entries import MOST_ENTRIES, Entry, TooMany, read_entries
from bairi.ground.access import Actor, Problem


def receive_submission(
    *, campaign: str, sent: Sent, xml: bytes, files: Sequence[Attached] = (), by: Actor, at: datetime
) -> Received:
    """Keep a filled-in form once, however often and in however many posts it comes, with all its attachments.

    What cannot become a report waits; of a form of several reports, each entry by itself. Raises NotVisible,
    ReportsNotOpen, NotAllowed, CampaignIsClosed and CampaignNotRunning, and then keeps nothing.
    """
    desk = desk_for(by, campaign, form=sent.form_id, version=sent.version)
    number = report_number(desk.campaign, sent.instance_id)
    found = _inside(sent, xml, desk)
    claim = found if isinstance(found, Claim | Problem) else None
    a = Arrival(desk, sent, claim, hashlib.sha256(xml).hexdigest(), number, files, by, at)
    with one_writer(), transaction.atomic():
        if isinstance(found, list):
            a = replace(a, number=None)
            key = keep(a, xml)
            return entries_again(a, found) if key is None else first_entries(a, key, found)
        key = keep(a, xml)
        return _again(a) if key is None else _first(a, key)


def _inside(sent: Sent, xml: bytes, desk: Desk) -> Claim | Problem | list[Entry]:
    """The report in a form, or its entries where each is one, or why it is none."""
    if sent.is_encrypted:
        return problems.Encrypted()
    if desk.fields is None:
        return problems.OtherForm(form=sent.form_id, version=sent.version)
    if not desk.groups:
        return claim_in(sent, desk.fields)
    try:
        entries = read_entries(xml, sent, desk.groups)
    except TooMany as many:
        return problems.TooManyEntries(count=many.count, most=MOST_ENTRIES)
    return entries or problems.NoEntry(groups=", ".join(sorted(desk.groups)))


def _first(a: Arrival, key: int) -> Received:
    if a.files:
        tie(Submission(pk=key), a.files, by=a.by, at=a.at)
    problem = a.claim if isinstance(a.claim, Problem) else None
    if isinstance(a.claim, Claim):
        problem = make_report(a, key, a.claim, supersedes=_replaced(a))
    if problem is not None:
        hold(a, key, problem)
    log_kept(a, problem)
    state = SubmissionState.WAITING if problem else SubmissionState.TAKEN_IN
    return Received(None if problem else a.number, state, is_new=True)


def _again(a: Arrival) -> Received:
    rows = Submission.objects.select_related("campaign", "place").select_for_update(of=("self",))
    row = rows.get(campaign=a.desk.campaign_id, instance_id=a.sent.instance_id, digest=a.digest, entry="")
    keep_attachments(submission=row, files=a.files, position=a.position, by=a.by, at=a.at)
    state = SubmissionState(row.state)
    return Received(row.report if state == SubmissionState.TAKEN_IN else None, state, is_new=False)


def _replaced(a: Arrival) -> tuple[UUID, ...]:
    """The report of the instance that this one says it replaces."""
    if not a.sent.deprecated_id:
        return ()
    rows = Submission.objects.filter(campaign=a.desk.campaign_id, instance_id=a.sent.deprecated_id, entry="")
    earlier = rows.exclude(report=None).order_by("-id").values_list("report", flat=True)[:1]
    return tuple(uuid for uuid in earlier if uuid)
