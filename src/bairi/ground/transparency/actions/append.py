"""Writing events, always inside the transaction of the change that they record."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.transaction import TransactionManagementError

from bairi.ground.access import Actor
from bairi.ground.access.known import to_known
from bairi.ground.transparency.events import Event
from bairi.ground.transparency.models import EventRow
from bairi.ground.transparency.rules.envelope import SALT_BYTES, digest, envelope, personal_part

COLUMNS = (
    "kind", "subject", "payload", "salt", "personal", "personal_salt", "digest",
    "place", "by_id", "by_name", "known", "group_id",
)  # fmt: skip
INSERT_SQL = f"INSERT INTO transparency_event ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"  # noqa: S608
"""One row of `prepare`'s values, through Django's or psycopg's cursor."""
INSERT_SQLITE = INSERT_SQL.replace("%s", "?")
"""The same for a bare sqlite3 cursor."""

Values = tuple[str, str, str, bytes, str, bytes, bytes, str | None, int | None, str, int, str | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """An event and the code of its place, for `append_many`."""

    event: Event
    place: str | None = None


def prepare(
    event: Event, *, by: Actor, at: datetime | int, place: str | None = None, group: UUID | None = None
) -> Values:
    """Values of one row in the order of `COLUMNS`, digest included. `at` may be a moment or known microseconds."""
    known = at if isinstance(at, int) else to_known(at)
    texts = (event.subject_key(), event.payload(), event.personal_payload())
    salts = secrets.token_bytes(2 * SALT_BYTES)
    return seal(event.kind, *texts, salts, by=by, known=known, place=place, group=group)


def seal(
    kind: str, subject: str, payload: str, personal: str, salts: bytes, *,
    by: Actor, known: int, place: str | None = None, group: UUID | None = None,
) -> Values:  # fmt: skip
    """As `prepare`, for a caller who holds the event's texts already; `salts` are 32 bytes that nobody else gets."""
    salt, personal_salt = salts[:SALT_BYTES], salts[SALT_BYTES:]
    body = envelope(
        kind=kind, payload=payload, personal=digest(personal_salt, personal_part(by.name, personal)),
        place=place, by_id=by.user_id, known=known, group=group,
    )  # fmt: skip
    return (
        kind, subject, payload, salt, personal, personal_salt, digest(salt, body),
        place, by.user_id, by.name, known, None if group is None else group.hex,
    )  # fmt: skip


def append(
    event: Event, *, by: Actor, at: datetime | int, place: str | None = None, group: UUID | None = None
) -> EventRow:
    """Write one event in the caller's transaction, one for each changed object, and return its row.

    It is a leaf once this transaction commits; the sequencer numbers it afterwards. Raises TransactionManagementError
    outside a transaction.
    """
    _require_transaction()
    values = prepare(event, by=by, at=at, place=place, group=group)
    with connection.cursor() as cursor:
        cursor.execute(INSERT_SQL + " RETURNING id", values)
        (key,) = cursor.fetchone()
    names = ["id", *COLUMNS[:-1], "group"]
    return EventRow.from_db(connection.alias, names, [key, *values[:-1], group])


def append_many(entries: Iterable[Entry], *, by: Actor, at: datetime | int, group: UUID | None = None) -> int:
    """Write many events at once in the caller's transaction, in order. Returns how many. Raises as `append`."""
    _require_transaction()
    rows = [_row(prepare(e.event, by=by, at=at, place=e.place, group=group), group) for e in entries]
    EventRow.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise TransactionManagementError("an event is written in the transaction of its change")


def _row(values: Values, group: UUID | None) -> EventRow:
    columns: dict[str, Any] = dict(zip(COLUMNS[:-1], values[:-1], strict=True))
    return EventRow(**columns, group=group)
