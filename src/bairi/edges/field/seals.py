"""The secret that a phone signs its outbox file with: one for each person, made from the server's own key."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

PURPOSE = b"bairi field outbox 1:"


def seal_key(user_id: int) -> str:
    """The person's signing key, 64 hex digits. The same after a restart; another on another server."""
    return hmac.new(settings.SECRET_KEY.encode(), PURPOSE + str(user_id).encode(), hashlib.sha256).hexdigest()


def is_sealed(content: bytes, *, user_id: int, seal: str) -> bool:
    """Whether `seal` (hex) is the person's HMAC-SHA256 of the content."""
    made = hmac.new(bytes.fromhex(seal_key(user_id)), content, hashlib.sha256).hexdigest()
    return hmac.compare_digest(made, seal.strip().lower())
