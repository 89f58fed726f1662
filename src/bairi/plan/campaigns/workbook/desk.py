"""Workbooks that wait on the desk between trial and import, each seen by the person who sent it alone."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from bairi.ground.access import NotVisible
from bairi.plan.campaigns.workbook.outcome import Outcome

KEPT_SECONDS = 2 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Upload:
    """A workbook as it was sent. `campaign` None: it brings a campaign of its own."""

    key: str
    user: int
    name: str
    language: str
    campaign: str | None = None
    take_out: bool = False
    job: int | None = None

    @property
    def source(self) -> Path:
        """The file as it was sent."""
        return _folder() / f"{self.key}.sheet"

    @property
    def outcome(self) -> Outcome | None:
        """What the last run said; None while it is under way."""
        file = _folder() / f"{self.key}.outcome"
        return json.loads(file.read_bytes()) if file.exists() else None

    def say(self, outcome: Outcome | None) -> None:
        """Keep what a run said, or forget it before the next."""
        file = _folder() / f"{self.key}.outcome"
        if outcome is None:
            file.unlink(missing_ok=True)
        else:
            _write(file, json.dumps(outcome, ensure_ascii=False).encode())

    def keep(self) -> None:
        """Keep what is known of the upload."""
        _write(_folder() / f"{self.key}.about", json.dumps(asdict(self)).encode())

    def remove(self) -> None:
        """Take it off the desk."""
        for suffix in ("sheet", "about", "outcome"):
            (_folder() / f"{self.key}.{suffix}").unlink(missing_ok=True)


def put_on_desk(data: bytes, *, user: int, name: str, language: str, campaign: str | None, take_out: bool) -> Upload:
    """Lay a workbook on the desk; what has lain there for two days goes."""
    upload = Upload(str(uuid.uuid4()), user, name, language, campaign, take_out)
    for file in _folder().iterdir():
        if file.stat().st_mtime < time.time() - KEPT_SECONDS:
            file.unlink(missing_ok=True)
    _write(upload.source, data)
    upload.keep()
    return upload


def from_desk(key: UUID, *, user: int | None) -> Upload:
    """The upload of that person. Raises NotVisible."""
    file = _folder() / f"{key}.about"
    if not file.exists():
        raise NotVisible()
    upload = Upload(**json.loads(file.read_bytes()))
    if upload.user != user:
        raise NotVisible()
    return upload


def _folder() -> Path:
    folder = Path(settings.BAIRI_HOME) / "uploads"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _write(file: Path, data: bytes) -> None:
    """Whole or not at all, so that no reader meets half a file."""
    part = file.with_suffix(f"{file.suffix}.{uuid.uuid4().hex[:8]}.part")
    part.write_bytes(data)
    part.replace(file)
