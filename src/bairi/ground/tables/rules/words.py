"""Names, notes, choices and lists of names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from uuid import UUID

from bairi.ground.tables.rules.answers import Raw, Refused, plain, shown

_INVISIBLE = dict.fromkeys(
    [*map(ord, "\u200b\u2060\ufeff\u00ad"), *(n for n in range(32) if n not in (9, 10, 13)), 127], None
)
_BETWEEN = re.compile(r"[、,，;；/／\n]+")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_YES = frozenset({"是", "有", "yes", "y", "true", "1", "√", "✓", "✔", "对", "對"})
_NO = frozenset({"否", "无", "無", "no", "n", "false", "0", "×", "✗", "x"})


def read_text(raw: Raw, *, max_length: int = 0) -> str:
    """The text without blanks around it; a number or a day as a person would write it. Raises Refused."""
    if isinstance(raw, str):
        text = raw if raw.isalnum() else _clean(raw)
    elif isinstance(raw, float):
        text = shown(raw) if raw.is_integer() else f"{raw:.10g}"
    else:
        text = raw.isoformat() if hasattr(raw, "isoformat") else str(raw)
    if max_length and len(text) > max_length:
        raise Refused("text_too_long", value=text[:20] + "…", length=len(text), limit=max_length)
    return text


def _clean(text: str) -> str:
    text = text.translate(_INVISIBLE).strip()
    if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS):
        return text[1:].strip()  # the guard that our own export puts before a formula
    return text


def read_choice(raw: Raw, *, meanings: Mapping[str, str]) -> str:
    """The value that the word stands for. `meanings` maps `fold`ed words to values. Raises Refused."""
    found = meanings.get(fold(read_text(raw)))
    if found is None:
        raise Refused("not_a_choice", value=shown(raw))
    return found


def read_names(raw: Raw) -> tuple[str, ...]:
    """The names in one cell, parted by 、 , ; / or a new line, each once, in order.

    >>> read_names("农科局、发改局；交通局")
    ('农科局', '发改局', '交通局')
    """
    names = (part.strip() for part in _BETWEEN.split(read_text(raw)))
    return tuple(dict.fromkeys(name for name in names if name))


def read_yes_no(raw: Raw) -> bool:
    """是 or 否, in the ways people tick. Raises Refused."""
    if isinstance(raw, bool):
        return raw
    word = plain(read_text(raw)).casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise Refused("not_yes_no", value=shown(raw))


def read_uuid(raw: Raw) -> UUID:
    """The number that the sender's device gave. Raises Refused."""
    try:
        return UUID(raw if len(raw) == 36 else plain(raw)) if isinstance(raw, str) else UUID(str(raw))
    except ValueError:
        raise Refused("not_a_uuid", value=shown(raw)) from None


_NOISE = re.compile(r"[\s*＊:：（）()\[\]【】〔〕「」“”\"'’·._\-—]+")


def fold(text: str) -> str:
    """What two spellings of one name have in common: width, case, blanks and brackets aside.

    >>> fold("区划代码 *") == fold("区划代码：")
    True
    """
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).translate(_INVISIBLE).casefold())
