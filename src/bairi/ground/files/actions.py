from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Literal

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from bairi.ground.access import Actor
from bairi.ground.files.events import FileStored
from bairi.ground.files.models import StoredFile
from bairi.ground.files.pictures import Picture, glance_at, read_picture
from bairi.ground.files.problems import FileEmpty, FileTooLarge, KindNotAccepted
from bairi.ground.files.rules.kinds import HEAD_BYTES, PICTURES, kind_of, office_kind, ole_kind
from bairi.ground.files.store import Incoming, Store, TooLarge
from bairi.ground.transparency.actions import append

MAX_ZIP_NAMES = 20_000
DAY = 86_400


@dataclass(frozen=True, slots=True)
class FileFinding:
    """A file that is not as it was stored."""

    code: Literal["file_missing", "file_changed"]
    sha256: str
    size: int

    def __str__(self) -> str:
        if self.code == "file_missing":
            return gettext("The file %(sha256)s (%(size)s bytes) is missing. Put it back from a backup.") % self.data
        return gettext("The file %(sha256)s (%(size)s bytes) was changed. Put it back from a backup.") % self.data

    @property
    def data(self) -> dict[str, Any]:
        """The fields of the sentence."""
        return {"sha256": self.sha256, "size": self.size}


@dataclass(slots=True)
class FilesCheck:
    """What a check saw: files, findings, files without a row (left by transactions that failed), leftovers swept."""

    files: int = 0
    findings: list[FileFinding] = field(default_factory=list)
    orphans: int = 0
    swept: int = 0


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that is on disk under its name and still has no row."""

    sha256: str
    size: int
    media_type: str
    picture: Picture | None


def store_file(source: BinaryIO | bytes, *, by: Actor, at: datetime, limit: int | None = None) -> StoredFile:
    """Keep a file by its content; on return its bytes are on disk, and the row commits with the caller's transaction.

    The same bytes again give the same row. Raises FileEmpty, FileTooLarge, KindNotAccepted, ImageUnreadable,
    ImageTooLarge.
    """
    return _enter(bring_in(source, limit=limit), by=by, at=at)


def bring_in(source: BinaryIO | bytes, *, limit: int | None = None, glance: bool = False) -> Brought:
    """Put a file's bytes on disk without touching the database, so that no lock is held while it is read.

    `glance` leaves the small copy of a sound JPEG for when it is first looked at. Raises as `store_file`.
    """
    store, limit = Store(settings.BAIRI_HOME / "files"), limit or settings.BAIRI_UPLOAD_LIMIT
    try:
        incoming = store.receive(io.BytesIO(source) if isinstance(source, bytes) else source, limit)
    except TooLarge:
        raise FileTooLarge(megabytes=limit // 2**20) from None
    try:
        media_type, picture = _look_into(incoming, read=glance_at if glance else read_picture)
        store.keep(incoming)
    except BaseException:
        store.discard(incoming)
        raise
    if picture is not None and picture.thumbnail:
        store.write_thumbnail(incoming.sha256, picture.thumbnail)
    return Brought(incoming.sha256, incoming.size, media_type, picture)


@transaction.atomic
def enter_files(brought: Sequence[Brought], *, by: Actor, at: datetime) -> None:
    """Give files that were brought in their rows, each once. Two queries, and one for those that are new."""
    wanted = {file.sha256: file for file in brought}
    there = set(StoredFile.objects.filter(pk__in=list(wanted)).values_list("pk", flat=True))
    for sha256, file in sorted(wanted.items()):
        if sha256 not in there:
            _enter(file, by=by, at=at)


@transaction.atomic
def _enter(file: Brought, *, by: Actor, at: datetime) -> StoredFile:
    picture = file.picture
    row, is_new = StoredFile.objects.get_or_create(
        sha256=file.sha256,
        defaults={
            "size": file.size,
            "media_type": file.media_type,
            "width": picture.width if picture else None,
            "height": picture.height if picture else None,
            "facts": picture.facts if picture else {},
            "stored_at": at,
        },
    )
    if is_new:
        append(FileStored(sha256=row.sha256, size=row.size, media_type=row.media_type), by=by, at=at)
    return row


def _look_into(incoming: Incoming, *, read: Callable[[Path], Picture]) -> tuple[str, Picture | None]:
    """The media type by content, and the picture if it is one."""
    if incoming.size == 0:
        raise FileEmpty()
    with incoming.path.open("rb") as file:
        kind = kind_of(file.read(HEAD_BYTES))
    if kind == "application/zip":
        kind = office_kind(_names_in(incoming.path))
    elif kind == "application/x-ole":
        kind = ole_kind(incoming.path.read_bytes())
    if kind is None:
        raise KindNotAccepted()
    return kind, read(incoming.path) if kind in PICTURES else None


def _names_in(file: Path) -> list[str]:
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()[:MAX_ZIP_NAMES]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return []


def make_thumbnail(sha256: str) -> Path:
    """The small copy of a picture, made again if it is gone. Raises ImageUnreadable, FileNotFoundError."""
    store = Store(settings.BAIRI_HOME / "files")
    path = store.thumbnail_path(sha256)
    if not path.exists():
        store.write_thumbnail(sha256, read_picture(store.path(sha256)).thumbnail)
    return path


def check_files(*, at: datetime) -> FilesCheck:
    """Read every file and compare it with its name; note when it was found sound. Names what is missing or changed."""
    store = Store(settings.BAIRI_HOME / "files")
    check = FilesCheck(swept=store.sweep_incoming(at.timestamp() - DAY))
    sound: list[str] = []
    for sha256, size in StoredFile.objects.order_by("sha256").values_list("sha256", "size").iterator():
        found = store.digest(sha256)
        check.files += 1
        if found == sha256:
            sound.append(sha256)
        else:
            check.findings.append(FileFinding("file_missing" if found is None else "file_changed", sha256, size))
    for start in range(0, len(sound), 500):
        StoredFile.objects.filter(sha256__in=sound[start : start + 500]).update(checked_at=at)
    known = set(sound) | {finding.sha256 for finding in check.findings}
    check.orphans = sum(sha256 not in known for sha256 in store.hashes())
    return check
