"""A form of several reports: each entry is a row and a report of its own, or waits by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from bairi.delivery.reports.actions import withdraw_report
from bairi.delivery.reports.models import Report, ReportState
from bairi.delivery.reports.problems import AlreadyWithdrawn
from bairi.edges.openrosa import problems
from bairi.edges.openrosa.actions.arrival import Arrival, claim_in, hold, home, keep, log_kept, make_report
from bairi.edges.openrosa.actions.keep_attachments import Attached, keep_attachments, tie
from bairi.edges.openrosa.models import Submission, SubmissionState
from bairi.edges.openrosa.rules.declared import Claim, report_number
from bairi.edges.openrosa.rules.entries import Entry, Key, pair_entries
from bairi.ground.access import NotAllowed, Problem
from bairi.plan.campaigns.models import Measure

GONE = " (gone)"
"""What is put behind the name of an entry that an edited form no longer holds."""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a post: the report, or None where it waits for a person; whether the submission is new.

    A divided form has no report itself: `reports` of its entries are reports, `waiting` wait.
    """

    report: UUID | None
    state: SubmissionState
    is_new: bool
    reports: int = 0
    waiting: int = 0


def first_entries(a: Arrival, key: int, entries: Sequence[Entry]) -> Received:
    """Keep the entries of a new form. Raises CampaignIsClosed, CampaignNotRunning."""
    Submission.objects.filter(pk=key).update(place=home(a))
    parts = [_part(a, key, entry) for entry in entries]
    outside = _outside(a.files, parts)
    if outside:
        tie(Submission(pk=key), outside, by=a.by, at=a.at)
    log_kept(replace(a, files=outside), None)
    replaced, gone = _pairs(a, parts)
    reports = sum(_keep_part(part, replaced) for part in parts)
    waiting = len(parts) - reports + sum(_take_back(a, key, name, uuid) for name, uuid in gone)
    return Received(None, SubmissionState.DIVIDED, is_new=True, reports=reports, waiting=waiting)


def entries_again(a: Arrival, entries: Sequence[Entry]) -> Received:
    """The same form once more, perhaps with attachments that had not come before."""
    rows = Submission.objects.select_related("campaign", "place").select_for_update(of=("self",))
    whole = rows.get(campaign=a.desk.campaign_id, instance_id=a.sent.instance_id, digest=a.digest, entry="")
    kept = {row.entry: row for row in rows.filter(whole=whole).order_by("id")}
    parts = [_part(a, whole.pk, entry) for entry in entries if entry.name in kept]
    for part in parts:
        keep_attachments(submission=kept[part.entry], files=part.files, position=part.position, by=a.by, at=a.at)
    keep_attachments(submission=whole, files=_outside(a.files, parts), by=a.by, at=a.at)
    states = [row.state for row in kept.values()]
    reports, waiting = (states.count(state) for state in (SubmissionState.TAKEN_IN, SubmissionState.WAITING))
    return Received(None, SubmissionState(whole.state), is_new=False, reports=reports, waiting=waiting)


def _part(a: Arrival, key: int, entry: Entry) -> Arrival:
    """An entry on its way in, with the files that its own answers name."""
    assert a.desk.fields is not None
    return replace(
        a,
        sent=entry.sent,
        claim=claim_in(entry.sent, {**a.desk.fields, **a.desk.groups[entry.group]}),
        number=report_number(a.desk.campaign, a.sent.instance_id, entry=entry.name),
        files=[file for file in a.files if file.name in entry.own],
        whole=key,
        entry=entry.name,
    )


def _outside(files: Sequence[Attached], parts: Sequence[Arrival]) -> list[Attached]:
    """The files that no entry names: they stay with the form as a whole."""
    inside = {file for part in parts for file in part.files}
    return [file for file in files if file not in inside]


def _keep_part(a: Arrival, replaced: Mapping[str, UUID]) -> bool:
    """Keep an entry; whether it became a report."""
    key = keep(a)
    assert key is not None
    if a.files:
        tie(Submission(pk=key), a.files, by=a.by, at=a.at)
    problem = a.claim if isinstance(a.claim, Problem) else None
    if isinstance(a.claim, Claim):
        supersedes = (replaced[a.entry],) if a.entry in replaced else ()
        try:
            problem = make_report(a, key, a.claim, supersedes=supersedes)
        except NotAllowed as refusal:  # the others may still go in, so it waits rather than keeps them on the phone
            problem = refusal
    if problem is not None:
        hold(a, key, problem)
    log_kept(a, problem)
    return problem is None


def _pairs(a: Arrival, parts: Sequence[Arrival]) -> tuple[Mapping[str, UUID], list[tuple[str, UUID]]]:
    """Which report each entry of an edited form supersedes, and the reports whose entry is gone."""
    if not a.sent.deprecated_id:
        return {}, []
    rows = Submission.objects.filter(campaign=a.desk.campaign_id, instance_id=a.sent.deprecated_id)
    known = rows.exclude(report=None).order_by("id").values_list("entry", "report")
    entries = {uuid: entry for entry, uuid in known if uuid is not None}
    found = Report.objects.filter(uuid__in=entries).exclude(state=ReportState.WITHDRAWN)
    about = "uuid", "target__place__code", "target__task__code", "target__measure__code", "item__key"
    before = [
        (entries[uuid], (place, task, "" if item else measure, str(item or "")), uuid)
        for uuid, place, task, measure, item in found.order_by("known").values_list(*about)
    ]
    return pair_entries(before, [(part.entry, _key(part)) for part in parts])


def _key(a: Arrival) -> Key:
    """What an entry is about; the measure that counts where it names none."""
    if not isinstance(a.claim, Claim):
        return "", "", "", ""
    claim, measure = a.claim, "" if a.claim.item else a.claim.measure
    if not measure and not claim.item:
        counting = Measure.objects.filter(task__campaign=a.desk.campaign_id, task__code=claim.task, counts=True)
        measure = counting.values_list("code", flat=True).first() or ""
    return claim.place, claim.task, measure, str(claim.item or "")


def _take_back(a: Arrival, whole: int, name: str, uuid: UUID) -> bool:
    """Withdraw the report of an entry that the edited form no longer holds; whether that waits for a person."""
    try:
        withdraw_report(uuid=uuid, reason=_("Taken out of the form when it was edited."), by=a.by, at=a.at)
    except AlreadyWithdrawn:
        return False
    except Problem as problem:
        lost = problems.EntryGone(entry=name, report=uuid, reason=str(problem))
    else:
        return False
    number = report_number(a.desk.campaign, a.sent.instance_id, entry=name + GONE)
    part = replace(a, claim=lost, number=number, files=[], whole=whole, entry=name + GONE)
    key = keep(part)
    assert key is not None
    hold(part, key, lost)
    log_kept(part, lost)
    return True
