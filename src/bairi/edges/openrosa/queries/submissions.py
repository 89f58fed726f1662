"""What phones sent: what waits for a person, what became of the rest, and one of them opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from bairi.edges.openrosa.events import SubmissionKept
from bairi.edges.openrosa.models import Submission, SubmissionFile, SubmissionState
from bairi.edges.openrosa.problems import EntryGone
from bairi.edges.openrosa.rules.answers import Sent, read_submission
from bairi.edges.openrosa.rules.declared import Fields, answers_of
from bairi.edges.openrosa.rules.entries import read_entries
from bairi.ground.access import Actor, NotVisible, problem_catalogue, visible_to
from bairi.ground.access.known import to_moment
from bairi.ground.files.rules.kinds import PICTURES
from bairi.ground.transparency.models import EventRow
from bairi.ground.transparency.permissions import ERASE_PERSONAL_DATA, events_q
from bairi.plan.campaigns.models import Campaign

MOST = 200


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """A submission in a list, or one `entry` of it; `why` says why it could not become a report by itself, "" where it
    did."""

    id: int
    instance_id: str
    entry: str
    place: str
    place_code: str
    sent_by_name: str
    received_at: datetime
    state: SubmissionState
    why: str
    files: int
    report: UUID | None


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file of a submission."""

    sha256: str
    name: str
    is_picture: bool
    size: int


@dataclass(frozen=True, slots=True)
class SubmissionDetail:
    """A submission opened: its answers by path, what it says of each part of a report, its files, its XML as sent.

    Of a divided form the answers are those outside its entries, which are listed as far as the actor sees them. An
    entry has its own answers and those outside; its XML is that of the `whole` (its key, None where the actor does not
    see it). Once `erased_at`, there are no answers and no XML.
    """

    row: SubmissionRow
    form_code: str
    form_version: str
    digest: str
    answers: tuple[tuple[str, str], ...]
    declared: Mapping[str, str]
    files: tuple[AttachmentRow, ...]
    xml: str
    decided_by_name: str
    decided_at: datetime | None
    reason: str
    erased_at: datetime | None
    can_be_taken_in: bool
    whole: int | None
    entries: tuple[SubmissionRow, ...]


def submissions(actor: Actor, campaign: Campaign, *, state: str) -> list[SubmissionRow]:
    """Those in a state that the actor sees, newest first, at most `MOST`. Two queries."""
    rows = visible_to(actor, Submission.objects).filter(campaign=campaign, state=state).select_related("place")
    found = list(rows.defer("xml").order_by("-received_known")[:MOST])
    files = Counter(
        SubmissionFile.objects.filter(submission__in=[row.pk for row in found]).values_list("submission", flat=True)
    )
    return [_row(row, files[row.pk]) for row in found]


def count_waiting(actor: Actor, campaign: Campaign) -> int:
    """How many wait for a person. One query."""
    rows = visible_to(actor, Submission.objects)
    return rows.filter(campaign=campaign, state=SubmissionState.WAITING).count()


def submission(actor: Actor, campaign: Campaign, key: int) -> SubmissionDetail:
    """One submission. Raises NotVisible. At most four queries."""
    rows = visible_to(actor, Submission.objects).select_related("place", "form", "whole")
    row = rows.filter(campaign=campaign, pk=key).first()
    if row is None:
        raise NotVisible()
    sent, fields = _read(row)
    attached = row.files.select_related("file").order_by("id")
    files = tuple(AttachmentRow(f.file_id, f.name, f.file.media_type in PICTURES, f.file.size) for f in attached)
    return SubmissionDetail(
        row=_row(row, len(files)),
        form_code=row.form_code,
        form_version=row.form_version,
        digest=row.digest,
        answers=_answers(sent),
        declared=answers_of(sent, fields) if sent else {},
        files=files,
        xml=bytes(row.xml).decode("utf-8", errors="replace"),
        decided_by_name=row.decided_by_name,
        decided_at=row.decided_at,
        reason=row.reason,
        erased_at=row.erased_at,
        can_be_taken_in=_can_be_taken_in(row),
        whole=rows.filter(pk=row.whole_id).values_list("pk", flat=True).first() if row.whole_id else None,
        entries=_entries(actor, row),
    )


def _read(row: Submission) -> tuple[Sent | None, Fields]:
    """What a submission says and what its form declares for it; None once it is erased, or gone from an edited form."""
    fields: Fields = row.form.fields if row.form else {}
    if row.erased_at:
        return None, fields
    if row.whole is None or row.form is None:
        return _outside(row, read_submission(bytes(row.xml))), fields
    xml = bytes(row.whole.xml)
    for entry in read_entries(xml, read_submission(xml), row.form.groups):
        if entry.name == row.entry:
            return entry.sent, {**fields, **row.form.groups[entry.group]}
    return None, fields


def _outside(row: Submission, sent: Sent) -> Sent:
    """Of a divided form what stands outside its entries; the rest is on their pages."""
    if row.state != SubmissionState.DIVIDED or row.form is None:
        return sent
    inside = tuple(f"/{group}/" for group in row.form.groups)
    return replace(sent, answers={path: texts for path, texts in sent.answers.items() if not path.startswith(inside)})


def _can_be_taken_in(row: Submission) -> bool:
    open_states = {SubmissionState.WAITING, SubmissionState.SET_ASIDE}
    return row.state in open_states and row.erased_at is None and row.problem != EntryGone.code


def _entries(actor: Actor, row: Submission) -> tuple[SubmissionRow, ...]:
    if row.state != SubmissionState.DIVIDED:
        return ()
    rows = visible_to(actor, Submission.objects).filter(whole=row).select_related("place")
    return tuple(_row(entry, entry.sent_files) for entry in rows.annotate(sent_files=Count("files")).order_by("id"))


def erasable_event(actor: Actor, key: int) -> int | None:
    """Number of the event under which a submission is erased, for someone who may; None where nothing can be. Two
    queries."""
    row = visible_to(actor, Submission.objects).select_related("campaign").filter(pk=key, erased_at=None).first()
    if row is None or not actor.may(ERASE_PERSONAL_DATA):
        return None
    events = EventRow.objects.filter(events_q(actor), kind=SubmissionKept.kind, subject=row.name)
    found = events.filter(payload__contains=row.digest, personal__isnull=False, seq__isnull=False)
    return found.values_list("seq", flat=True).first()


def _answers(sent: Sent | None) -> tuple[tuple[str, str], ...]:
    if sent is None:
        return ()
    return tuple((path.lstrip("/"), text) for path, texts in sent.answers.items() for text in texts if text)


def _row(row: Submission, files: int) -> SubmissionRow:
    return SubmissionRow(
        id=row.pk,
        instance_id=row.instance_id,
        entry=row.entry,
        place=row.place.name,
        place_code=row.place.code,
        sent_by_name=row.sent_by_name,
        received_at=to_moment(row.received_known),
        state=SubmissionState(row.state),
        why=_why(row),
        files=files,
        report=row.report,
    )


def _why(row: Submission) -> str:
    """The problem in the reader's language; its code where this version no longer knows it."""
    problem = problem_catalogue().get(row.problem)
    if problem is None:
        return row.problem
    if row.erased_at:
        return _("What it said was erased.")
    try:
        return str(problem(**row.problem_data))
    except KeyError:
        return row.problem
