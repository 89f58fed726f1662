"""Where a roll-up runs: the database of the service, or DuckDB over Parquet."""

from bairi.delivery.rollups.engines.database import Database
from bairi.delivery.rollups.engines.engine import Engine, Rows
from bairi.delivery.rollups.engines.parquet import Parquet, export_parquet

__all__ = ["Database", "Engine", "Parquet", "Rows", "export_parquet"]
