"""The two answers of a cell's rule besides a plain value: surely wrong, and doubtful."""

from __future__ import annotations

import unicodedata
from typing import Any

Raw = Any
"""What a reader hands over: str, int, float, bool, date, datetime, time, timedelta; "" for an empty cell."""


class Refused(Exception):  # noqa: N818 - an answer, not a fault of the program
    """The cell is surely wrong. `code` names the sentence in `faults`, `data` fills its places."""

    def __init__(self, code: str, /, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


class Doubt:
    """A value that goes in with a mark: read as `value`, although the cell left room for doubt."""

    __slots__ = ("code", "data", "value")

    def __init__(self, value: Any, code: str, /, **data: Any) -> None:
        self.value = value
        self.code = code
        self.data = data


_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def plain(text: str) -> str:
    """Half-width form without blanks around it and without marks that nobody sees.

    >>> plain("　１２３，４５６．５ ")
    '123,456.5'
    """
    return unicodedata.normalize("NFKC", text).translate(_INVISIBLE).strip()


def shown(raw: Raw) -> str:
    """The cell as a person reads it, for a sentence about it."""
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e16:
        return str(int(raw))
    return str(raw)[:80]
