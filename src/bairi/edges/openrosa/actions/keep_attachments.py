"""Files follow a submission that is there already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from bairi.delivery.reports.actions import Attachment, add_evidence
from bairi.edges.openrosa.events import AttachmentsFollowed
from bairi.edges.openrosa.models import Submission, SubmissionFile, SubmissionState
from bairi.ground.access import Actor, Problem
from bairi.ground.files.actions import Brought, enter_files
from bairi.ground.transparency.actions import append


@dataclass(frozen=True, slots=True)
class Attached:
    """A file under the name that the phone gave it; `brought` where it is on disk and has no row yet."""

    sha256: str
    name: str
    brought: Brought | None = field(default=None, compare=False)


@transaction.atomic
def keep_attachments(
    *,
    submission: Submission,
    files: Sequence[Attached],
    position: Sequence[float] = (),
    by: Actor,
    at: datetime,
) -> tuple[str, ...]:
    """Tie files to a submission, each once, and to its report if it is one; the SHA-256 of those that are new.

    The caller has found the submission for the actor and holds its lock. A report that takes no more evidence (it was
    withdrawn, its campaign is closed) does not keep the files from the submission.
    """
    fresh = tie(submission, files, by=by, at=at)
    if not fresh:
        return ()
    if submission.state == SubmissionState.TAKEN_IN and submission.report is not None:
        try:
            add_evidence(uuid=submission.report, evidence=evidence_of(fresh, position), by=by, at=at)
        except Problem as problem:
            if problem.status not in {404, 409}:
                raise
    hashes = tuple(dict.fromkeys(file.sha256 for file in fresh))
    event = AttachmentsFollowed(
        instance=submission.name, campaign=submission.campaign.code, digest=submission.digest, files=hashes
    )
    append(event, by=by, at=at, place=submission.place.code)
    return hashes


def tie(submission: Submission, files: Sequence[Attached], *, by: Actor, at: datetime) -> list[Attached]:
    """Keep files of a submission within the caller's transaction; those that are new to it."""
    if not files:
        return []
    enter_files([file.brought for file in files if file.brought], by=by, at=at)
    there = set(SubmissionFile.objects.filter(submission=submission).values_list("name", "file_id"))
    fresh = [file for file in dict.fromkeys(files) if (file.name, file.sha256) not in there]
    SubmissionFile.objects.bulk_create(
        SubmissionFile(submission=submission, file_id=file.sha256, name=file.name) for file in fresh
    )
    return fresh


def evidence_of(files: Iterable[Attached], position: Sequence[float] = ()) -> tuple[Attachment, ...]:
    """The files as evidence of a report, where the form recorded it: latitude, longitude, height, accuracy."""
    lat, lon = position[:2] if len(position) >= 2 else (None, None)
    accuracy = position[3] if len(position) > 3 else None
    return tuple(
        Attachment(sha256=file.sha256, name=file.name, lat=lat, lon=lon, accuracy_m=accuracy) for file in files
    )
