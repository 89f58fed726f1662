"""Codes are text: a number is turned back where nothing is lost, refused where digits are gone."""

from __future__ import annotations

import re
from collections.abc import Collection

from bairi.ground.tables.rules.answers import Raw, Refused, plain, shown

_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_TRAILING_ZERO = re.compile(r"\d+\.0+")
EXACT = 10**15
"""From here on a spreadsheet no longer keeps every digit of a number."""


def read_code(raw: Raw, *, digits: Collection[int] = ()) -> str:
    """The code as text. `digits` are the lengths that a code of digits may have; empty for any. Raises Refused.

    >>> read_code(533401202202.0), read_code("５３３４０１ ２０２２０２")
    ('533401202202', '533401202202')
    """
    code = _text_of(raw)
    if digits and not (code.isascii() and code.isdigit() and len(code) in digits):
        lengths = ", ".join(str(n) for n in sorted(digits))
        raise Refused("code_length", value=shown(raw), length=len(code), lengths=lengths)
    return code


def _text_of(raw: Raw) -> str:
    if isinstance(raw, bool) or hasattr(raw, "isoformat"):
        raise Refused("code_damaged", value=shown(raw))
    if isinstance(raw, (int, float)):
        if abs(raw) >= EXACT:
            raise Refused("code_damaged", value=shown(raw))
        return str(int(raw)) if float(raw).is_integer() else str(raw)
    text = plain(str(raw)).removeprefix("'")
    compact = "".join(text.split())
    if _ROUNDED.fullmatch(compact):
        raise Refused("code_damaged", value=shown(raw))
    if _TRAILING_ZERO.fullmatch(compact):
        return compact.partition(".")[0]
    return compact
