"""Secrets that must be read again are kept encrypted, those that must only be recognised as keyed digests.

Both hang on the installation's secret key: a copy of the database alone opens no second factor.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import salted_hmac

from bairi.ground.accounts.rules import clean_name


def _cipher() -> Fernet:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), person=b"bairi-totp", digest_size=32).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal(secret: str) -> str:
    """The secret as it may lie in the database."""
    return _cipher().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str | None:
    """The secret again; None when it was sealed under another secret key."""
    try:
        return _cipher().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def recovery_digest(code: str) -> str:
    """What is kept of a recovery code, however it was typed."""
    return salted_hmac("bairi.recovery", clean_name(code).replace("-", ""), algorithm="sha256").hexdigest()
