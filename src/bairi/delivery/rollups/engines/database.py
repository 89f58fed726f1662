"""The database of the service: SQLite or PostgreSQL."""

from __future__ import annotations

from django.db import connections

from bairi.delivery.rollups.definition import Definition, Parameters, expand
from bairi.delivery.rollups.engines.engine import Rows


class Database:
    """Runs roll-ups in the transaction of the caller, on one of Django's connections."""

    def __init__(self, alias: str = "default") -> None:
        self.alias = alias

    def run(self, definition: Definition, parameters: Parameters) -> Rows:
        """The rows of the roll-up, one query."""
        text, values = expand(definition.text(parameters), parameters, "%({})s")
        with connections[self.alias].cursor() as cursor:
            cursor.execute(text, values)
            return [tuple(row) for row in cursor.fetchall()]
