from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from bairi.ground.transparency.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStored(Event):
    """A file came in that was not there before."""

    kind: ClassVar[str] = "files.file_stored"
    label = _("File stored")
    line = _("File of %(size)s bytes (%(media_type)s) stored under %(sha256)s")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "sha256"
    sha256: str
    size: int
    media_type: str
