"""DuckDB over Parquet: the heavy roll-ups, beside the database and away from its writers."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import duckdb
from django.db import connection, models, transaction

from bairi.delivery.reports.models import Item, Standing, Verification
from bairi.delivery.rollups.definition import Definition, Parameters, expand
from bairi.delivery.rollups.definitions import TABLES
from bairi.delivery.rollups.engines.engine import Rows
from bairi.ground.places.models import Place, PlaceAncestor
from bairi.plan.campaigns.models import Measure, Target, TargetVersion, Task

_MODELS: tuple[type[models.Model], ...] = (
    Target, Measure, Task, TargetVersion, Place, PlaceAncestor, Item, Standing, Verification
)  # fmt: skip
_TYPES = {
    "BigAutoField": "BIGINT", "BigIntegerField": "BIGINT", "ForeignKey": "BIGINT", "OneToOneField": "BIGINT",
    "IntegerField": "INTEGER", "PositiveSmallIntegerField": "INTEGER", "PositiveIntegerField": "INTEGER",
    "SmallIntegerField": "INTEGER", "FloatField": "DOUBLE", "BooleanField": "BOOLEAN", "DateField": "DATE",
}  # fmt: skip
_LEFT_OUT = ("JSONField", "UUIDField", "DateTimeField", "TextField")


def export_parquet(folder: Path) -> dict[str, int]:
    """Write the tables that roll-ups read as Parquet into `folder`, all from one moment. Returns rows by table."""
    folder.mkdir(parents=True, exist_ok=True)
    by_table = {model._meta.db_table: model for model in _MODELS}
    with transaction.atomic():
        return {table: _export(by_table[table], folder / f"{table}.parquet") for table in TABLES}


def _export(model: type[models.Model], file: Path) -> int:
    fields = [f for f in model._meta.concrete_fields if f.get_internal_type() not in _LEFT_OUT]
    columns = {str(f.column): _TYPES.get(f.get_internal_type(), "VARCHAR") for f in fields}
    quote = connection.ops.quote_name
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", encoding="utf-8") as text:
        writer = csv.writer(text)
        writer.writerow(columns)
        with connection.chunked_cursor() as cursor:
            cursor.execute(
                f"select {', '.join(quote(c) for c in columns)} from {quote(model._meta.db_table)} order by id"
            )
            count = 0
            while rows := cursor.fetchmany(5000):
                writer.writerows(rows)
                count += len(rows)
        text.flush()
        types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
        source = f"read_csv('{text.name}', header = true, columns = {{{types}}}, nullstr = '')"
        with duckdb.connect() as duck:
            duck.execute(f"copy (select * from {source}) to '{file}' (format parquet, compression zstd)")
    return count


class Parquet:
    """Runs roll-ups with DuckDB over a folder that `export_parquet` wrote. Use as a context manager."""

    def __init__(self, folder: Path, *, threads: int = 2) -> None:
        self._duck = duckdb.connect(config={"threads": threads})
        for table in TABLES:
            self._duck.execute(f"create view {table} as select * from '{folder / table}.parquet'")

    def __enter__(self) -> Parquet:
        return self

    def __exit__(self, *exc: object) -> None:
        self._duck.close()

    def run(self, definition: Definition, parameters: Parameters) -> Rows:
        """The rows of the roll-up."""
        text, values = expand(definition.text(parameters), parameters, "${}")
        return self._duck.execute(text, values).fetchall()
