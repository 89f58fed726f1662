"""SQL by hand, for the path that every report takes: the engine's own cursor, without the costs of a general one.

Statements are written with %s and kept in the engine's way of writing once. Where somebody counts or watches the
statements (a test, a debugger), they go through Django's cursor as all others do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Protocol

import psycopg
from django.db import connection

Value = str | int | float | bool | bytes | None


class Hand(Protocol):
    """A cursor as far as the intake needs it."""

    def execute(self, sql: str, values: Sequence[Value], /) -> object:
        """Run a statement."""

    def fetchone(self) -> tuple[Any, ...] | None:
        """The next row of the last statement."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows of the last statement."""


class _Sqlite:
    """The bare sqlite3 cursor; it keeps its statements prepared."""

    __slots__ = ("_raw", "fetchall", "fetchone")

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self.fetchone, self.fetchall = raw.fetchone, raw.fetchall

    def execute(self, sql: str, values: Sequence[Value], /) -> object:
        return self._raw.execute(_with_question_marks(sql), values)


class _Postgres:
    """The bare psycopg cursor, with every statement prepared on the server."""

    __slots__ = ("_raw", "fetchall", "fetchone")

    def __init__(self, raw: psycopg.Cursor[Any]) -> None:
        self._raw = raw
        self.fetchone, self.fetchall = raw.fetchone, raw.fetchall

    def execute(self, sql: str, values: Sequence[Value], /) -> object:
        return self._raw.execute(sql.encode(), values, prepare=True)


@lru_cache(maxsize=256)
def _with_question_marks(sql: str) -> str:
    return sql.replace("%s", "?")


@contextmanager
def by_hand() -> Iterator[Hand]:
    """A cursor of this thread's connection. The engine's errors come out as Django's."""
    connection.ensure_connection()
    if connection.queries_logged or connection.execute_wrappers:
        with connection.cursor() as cursor:
            yield cursor
        return
    with connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            with psycopg.Cursor(connection.connection) as raw:
                yield _Postgres(raw)
        else:
            raw = connection.connection.cursor()
            try:
                yield _Sqlite(raw)
            finally:
                raw.close()
