"""What a leaf's digest commits to. Two salted parts: the envelope, and within it only a digest of what is personal.

So the personal part can be erased, or left out of a proof, while everything else stays checkable.
"""

from __future__ import annotations

import hashlib
from json.encoder import encode_basestring as _quote
from uuid import UUID

SALT_BYTES = 16


def personal_part(by_name: str, fields: str) -> bytes:
    """Canonical JSON of the actor's name and the event's personal fields (`fields` is canonical JSON already).

    >>> personal_part("Ada", '{"phone":"1"}').decode()
    '{"by":"Ada","fields":{"phone":"1"}}'
    """
    return f'{{"by":{_quote(by_name)},"fields":{fields}}}'.encode()


def envelope(
    *, kind: str, payload: str, personal: bytes, place: str | None, by_id: int | None, known: int, group: UUID | None
) -> bytes:
    """Canonical JSON (keys sorted, no spaces, UTF-8) around a payload that is canonical JSON already.

    `personal` is the digest of the personal part.

    >>> envelope(kind="a.b", payload='{"x":1}', personal=b"\\x01", place=None, by_id=7, known=5, group=None).decode()
    '{"at":5,"by":7,"group":null,"kind":"a.b","payload":{"x":1},"personal":"01","place":null,"v":1}'
    """
    return (
        f'{{"at":{known},"by":{"null" if by_id is None else by_id},'
        f'"group":{"null" if group is None else _quote(str(group))},"kind":{_quote(kind)},'
        f'"payload":{payload},"personal":"{personal.hex()}",'
        f'"place":{"null" if place is None else _quote(place)},"v":1}}'
    ).encode()


def digest(salt: bytes, part: bytes) -> bytes:
    """SHA-256(salt || part). The salt keeps a guess from confirming what was erased."""
    return hashlib.sha256(salt + part).digest()
