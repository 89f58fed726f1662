"""What the phone sends: reports in the API's own shape, and what it says of a photo."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from pydantic import BaseModel, ValidationError

from bairi.delivery.reports.actions import NewReport, Receipt
from bairi.delivery.reports.api.shapes import EvidenceIn, ReceiptOut, ReportIn
from bairi.edges.field.problems import BodyUnreadable, ReportUnreadable, TransferUnclear
from bairi.edges.field.unreadable import fields_of
from bairi.ground.access import Problem

MOST_REPORTS: Final = 50
SAID: Final = ("name", "caption", "taken_at", "lon", "lat", "accuracy_m")


class Announced(BaseModel):
    """The metadata of a transfer: which report the file belongs to, and the file."""

    report: UUID
    file: EvidenceIn

    @property
    def said(self) -> dict[str, Any]:
        """What the device said of the file, as JSON takes it."""
        return {key: value for key, value in self.file.model_dump(mode="json").items() if key in SAID and value != ""}


def reports_of(request: HttpRequest) -> list[tuple[str, NewReport | Problem]]:
    """The numbers and the reports of a body `{"reports": [...]}`; one that cannot be read is a Problem in its place.

    Raises BodyUnreadable.
    """
    try:
        body = json.loads(request.body)
        rows = body["reports"]
    except (ValueError, KeyError, TypeError):
        raise BodyUnreadable from None
    if not isinstance(rows, list) or len(rows) > MOST_REPORTS:
        raise BodyUnreadable
    return [read_report(row) for row in rows]


def read_report(row: Any) -> tuple[str, NewReport | Problem]:
    """The number that the sender gave it, and the report or why it cannot be read."""
    number = str(row.get("uuid", "")) if isinstance(row, dict) else ""
    try:
        return number, ReportIn.model_validate(row).as_report()
    except ValidationError as faults:
        return number, ReportUnreadable(where=fields_of(faults) or "report")


def announced_of(header: str) -> Announced:
    """What `Upload-Metadata` says: `report`, `sha256`, `name`, `caption`, `taken_at`, `lon`, `lat`, `accuracy_m`.

    Raises TransferUnclear.
    """
    try:
        pairs = dict(_pair(part) for part in header.split(",") if part.strip())
        report = pairs.pop("report")
        file: dict[str, Any] = {key: pairs[key] for key in ("sha256", "name", "caption", "taken_at") if key in pairs}
        file |= {key: float(pairs[key]) for key in ("lon", "lat", "accuracy_m") if key in pairs}
        return Announced(report=UUID(report), file=EvidenceIn.model_validate(file))
    except (KeyError, ValueError, binascii.Error):  # a ValidationError is a ValueError
        raise TransferUnclear(header="Upload-Metadata") from None


def _pair(part: str) -> tuple[str, str]:
    key, _, value = part.strip().partition(" ")
    return key, base64.b64decode(value, validate=True).decode("utf-8")


def receipt_out(receipt: Receipt) -> dict[str, Any]:
    """A receipt as JSON, in the API's shape."""
    return ReceiptOut.from_orm(receipt).model_dump(mode="json")
