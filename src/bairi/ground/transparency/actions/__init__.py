from bairi.ground.transparency.actions.append import (
    COLUMNS,
    INSERT_SQL,
    INSERT_SQLITE,
    Entry,
    append,
    append_many,
    prepare,
)
from bairi.ground.transparency.actions.copies import ERASED, copies_of, register_copy
from bairi.ground.transparency.actions.erase_personal_data import erase_personal_data
from bairi.ground.transparency.actions.integrate import Integrated, integrate, log_folder

__all__ = [
    "COLUMNS",
    "ERASED",
    "INSERT_SQL",
    "INSERT_SQLITE",
    "Entry",
    "Integrated",
    "append",
    "append_many",
    "copies_of",
    "erase_personal_data",
    "integrate",
    "log_folder",
    "prepare",
    "register_copy",
]
