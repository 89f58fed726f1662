"""Plan workbooks on the desk: which campaign each is about (None: it brings its own), what it may take out."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from bairi.ground.tables import desk
from bairi.ground.tables.desk import Upload

DESK: Final = "plan"


def put_on_desk(data: bytes, *, user: int, name: str, language: str, campaign: str | None, take_out: bool) -> Upload:
    """Lay a workbook on the desk; what has lain there for two days goes."""
    about = {"campaign": campaign, "take_out": take_out}
    return desk.put_on_desk(DESK, data, user=user, name=name, language=language, about=about)


def from_desk(key: UUID, *, user: int | None) -> Upload:
    """The upload of that person. Raises NotVisible."""
    return desk.from_desk(DESK, key, user=user)
