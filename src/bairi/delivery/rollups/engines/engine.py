"""What every engine does."""

from __future__ import annotations

from typing import Any, Protocol

from bairi.delivery.rollups.definition import Definition, Parameters

Rows = list[tuple[Any, ...]]


class Engine(Protocol):
    """Runs a definition: the rows in the order and columns of the definition."""

    def run(self, definition: Definition, parameters: Parameters) -> Rows: ...
