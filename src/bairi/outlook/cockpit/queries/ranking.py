"""Places ranked by results: attainment against plan on one basis. Silent ones stand apart; persons are never ranked."""

from __future__ import annotations

from dataclasses import dataclass

from bairi.outlook.cockpit.queries.cockpit import Cockpit
from bairi.outlook.cockpit.queries.matrix import Row


@dataclass(frozen=True, slots=True)
class Ranked:
    """One place: its rank (None while silent), its attainment against the plan, and its late targets."""

    rank: int | None
    row: Row
    figure: float
    lead: float


def ranking(page: Cockpit, *, villages: bool = False) -> list[Ranked]:
    """The places of the page best first; equal leads share a rank; silent places come last, without one."""
    rows = [row for rows in page.below.values() for row in rows] if villages else page.rows
    found = [(row, row.whole.figure or 0.0, (row.whole.figure or 0.0) - (row.whole.planned or 0.0)) for row in rows]
    speaking = sorted((f for f in found if f[0].whole.state != "silent"), key=lambda f: (-round(f[2], 6), f[0].code))
    ranked: list[Ranked] = []
    for at, (row, figure, lead) in enumerate(speaking, start=1):
        level = ranked[-1].rank if ranked and round(ranked[-1].lead, 6) == round(lead, 6) else at
        ranked.append(Ranked(level, row, figure, lead))
    return ranked + [Ranked(None, row, figure, lead) for row, figure, lead in found if row.whole.state == "silent"]
