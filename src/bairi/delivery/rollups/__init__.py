"""Roll-ups: each defined once as SQL, the same answer on SQLite, PostgreSQL and DuckDB over Parquet."""
