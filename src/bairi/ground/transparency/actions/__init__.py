from bairi.ground.transparency.actions.append import (
    COLUMNS,
    INSERT_SQL,
    INSERT_SQLITE,
    Entry,
    append,
    append_many,
    prepare,
)

__all__ = ["COLUMNS", "INSERT_SQL", "INSERT_SQLITE", "Entry", "append", "append_many", "prepare"]
