"""Files over HTTP: evidence goes up first, then the report names it."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.db import transaction
from django.http import HttpRequest
from django.utils.timezone import now
from ninja import File, Router, Schema, Status, UploadedFile

from bairi.ground.access import Actor, require
from bairi.ground.files.actions import store_file
from bairi.ground.files.permissions import STORE_FILE

router = Router(tags=["files"])


class StoredFileOut(Schema):
    """The receipt of a file: it is on disk under its SHA-256."""

    sha256: str
    size: int
    media_type: str
    width: int | None
    height: int | None


@router.post("files", response={201: StoredFileOut}, operation_id="store_file", summary="Send a file")
def send_file(request: HttpRequest, file: File[UploadedFile]) -> Status[object]:
    """Send a photo or a document. The same bytes again have the same answer; reports name files by `sha256`."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    require(actor, STORE_FILE)
    with transaction.atomic():
        return Status(201, store_file(cast("BinaryIO", file), by=actor, at=now()))
