"""An outbox that came as a file: by Bluetooth, a stick or a chat, from a phone that finds no network."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO, Final
from uuid import UUID

from django.utils.translation import gettext

from bairi.delivery.duties.actions import NewDay, NewVisit
from bairi.delivery.reports.actions import Receipt
from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.delivery.reports.queries import receipt_of
from bairi.edges.field.actions.finish_transfer import keep_evidence
from bairi.edges.field.actions.take_in_duties import take_in_duties
from bairi.edges.field.actions.take_in_reports import take_in_reports
from bairi.edges.field.duty_shapes import EntryReceipt, Numbered
from bairi.edges.field.outbox import OutboxPhoto, read_outbox
from bairi.edges.field.problems import FileDiffers
from bairi.edges.field.queries import reporter, task_names
from bairi.ground.access import Actor, Problem, require
from bairi.ground.files.problems import FileTooLarge

PHOTO_LIMIT: Final = 30 * 1024 * 1024


@dataclass(slots=True)
class OutboxRow:
    """One report of the outbox: its receipt or why it was refused, its task's name, photos kept and refused."""

    uuid: str
    receipt: Receipt | None
    problem: Problem | None
    task: str = ""
    kept: int = 0
    refused: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One day or visit of the duty log in the outbox: what it says, its receipt or why it was refused."""

    key: str
    new: NewDay | NewVisit | None
    receipt: EntryReceipt | None
    problem: Problem | None

    @property
    def said(self) -> str:
        """The entry in words; its number where it cannot be read."""
        if isinstance(self.new, NewVisit):
            return gettext("Visit: %(whom)s") % {"whom": self.new.whom}
        return gettext("Duty day") if self.new is not None else self.key


@dataclass(frozen=True, slots=True)
class OutboxOutcome:
    """What became of an outbox, in its order. `person` is the name of the one who reported."""

    person: str
    rows: tuple[OutboxRow, ...]
    entries: tuple[EntryRow, ...] = ()

    @property
    def fresh(self) -> int:
        return sum(row.receipt is not None and row.receipt.is_new for row in self.rows)

    @property
    def again(self) -> int:
        return sum(row.receipt is not None and not row.receipt.is_new for row in self.rows)

    @property
    def refused(self) -> int:
        return sum(row.problem is not None for row in self.rows)

    @property
    def photos(self) -> int:
        return sum(row.kept for row in self.rows)

    @property
    def summary(self) -> str:
        """What became of it: a sentence for the reports, and one for the duty log where it brings any of it."""
        counts = {name: getattr(self, name) for name in ("fresh", "again", "refused", "photos")}
        said = (
            gettext("Reports: %(fresh)s taken in, %(again)s here before, %(refused)s refused. Photos kept: %(photos)s.")
            % counts
        )
        return f"{said} {self._duty_log}" if self.entries else said

    @property
    def _duty_log(self) -> str:
        new = [row.receipt.is_new for row in self.entries if row.receipt is not None]
        counts = {"fresh": sum(new), "again": len(new) - sum(new), "refused": len(self.entries) - len(new)}
        return gettext("Duty log: %(fresh)s taken in, %(again)s here before, %(refused)s refused.") % counts


def take_in_outbox(source: BinaryIO, *, by: Actor, at: datetime) -> OutboxOutcome:
    """Take in reports, photos, days and visits of an outbox in the name of the person whose phone sealed it.

    What is here already gets the same receipt, so the phone may send it again by itself. The person counts with the
    roles that they hold now; `by` only carries the file. Raises NotAllowed, OutboxUnreadable, OutboxUnsigned,
    ReporterGone.
    """
    require(by, RECEIVE_REPORT)
    outbox = read_outbox(source)
    author = reporter(outbox.person_id, name=outbox.person_name)
    answers = take_in_reports([entry for _, entry in outbox.reports], by=author, at=at)
    names = task_names([answer.receipt for answer in answers if answer.receipt is not None])
    rows = [
        OutboxRow(number, answer.receipt, answer.problem, names.get(number, ""))
        for (number, _), answer in zip(outbox.reports, answers, strict=True)
    ]
    with zipfile.ZipFile(source) as archive:
        for row in rows:
            if row.receipt is not None:
                _take_photos(archive, row, outbox.photos.get(row.uuid, ()), author, at)
    entries = _take_entries([*outbox.days, *outbox.visits], author, at)
    return OutboxOutcome(outbox.person_name, tuple(_with_files(row, author) for row in rows), entries)


def _take_entries(entries: list[Numbered], author: Actor, at: datetime) -> tuple[EntryRow, ...]:
    answers = take_in_duties([entry for _, entry in entries], by=author, at=at)
    return tuple(
        EntryRow(number, None if isinstance(entry, Problem) else entry, answer.receipt, answer.problem)
        for (number, entry), answer in zip(entries, answers, strict=True)
    )


def _take_photos(
    archive: zipfile.ZipFile, row: OutboxRow, photos: tuple[OutboxPhoto, ...], author: Actor, at: datetime
) -> None:
    refused = []
    for photo in photos:
        try:
            data = io.BytesIO(_bytes_of(archive, photo))
            keep_evidence(data, report=UUID(row.uuid), sha256=photo.sha256, said=photo.said, by=author, at=at)
            row.kept += 1
        except Problem as problem:
            refused.append(problem)
    row.refused = tuple(refused)


def _bytes_of(archive: zipfile.ZipFile, photo: OutboxPhoto) -> bytes:
    try:
        info = archive.getinfo(photo.path)
    except KeyError:
        raise FileDiffers(sha256=photo.sha256) from None
    if info.file_size > PHOTO_LIMIT:
        raise FileTooLarge(megabytes=PHOTO_LIMIT // 2**20)
    try:
        return archive.read(info)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError):
        raise FileDiffers(sha256=photo.sha256) from None


def _with_files(row: OutboxRow, author: Actor) -> OutboxRow:
    """The receipt with the hashes of all files that the report has by now."""
    if row.receipt is not None and row.kept:
        row.receipt = replace(receipt_of(author, row.receipt.uuid), is_new=row.receipt.is_new)
    return row
