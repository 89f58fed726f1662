"""The outbox file: a zip with `outbox.json`, its seal `outbox.hmac`, and the photos by their SHA-256.

Files of apps that knew no duty log lack `days` and `visits`.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from pydantic import ValidationError

from bairi.delivery.reports.actions import NewReport
from bairi.delivery.reports.api.shapes import EvidenceIn
from bairi.edges.field.duty_shapes import Numbered, read_entries
from bairi.edges.field.problems import OutboxUnreadable, OutboxUnsigned
from bairi.edges.field.seals import is_sealed
from bairi.edges.field.shapes import SAID, read_report
from bairi.ground.access import Problem

FORMAT: Final = "bairi-outbox-1"
MOST_JSON: Final = 20 * 1024 * 1024
LISTING, SEAL = "outbox.json", "outbox.hmac"


@dataclass(frozen=True, slots=True)
class OutboxPhoto:
    """A photo in the file: where it lies, its SHA-256, and what the device said of it."""

    path: str
    sha256: str
    said: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outbox:
    """Whose outbox it is, its reports in their order, the photos by the number of their report; days and visits of
    the duty log."""

    person_id: int
    person_name: str
    reports: list[tuple[str, NewReport | Problem]]
    photos: dict[str, tuple[OutboxPhoto, ...]]
    days: list[Numbered]
    visits: list[Numbered]


def read_outbox(source: BinaryIO) -> Outbox:
    """Read what the file lists once its seal is found good. Raises OutboxUnreadable, OutboxUnsigned."""
    try:
        with zipfile.ZipFile(source) as archive:
            if archive.getinfo(LISTING).file_size > MOST_JSON:
                raise OutboxUnreadable
            raw, seal = archive.read(LISTING), archive.read(SEAL)[:200].decode("ascii")
        content = json.loads(raw)
        person_id, name = int(content["person"]["id"]), str(content["person"]["name"])
        rows, listed = list(content["reports"]), list(content["photos"])
        entries = list(content.get("days", [])), list(content.get("visits", []))
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError, NotImplementedError):
        raise OutboxUnreadable from None
    if not is_sealed(raw, user_id=person_id, seal=seal):
        raise OutboxUnsigned
    if content.get("format") != FORMAT:
        raise OutboxUnreadable
    days, visits = read_entries(*entries)
    return Outbox(person_id, name, [read_report(row) for row in rows], _photos(listed), days, visits)


def _photos(listed: list[Any]) -> dict[str, tuple[OutboxPhoto, ...]]:
    photos: dict[str, list[OutboxPhoto]] = {}
    for row in listed:
        try:
            file = EvidenceIn.model_validate({key: value for key, value in row.items() if key in {"sha256", *SAID}})
            said = {key: value for key, value in file.model_dump(mode="json").items() if key in SAID}
            photos.setdefault(str(row["report"]), []).append(OutboxPhoto(str(row["path"]), file.sha256, said))
        except (ValidationError, KeyError, AttributeError):
            raise OutboxUnreadable from None
    return {report: tuple(rows) for report, rows in photos.items()}
