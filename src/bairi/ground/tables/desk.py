"""Files that wait on a desk between trial and import, each seen by the person who sent it alone."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from bairi.ground.access import NotVisible

KEPT_SECONDS = 2 * 24 * 3600
Outcome = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent. `about` says what the room must know of it, `job` the work that is under way."""

    desk: str
    key: str
    user: int
    name: str
    language: str
    about: dict[str, Any] = field(default_factory=dict)
    job: int | None = None

    @property
    def source(self) -> Path:
        """The file as it was sent."""
        return self._file("source")

    @property
    def outcome(self) -> Outcome | None:
        """What the last run said; None while it is under way."""
        file = self._file("outcome")
        return json.loads(file.read_bytes()) if file.exists() else None

    def say(self, outcome: Outcome | None) -> None:
        """Keep what a run said, or forget it before the next."""
        if outcome is None:
            self._file("outcome").unlink(missing_ok=True)
        else:
            _write(self._file("outcome"), json.dumps(outcome, ensure_ascii=False).encode())

    @property
    def answer(self) -> bytes | None:
        """A file that a run gave back."""
        file = self._file("answer")
        return file.read_bytes() if file.exists() else None

    def give_back(self, data: bytes | None) -> None:
        """Keep a file for the sender, or none."""
        if data is None:
            self._file("answer").unlink(missing_ok=True)
        else:
            _write(self._file("answer"), data)

    def under_way(self, job: int) -> Upload:
        """The upload with the job that works on it, kept."""
        upload = replace(self, job=job)
        upload.keep()
        return upload

    def keep(self) -> None:
        """Keep what is known of the upload."""
        _write(self._file("about"), json.dumps(asdict(self)).encode())

    def remove(self) -> None:
        """Take it off the desk."""
        for suffix in ("source", "about", "outcome", "answer"):
            self._file(suffix).unlink(missing_ok=True)

    def _file(self, suffix: str) -> Path:
        return _folder(self.desk) / f"{self.key}.{suffix}"


def put_on_desk(desk: str, data: bytes, *, user: int, name: str, language: str, about: dict[str, Any]) -> Upload:
    """Lay a file on the desk; what has lain there for two days goes."""
    for file in _folder(desk).iterdir():
        if file.stat().st_mtime < time.time() - KEPT_SECONDS:
            file.unlink(missing_ok=True)
    upload = Upload(desk, str(uuid.uuid4()), user, name, language, about)
    _write(upload.source, data)
    upload.keep()
    return upload


def from_desk(desk: str, key: UUID, *, user: int | None) -> Upload:
    """The upload of that person. Raises NotVisible."""
    file = _folder(desk) / f"{key}.about"
    if not file.exists():
        raise NotVisible()
    upload = Upload(**json.loads(file.read_bytes()))
    if upload.user != user:
        raise NotVisible()
    return upload


def _folder(desk: str) -> Path:
    folder = Path(settings.BAIRI_HOME) / "desk" / desk
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _write(file: Path, data: bytes) -> None:
    """Whole or not at all, so that no reader meets half a file."""
    part = file.with_suffix(f"{file.suffix}.{uuid.uuid4().hex[:8]}.part")
    part.write_bytes(data)
    part.replace(file)
