"""Finished pages kept for the one who asked: the same bytes, with a fresh token in every form."""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpRequest
from django.middleware.csrf import get_token

KEEP_SECONDS: Final = "bairi.keep_seconds"
"""What a view sets in `request.META`: for how many seconds its page holds for this session if no event comes."""
TOKEN: Final = b"{the-token-of-this-answer}"
TOKENS: Final = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+(?=")')
"""Each form's token: Django masks the secret anew for every call, so one answer may hold several spellings."""


def without_tokens(body: bytes) -> bytes:
    """The page as it can be kept."""
    return TOKENS.sub(TOKEN, body)


def with_tokens(kept: bytes, request: HttpRequest) -> bytes:
    """The page as the session of the request can send its forms."""
    return kept.replace(TOKEN, get_token(request).encode())
