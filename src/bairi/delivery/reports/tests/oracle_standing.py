"""The naive definition of standing, word for word from the design. It imports nothing from the product, on purpose.

A history is a list of (known moment, kind, data) in known order. Kinds and their data:
claim (report, day, value, supersedes), withdraw (report), confirm (report), revoke (report), send_back (report),
verify (finding, day, value, report or None, supersedes), unverify (finding).
"""

from typing import Any, NamedTuple

REPORTED, CONFIRMED, VERIFIED = 1, 2, 3

Fact = tuple[int, str, tuple[Any, ...]]


class Entry(NamedTuple):
    day: int
    seq: int
    value: float
    source: int
    report: int | None


def standing(history: list[Fact], level: int, day: int, known: int) -> tuple[float, int] | None:
    """Value and source at (day, known), or nothing: the greatest (effective day, intake sequence) among those that
    are effective by `day` and count as known at `known`."""
    effective = [entry for entry in counting(history, level, known) if entry.day <= day]
    if not effective:
        return None
    best = max(effective, key=lambda entry: (entry.day, entry.seq))
    return best.value, best.source


def counting(history: list[Fact], level: int, known: int) -> list[Entry]:
    """Entries at the level, as known at `known`, that are living and not displaced there."""
    facts = [fact for fact in history if fact[0] <= known]
    withdrawn = {data[0] for _, kind, data in facts if kind == "withdraw"}
    supersedes = {data[0]: data[3] for _, kind, data in facts if kind == "claim"}
    entries = reached(facts, level)
    living = [entry for entry in entries if entry.report not in withdrawn]
    at_the_level = {entry.report for entry in living if entry.report is not None}
    displaced = {older for report in at_the_level for older in ancestors(report, supersedes)}
    mended: set[int] = set()
    if level == VERIFIED:
        mends = {data[0]: data[4] for _, kind, data in facts if kind == "verify"}
        mended = {older for entry in living for older in ancestors(entry.source, mends)}
    return [entry for entry in living if entry.report not in displaced and entry.source not in mended]


def reached(facts: list[Fact], level: int) -> list[Entry]:
    """Entries that have reached the level, withdrawn or not."""
    if level == VERIFIED:
        undone = {data[0] for _, kind, data in facts if kind == "unverify"}
        found = [(known, data) for known, kind, data in facts if kind == "verify" and data[0] not in undone]
        return [Entry(day, known, value, finding, report) for known, (finding, day, value, report, _) in found]
    confirmed: set[int] = set()
    for _, kind, data in facts:
        if kind == "confirm":
            confirmed.add(data[0])
        elif kind == "revoke":
            confirmed.discard(data[0])
    claims = [(known, data) for known, kind, data in facts if kind == "claim"]
    return [
        Entry(day, known, value, report, report)
        for known, (report, day, value, _) in claims
        if level == REPORTED or report in confirmed
    ]


def ancestors(report: int, supersedes: dict[int, tuple[int, ...]]) -> set[int]:
    """All that a report supersedes, directly or through a chain of corrections."""
    found: set[int] = set()
    for older in supersedes.get(report, ()):
        found |= {older} | ancestors(older, supersedes)
    return found
