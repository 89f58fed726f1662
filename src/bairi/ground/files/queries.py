from __future__ import annotations

from pathlib import Path

from django.conf import settings

from bairi.ground.access import Actor, NotVisible
from bairi.ground.files.models import StoredFile
from bairi.ground.files.permissions import is_visible
from bairi.ground.files.store import Store


def file_for(actor: Actor, sha256: str) -> StoredFile:
    """The file if something that the actor sees holds it. Raises NotVisible."""
    row = StoredFile.objects.filter(sha256=sha256).first()
    if row is None or not is_visible(actor, sha256):
        raise NotVisible()
    return row


def file_path(sha256: str) -> Path:
    """Where the bytes lie."""
    return Store(settings.BAIRI_HOME / "files").path(sha256)
