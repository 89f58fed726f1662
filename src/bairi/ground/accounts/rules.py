"""Pure rules of signing in: waiting after failures, phone numbers, one-time codes, tokens. No clock, no tables."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import pyotp

WINDOW: Final = timedelta(minutes=30)
"""Failures older than this no longer count."""
FREE_BY_NAME: Final = 5
FREE_BY_ADDRESS: Final = 40
"""An office shares one address, so an address may fail more often than a name."""
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(minutes=15)
CODES: Final = 10
TOKEN_START: Final = "bairi_"  # noqa: S105 - not a secret, the sign by which secrets are found
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"


def wait_until(failures: Sequence[datetime], free: int) -> datetime | None:
    """When the next try is open after these failures (oldest first); None when it is open at once.

    The first `free` failures cost nothing, then each doubles the wait, up to a quarter of an hour.

    >>> noon = datetime(2016, 3, 31, 12)
    >>> wait_until([noon] * 4, free=5)
    >>> wait_until([noon] * 6, free=5)
    datetime.datetime(2016, 3, 31, 12, 1)
    """
    if len(failures) < free:
        return None
    doublings = min(len(failures) - free, 10)
    wait: timedelta = min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)
    return failures[-1] + wait


def clean_name(text: str) -> str:
    """A user name or phone number as it is looked up: full width made narrow, no spaces, lower case.

    >>> clean_name(" Ｚhang San ")
    'zhangsan'
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def clean_phone(text: str) -> str:
    """A phone number without spaces, dashes and China's country code; other country codes are kept.

    >>> clean_phone("+86 138-8765 4321"), clean_phone("１３８８７６５４３２１"), clean_phone("+856 20 5555")
    ('13887654321', '13887654321', '+856205555')
    """
    kept = "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdigit() or c == "+")
    for code in ("+86", "0086"):
        if kept.startswith(code) and len(kept) - len(code) == 11:
            return kept[len(code) :]
    return kept


def is_phone(text: str) -> bool:
    """Whether a cleaned text can be a phone number: 7 to 16 digits.

    >>> is_phone("13887654321"), is_phone("zhangsan")
    (True, False)
    """
    digits = text.removeprefix("+")
    return digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 16


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """The 30-second step that a one-time code belongs to (RFC 6238), one step of clock drift allowed; None for none."""
    totp, now = pyotp.TOTP(secret), int(at.timestamp()) // 30
    typed = clean_name(code)
    steps = [step for step in (now - 1, now, now + 1) if secrets.compare_digest(totp.generate_otp(step), typed)]
    return max(steps, default=None)


def provisioning_address(secret: str, username: str) -> str:
    """The `otpauth:` address that an authenticator app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name="Bairi")


def new_recovery_code() -> str:
    """A one-time code of ten signs that look different on paper, about 49 bits."""
    signs = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    return f"{signs[:5]}-{signs[5:]}"


def new_password() -> str:
    """An initial password to be read out or copied by hand: three groups of four signs, about 59 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))


def new_token() -> str:
    """A bearer token of 256 bits. Its start tells people and secret scanners what it is."""
    return TOKEN_START + secrets.token_urlsafe(32)


def token_prefix(token: str) -> str:
    """The eight signs by which people tell tokens apart.

    >>> token_prefix("bairi_Ab3dEf6hIj")
    'Ab3dEf6h'
    """
    return token.removeprefix(TOKEN_START)[:8]


def token_digest(token: str) -> str:
    """What is kept of a token: SHA-256 in hex. A token is random, so nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
