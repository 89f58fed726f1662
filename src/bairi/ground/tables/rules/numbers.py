"""Quantities and shares as people type them: full-width digits, thousands separators, per cent signs."""

from __future__ import annotations

import re

from bairi.ground.tables.rules.answers import Doubt, Raw, Refused, plain, shown

_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[, ']\d{3})+(?:\.\d+)?")
_WITH_UNIT = re.compile(r"([+-]?[\d,.]*\d)\s*([^\W\d_][^\d]{0,8})")
_MINUS = str.maketrans("−–—", "---")


def read_number(raw: Raw, *, decimals: int = 3) -> float | Doubt:
    """The quantity, rounded to `decimals`. Raises Refused.

    >>> read_number("１，２３４．５")
    1234.5
    """
    kind = type(raw)
    if kind is float or kind is int:
        return round(float(raw), decimals)
    if kind is not str:
        raise Refused("day_in_number" if hasattr(raw, "isoformat") else "not_a_number", value=shown(raw))
    text = plain(raw).translate(_MINUS)
    if text.endswith("%"):
        return Doubt(round(_figure(text[:-1].rstrip(), raw), decimals), "percent_sign_dropped", value=shown(raw))
    return round(_figure(text, raw), decimals)


def read_integer(raw: Raw) -> int | Doubt:
    """A whole number. Raises Refused, also for 22.5."""
    value = read_number(raw, decimals=6)
    number = value.value if isinstance(value, Doubt) else value
    if not number.is_integer():
        raise Refused("not_whole", value=shown(raw))
    return int(number)


def read_share(raw: Raw) -> float | Doubt:
    """A share of 0 to 1. 50% is 0.5; so is a bare 50, with a mark. Raises Refused.

    >>> read_share("50％")
    0.5
    """
    if isinstance(raw, str) and plain(raw).endswith("%"):
        return round(_figure(plain(raw).translate(_MINUS)[:-1].rstrip(), raw) / 100, 6)
    value = read_number(raw, decimals=6)
    number = value.value if isinstance(value, Doubt) else value
    if 1 < number <= 100:
        return Doubt(round(number / 100, 6), "read_as_percent", value=shown(raw))
    return number


def _figure(text: str, raw: Raw) -> float:
    if _PLAIN.fullmatch(text):
        return float(text)
    if _GROUPED.fullmatch(text):
        return float(text.translate({44: None, 32: None, 39: None}))
    unit = _WITH_UNIT.fullmatch(text)
    if unit:
        raise Refused("unit_in_number", value=shown(raw), number=unit[1], unit=unit[2])
    raise Refused("not_a_number", value=shown(raw))
