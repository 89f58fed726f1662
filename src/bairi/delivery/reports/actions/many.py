"""Many rows at once into one table: by COPY on PostgreSQL, with one prepared statement on SQLite."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, Final

from django.db import connection

Row = tuple[Any, ...]
AT_ONCE: Final = 40
"""Rows that one statement of SQLite inserts: fewer statements, and still few enough values for any build."""
_resting, _lock = 0, threading.Lock()


def insert_many(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows in the caller's transaction. Names are the program's own, values are anybody's."""
    if not rows:
        return
    names = ", ".join(f'"{column}"' for column in columns)
    if connection.vendor == "postgresql" and not _is_watched():
        copying = f"COPY {table} ({names}) FROM STDIN"
        with connection.wrap_database_errors, connection.connection.cursor() as cursor, cursor.copy(copying) as copy:
            for row in rows:
                copy.write_row(row)
        return
    places = f"({', '.join(['%s'] * len(columns))})"
    head = f"INSERT INTO {table} ({names}) VALUES "  # noqa: S608 - names are our own
    whole = len(rows) // AT_ONCE * AT_ONCE
    groups = (rows[start : start + AT_ONCE] for start in range(0, whole, AT_ONCE))
    run_many(head + ", ".join([places] * AT_ONCE), (tuple(chain.from_iterable(group)) for group in groups))
    run_many(head + places, rows[whole:])


def run_many(sql: str, rows: Iterable[Sequence[Any]]) -> None:
    """Run one statement for each row of values."""
    if connection.vendor == "sqlite" and not _is_watched():
        with connection.wrap_database_errors:
            connection.connection.executemany(sql.replace("%s", "?"), rows)
        return
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))


def in_parts(values: Sequence[Any], size: int = 500) -> Iterable[Sequence[Any]]:
    """The values in parts that a statement can name."""
    return (values[start : start + size] for start in range(0, len(values), size))


def _is_watched() -> bool:
    """Whether someone counts statements; then they go through Django's cursor."""
    return bool(connection.queries_logged or connection.execute_wrappers)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No search for rings of dead objects meanwhile: among hundreds of thousands of living ones it takes seconds."""
    global _resting  # noqa: PLW0603
    with _lock:
        _resting += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _resting -= 1
            if not _resting:
                gc.enable()
