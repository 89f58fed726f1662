"""What a roll-up is: a name, one SQL text for all engines, its parameters and its columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bairi.ground.access.known import OPEN

Value = int | float | str | None
Parameters = Mapping[str, Any]

NOW = f"s.known_to = {OPEN}"
"""What is known now: a literal, so that the partial index on open periods serves it."""
PAST = "s.known_from <= :known and s.known_to > :known"


@dataclass(frozen=True, slots=True)
class Definition:
    """A roll-up. `sql` names parameters as :name; a sequence becomes a list in
    brackets, a sequence of tuples the rows of a `values` clause.

    `{known}` in the SQL stands for the condition on the known axis of standing (alias `s`): what is known now, or at
    the moment :known. `now_sql` may say the same more quickly for what is known now. SQL keeps to what all engines
    share; a `cross join` fixes SQLite's order of loops.
    """

    name: str
    summary: str
    sql: str
    parameters: tuple[str, ...]
    columns: tuple[str, ...]
    now_sql: str = ""

    def text(self, parameters: Parameters) -> str:
        """The SQL for these parameters. Raises KeyError for one that is missing, ValueError for one too many."""
        given = set(parameters) - {"known"}
        if given != set(self.parameters):
            raise ValueError(f"roll-up {self.name} takes {self.parameters}, not {sorted(given)}")
        if parameters.get("known") is None:
            return (self.now_sql or self.sql).replace("{known}", NOW)
        return self.sql.replace("{known}", PAST)


def expand(text: str, parameters: Parameters, place: str) -> tuple[str, dict[str, Value]]:
    """SQL with `place` around each name, as an engine writes parameters, and the flat values.

    >>> expand("a in :t and b = :k", {"t": (1, 2), "k": 3}, "%({})s")
    ('a in (%(t_0)s, %(t_1)s) and b = %(k)s', {'t_0': 1, 't_1': 2, 'k': 3})
    >>> expand("a in :t", {"t": ()}, "${}")
    ('a in (null)', {})
    >>> expand("values :w", {"w": [(1, 0.5)]}, "${}")
    ('values ($w_0_0, $w_0_1)', {'w_0_0': 1, 'w_0_1': 0.5})
    """
    flat: dict[str, Value] = {}

    def write(match: re.Match[str]) -> str:
        name = match.group(1)
        value = parameters[name]
        if isinstance(value, Sequence) and value and isinstance(value[0], tuple):
            cells = [{f"{name}_{at}_{n}": cell for n, cell in enumerate(row)} for at, row in enumerate(value)]
            flat.update({key: cell for row in cells for key, cell in row.items()})
            return ", ".join("(" + ", ".join(place.format(key) for key in row) + ")" for row in cells)
        if isinstance(value, Sequence) and not isinstance(value, str):
            names = {f"{name}_{at}": each for at, each in enumerate(value)}
            flat.update(names)
            return "(" + ", ".join(place.format(n) for n in names) + ")" if names else "(null)"
        flat[name] = value
        return place.format(name)

    return re.sub(r"(?<!:):([a-z_]+)\b", write, text), flat
