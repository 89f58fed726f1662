"""Control totals: what a place is asked for against the sum of what lies below it (层层加码)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the tree of one measure; `must` and `reserve` are None where it has no target of its own."""

    path: str
    level: int
    must: float | None
    reserve: float | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """The sums below one place: None where nothing below has a target."""

    path: str
    below: float | None
    below_reserve: float | None
    children: int

    def excess(self, own: float | None) -> float | None:
        """By how much the sum below goes beyond the place's own total; negative when it falls short."""
        return None if own is None or self.below is None else round(self.below - own, 3)


@dataclass(frozen=True, slots=True)
class LevelTotal:
    """What one level of the tree is asked for together, and the share by which it goes beyond the top."""

    level: int
    count: int
    must: float
    added: float | None


def controls(paths: Iterable[str]) -> set[str]:
    """Paths that have another one below them: the control totals.

    >>> sorted(controls(["1/", "1/7/", "1/7/40/", "1/8/"]))
    ['1/', '1/7/']
    """
    ordered = sorted(set(paths))
    return {path for path, after in pairwise(ordered) if after.startswith(path)}


def sums_below(nodes: Sequence[Node]) -> dict[str, Sum]:
    """For each node, the sum of its nearest targets below. A place without a target passes on the sum below it.

    >>> tree = [Node("1/", 3, 100.0), Node("1/7/", 4, 60.0), Node("1/7/9/", 5, 70.0), Node("1/8/", 4, 50.0)]
    >>> found = sums_below(tree)
    >>> found["1/"].below, found["1/7/"].below, found["1/8/"].below
    (110.0, 70.0, None)
    """
    below: dict[str, list[tuple[float, float]]] = {node.path: [] for node in nodes}
    children = dict.fromkeys(below, 0)
    for node in sorted(nodes, key=lambda n: -len(n.path)):
        own = (node.must, node.reserve or 0.0) if node.must is not None else _total(below[node.path])
        above = _nearest_above(node.path, below)
        if above is None or own is None:
            continue
        below[above].append(own)
        children[above] += 1
    totals = {path: _total(parts) for path, parts in below.items()}
    return {
        path: Sum(path, None if t is None else t[0], None if t is None else t[1], children[path])
        for path, t in totals.items()
    }


def level_totals(nodes: Sequence[Node]) -> list[LevelTotal]:
    """Each level's total, from the top, with what it adds to the topmost one as a share.

    >>> tree = [Node("1/", 3, 100.0), Node("1/7/", 4, 60.0), Node("1/8/", 4, 50.0)]
    >>> [(t.level, t.must, t.added) for t in level_totals(tree)]
    [(3, 100.0, None), (4, 110.0, 0.1)]
    """
    by_level: dict[int, list[float]] = {}
    for node in nodes:
        if node.must is not None:
            by_level.setdefault(node.level, []).append(node.must)
    found: list[LevelTotal] = []
    for level in sorted(by_level):
        total = round(sum(by_level[level]), 3)
        top = found[0].must if found else 0.0
        found.append(
            LevelTotal(level, len(by_level[level]), total, round(total / top - 1, 6) if found and top else None)
        )
    return found


def _total(parts: list[tuple[float, float]]) -> tuple[float, float] | None:
    if not parts:
        return None
    return round(sum(must for must, _ in parts), 3), round(sum(reserve for _, reserve in parts), 3)


def _nearest_above(path: str, known: dict[str, list[tuple[float, float]]]) -> str | None:
    keys = path.rstrip("/").split("/")
    for length in range(len(keys) - 1, 0, -1):
        above = "/".join(keys[:length]) + "/"
        if above in known:
            return above
    return None
