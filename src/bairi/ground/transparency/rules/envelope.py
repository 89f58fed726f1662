"""What a leaf's digest commits to: the envelope, as canonical JSON, behind a salt."""

from __future__ import annotations

import hashlib
import json
from uuid import UUID

SALT_BYTES = 16
_quote = json.JSONEncoder(ensure_ascii=False).encode


def envelope(
    *, kind: str, payload: str, place: str | None, by_id: int | None, by_name: str, known: int, group: UUID | None
) -> bytes:
    """Canonical JSON (keys sorted, no spaces, UTF-8) around a payload that is canonical JSON already.

    >>> envelope(kind="a.b", payload='{"x":1}', place=None, by_id=7, by_name="Ada", known=5, group=None).decode()
    '{"at":5,"by":7,"group":null,"kind":"a.b","name":"Ada","payload":{"x":1},"place":null,"v":1}'
    """
    return (
        f'{{"at":{known},"by":{"null" if by_id is None else by_id},'
        f'"group":{"null" if group is None else _quote(str(group))},"kind":{_quote(kind)},"name":{_quote(by_name)},'
        f'"payload":{payload},"place":{"null" if place is None else _quote(place)},"v":1}}'
    ).encode()


def digest(salt: bytes, envelope: bytes) -> bytes:
    """SHA-256(salt || envelope): the leaf's 32 bytes. The salt keeps a guess from confirming erased data."""
    return hashlib.sha256(salt + envelope).digest()
