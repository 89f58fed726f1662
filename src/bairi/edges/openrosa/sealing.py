"""Half keys of phones as they lie in the database: encrypted under the installation's secret key."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

REALM: Final = "Bairi"
"""Part of every half key, so it never changes."""


def nonce_key() -> bytes:
    """The key that signs nonces."""
    return _derived(settings.SECRET_KEY, b"bairi-odk-nonce")


def seal(halves: dict[str, str]) -> str:
    """The half keys as they may lie in the database."""
    return _cipher(settings.SECRET_KEY).encrypt(json.dumps(halves).encode()).decode()


def unseal(sealed: str) -> dict[str, str]:
    """The half keys again; none when they were sealed under another secret key."""
    return _unsealed(settings.SECRET_KEY, sealed)


@lru_cache(maxsize=1024)
def _unsealed(secret: str, sealed: str) -> dict[str, str]:
    try:
        halves: dict[str, str] = json.loads(_cipher(secret).decrypt(sealed.encode()))
    except InvalidToken:
        return {}
    return halves


@lru_cache(maxsize=4)
def _cipher(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(secret, b"bairi-odk-phone")))


@lru_cache(maxsize=4)
def _derived(secret: str, person: bytes) -> bytes:
    return hashlib.blake2b(secret.encode(), person=person, digest_size=32).digest()
