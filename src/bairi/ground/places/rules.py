"""The dated closure of a tree of places, and what a place's code and name tell. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParentPeriod:
    """A place lay under `parent` (None for the root) on the days [start, end), as ordinals."""

    parent: int | None
    start: int
    end: int


def ancestor_periods(
    place: int, start: int, end: int, parents: dict[int, list[ParentPeriod]]
) -> Iterator[tuple[int, int, int]]:
    """(ancestor, from, to) for all that lay above `place` in [start, end), the place itself first.

    >>> list(ancestor_periods(2, 0, 9, {2: [ParentPeriod(1, 0, 9)], 1: [ParentPeriod(None, 0, 9)]}))
    [(2, 0, 9), (1, 0, 9)]
    """
    yield place, start, end
    for period in parents.get(place, []):
        low, high = max(start, period.start), min(end, period.end)
        if low < high and period.parent is not None:
            yield from ancestor_periods(period.parent, low, high, parents)


def merged(periods: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The same cover with touching periods of one ancestor joined.

    >>> merged([(1, 0, 5), (1, 5, 9), (2, 0, 3)])
    [(1, 0, 9), (2, 0, 3)]
    """
    joined: list[tuple[int, int, int]] = []
    for ancestor, start, end in sorted(periods):
        if joined and joined[-1][0] == ancestor and joined[-1][2] == start:
            joined[-1] = (ancestor, joined[-1][1], end)
        else:
            joined.append((ancestor, start, end))
    return joined


LEVELS = {2: 1, 4: 2, 6: 3, 9: 4, 12: 5}
"""Level by the length of a division code (national standard GB/T 10114); longer codes are village groups."""

_VILLAGE_ENDS = (
    ("社区居民委员会", "社区"), ("居民委员会", "社区"), ("村民委员会", "村"), ("村委会", "村"), ("居委会", "社区"),
    ("村民小组", "组"),
)  # fmt: skip
_ETHNIC = (
    "蒙古|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|"
    "仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|回"
)
_AUTONOMOUS = re.compile(rf"(?<=..)(?:(?:{_ETHNIC})族)+(?:自治)?(?=[县州乡镇]$)")


@dataclass(frozen=True, slots=True)
class PlaceSetting:
    """A place as a table names it. `parent` and `level` None: told by the code."""

    code: str
    name: str
    name_en: str = ""
    parent: str | None = None
    level: int | None = None
    short_name: str = ""
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True)
class PlacePart:
    """One part of a split place: code, name, share of the whole, and the codes of what then lies below it."""

    code: str
    name: str
    share: float = 0.5
    children: tuple[str, ...] = ()


def short_code(code: str) -> str:
    """The code without the noughts that fill it up to twelve digits.

    >>> short_code("533401202000"), short_code("533401000000"), short_code("533401202202")
    ('533401202', '533401', '533401202202')
    """
    if len(code) != 12 or not code.isdigit() or not code.endswith("000"):
        return code
    for length in (2, 4, 6, 9):
        if not code[length:].strip("0"):
            return code[:length]
    return code


def level_of(code: str) -> int | None:
    """The level that the length of a code of digits tells; None where it tells none.

    >>> level_of("533401"), level_of("53340120220201"), level_of("IT-25")
    (3, 6, None)
    """
    if not code.isdigit():
        return None
    return 6 if len(code) > 12 else LEVELS.get(len(code))


def codes_above(code: str) -> list[str]:
    """The codes that may stand above a code of digits, the nearest first.

    >>> codes_above("533401202202")
    ['533401202', '533401', '5334', '53']
    """
    return [code[:length] for length in (12, 9, 6, 4, 2) if length < len(code)] if code.isdigit() else []


def short_name(name: str) -> str:
    """What a tile shows of an official name; "" where nothing is to be left out.

    >>> short_name("安南村民委员会"), short_name("三坝纳西族乡"), short_name("虎跳峡镇")
    ('安南村', '三坝乡', '')
    """
    for end, instead in _VILLAGE_ENDS:
        if name.endswith(end):
            return (name.removesuffix(end) + instead)[:16]
    shorter = _AUTONOMOUS.sub("", name)
    return "" if shorter == name else shorter[:16]
