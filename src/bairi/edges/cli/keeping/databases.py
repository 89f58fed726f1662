"""Taking a database out whole and putting it back, for SQLite and PostgreSQL."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from django.db import connection, transaction

from bairi.edges.cli.problems import DatabaseToolFailed

Kind = Literal["sqlite", "postgresql"]
NAMES: dict[Kind, str] = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def kind() -> Kind:
    """Which database this home uses."""
    return "postgresql" if connection.vendor == "postgresql" else "sqlite"


def is_empty() -> bool:
    """Whether the database holds no table yet."""
    return not connection.introspection.table_names()


def take_out(folder: Path) -> Path:
    """A consistent copy of a SQLite database, as of now, while others write."""
    target = folder / NAMES["sqlite"]
    connection.ensure_connection()
    with connection.wrap_database_errors, closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")
    return target


@contextmanager
def snapshot() -> Iterator[str]:
    """A PostgreSQL snapshot that stands for this moment as long as the context is open."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


def dump(folder: Path, exported: str) -> Path:
    """A PostgreSQL dump of an exported snapshot. Raises DatabaseToolFailed."""
    target = folder / NAMES["postgresql"]
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={exported}", f"--file={target}")
    return target


def put_back(folder: Path) -> None:
    """Fill this home's empty database from a backup. Raises DatabaseToolFailed."""
    if kind() == "postgresql":
        connection.close()
        _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
             f"--dbname={connection.settings_dict['NAME']}", str(folder / NAMES["postgresql"]))  # fmt: skip
        return
    target = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    for leftover in (target, target.with_name(target.name + "-wal"), target.with_name(target.name + "-shm")):
        leftover.unlink(missing_ok=True)
    arriving = target.with_name(f".{target.name}.arriving")
    shutil.copyfile(folder / NAMES["sqlite"], arriving)
    with arriving.open("rb") as file:
        os.fsync(file.fileno())
    arriving.replace(target)


def faults() -> list[str]:
    """What the database engine itself finds broken; nothing on PostgreSQL, which checks what it reads."""
    if kind() == "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(20)")
        broken = [row[0] for row in cursor.fetchall() if row[0] != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        return broken + [f"{row[0]} {row[1]} → {row[2]}" for row in cursor.fetchmany(20)]


def _run(tool: str, *arguments: str) -> None:
    values = connection.settings_dict
    environment = os.environ | {
        "PGHOST": str(values["HOST"] or ""), "PGPORT": str(values["PORT"] or ""), "PGUSER": str(values["USER"] or ""),
        "PGPASSWORD": str(values["PASSWORD"] or ""), "PGDATABASE": str(values["NAME"]),
    }  # fmt: skip
    environment = {name: value for name, value in environment.items() if value or not name.startswith("PG")}
    try:
        done = subprocess.run([_tool(tool), *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - a fixed tool
    except FileNotFoundError:
        raise DatabaseToolFailed(tool=tool, reason="not found") from None
    if done.returncode:
        raise DatabaseToolFailed(tool=tool, reason=(done.stderr.strip().splitlines() or ["?"])[-1])


def _tool(name: str) -> str:
    """The newest of the tools on this machine."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4]))
    return str(installed[-1]) if installed else name
