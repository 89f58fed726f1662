"""SQL by hand, for the path that every report takes: the engine's own cursors, without the costs of general ones.

On PostgreSQL statements may be sent ahead (pipeline mode): one that nobody asks the rows of costs no wait at all, and
those asked for wait once together. Statements are written with %s. Where somebody counts or watches them (a test, a
debugger), they go through Django's cursor as all others do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from typing import Any, Protocol
from weakref import WeakSet

import psycopg
from django.db import connection

PLAN_BY_INDEX = """
SELECT set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', false)"""
_planned: WeakSet[Any] = WeakSet()

Value = str | int | float | bool | bytes | None
Write = tuple[str, Sequence[Value]]


class Rows(Protocol):
    """What a statement gives, once it is asked."""

    def fetchone(self) -> tuple[Any, ...] | None:
        """The next row."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows that are left."""


class Hand(Protocol):
    """Runs statements on this thread's connection."""

    def execute(self, sql: str, values: Sequence[Value], /) -> Rows:
        """Send a statement. A fault of one whose rows nobody asks for comes out at the latest when the hand rests."""

    def write(self, writes: Sequence[Write], /) -> None:
        """Run writes that do not meet each other's rows, as one statement where the engine can."""


class _Sqlite:
    """The bare sqlite3 connection; it keeps its statements prepared."""

    __slots__ = ("_raw",)

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def execute(self, sql: str, values: Sequence[Value], /) -> Rows:
        rows: Rows = self._raw.execute(_with_question_marks(sql), values)
        return rows

    def write(self, writes: Sequence[Write], /) -> None:
        for sql, values in writes:
            self.execute(sql, values)


class _Postgres:
    """The bare psycopg connection, every statement prepared on the server."""

    __slots__ = ("_raw",)

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self._raw = raw
        raw.prepare_threshold = 0  # Django switches preparing off; its own cursors do not prepare in any case

    def execute(self, sql: str, values: Sequence[Value], /) -> Rows:
        return psycopg.Cursor(self._raw).execute(sql.encode(), values, prepare=True)

    def write(self, writes: Sequence[Write], /) -> None:
        if writes:
            self.execute(_as_one(tuple(sql for sql, _ in writes)), [v for _, values in writes for v in values])


class _Watched:
    """Django's cursors, for those who count."""

    __slots__ = ()

    def execute(self, sql: str, values: Sequence[Value], /) -> Rows:
        cursor = connection.cursor()
        cursor.execute(sql, values)
        return cursor

    def write(self, writes: Sequence[Write], /) -> None:
        for sql, values in writes:
            self.execute(sql, values)


@lru_cache(maxsize=256)
def _with_question_marks(sql: str) -> str:
    return sql.replace("%s", "?")


@lru_cache(maxsize=256)
def _as_one(statements: tuple[str, ...]) -> str:
    parts = ", ".join(f"w{n} AS ({sql})" for n, sql in enumerate(statements))
    return f"WITH {parts} SELECT 1"


@contextmanager
def by_hand(*, ahead: bool = False) -> Iterator[Hand]:
    """A hand on this thread's connection. The engine's errors come out as Django's.

    `ahead` sends statements ahead where the engine can. Django's own `save` and `update` count rows and must not run
    meanwhile.
    """
    connection.ensure_connection()
    if connection.queries_logged or connection.execute_wrappers:
        yield _Watched()
        return
    with connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            with connection.connection.pipeline() if ahead else nullcontext():
                yield _Postgres(connection.connection)
        else:
            yield _Sqlite(connection.connection)


def plan_by_index(cursor: Hand) -> None:
    """On a connection's first use: one plan a statement, and that by its indexes.

    PostgreSQL plans a prepared statement once. One that was planned while its tables were empty would read them whole
    until their first analysis, and each intake names single rows.
    """
    if connection.vendor == "postgresql" and connection.connection not in _planned:
        _planned.add(connection.connection)
        cursor.execute(PLAN_BY_INDEX, [])
