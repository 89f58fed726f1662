"""A file that has arrived whole becomes evidence of its report."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from io import BufferedReader, BytesIO
from typing import Any
from uuid import UUID

from bairi.delivery.reports.actions import Attachment, add_evidence
from bairi.edges.field.problems import FileDiffers
from bairi.edges.field.storage import About, Transfer
from bairi.ground.access import Actor, require
from bairi.ground.files.actions import store_file
from bairi.ground.files.permissions import STORE_FILE


def finish_transfer(transfer: Transfer, about: About, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Store the bytes, tie them to their report, and return the receipt `{"sha256", "size", "report"}`.

    Finishing again gives the same receipt. What cannot be taken in is forgotten, so that it can be sent anew. Raises
    FileDiffers, UnknownReport, NotAllowed, AlreadyWithdrawn, CampaignIsClosed and the refusals of `store_file`.
    """
    with transfer.finishing():
        return transfer.receipt() or _finish(transfer, about, by=by, at=at)


def _finish(transfer: Transfer, about: About, *, by: Actor, at: datetime) -> dict[str, Any]:
    try:
        with transfer.data.open("rb") as file:
            keep_evidence(file, report=UUID(about.report), sha256=about.sha256, said=about.said, by=by, at=at)
    except Exception:
        transfer.discard()
        raise
    receipt = {"sha256": about.sha256, "size": about.length, "report": about.report}
    transfer.finish(receipt)
    return receipt


def keep_evidence(
    file: BufferedReader | BytesIO, *, report: UUID, sha256: str, said: Mapping[str, Any], by: Actor, at: datetime
) -> None:
    """Store a file that is what was announced, then tie it to its report. Each is safe to repeat.

    The picture is read outside any transaction, so that no phone waits for another's. Raises FileDiffers and the
    refusals of `store_file` and `add_evidence`.
    """
    require(by, STORE_FILE)
    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
        raise FileDiffers(sha256=sha256)
    file.seek(0)
    stored = store_file(file, by=by, at=at)
    add_evidence(uuid=report, evidence=[attachment_of(stored.pk, said)], by=by, at=at)


def attachment_of(sha256: str, said: Mapping[str, Any]) -> Attachment:
    """The file with what the device said of it: name, caption, `taken_at` (ISO), `lon`, `lat`, `accuracy_m`."""
    taken = said.get("taken_at")
    return Attachment(
        sha256=sha256,
        name=str(said.get("name", "")),
        caption=str(said.get("caption", "")),
        taken_at=datetime.fromisoformat(taken) if taken else None,
        lon=said.get("lon"),
        lat=said.get("lat"),
        accuracy_m=said.get("accuracy_m"),
    )
