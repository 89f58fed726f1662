"""Excel and CSV in and out, errors cell by cell. Plain: no tables of its own.

In: `open_sheet` streams one long table, `read_workbook` reads several sheets whole.
Out: `write_template`, `export`, `mark_errors`, `write_refused`.
"""

from bairi.ground.tables.cells import Row
from bairi.ground.tables.export import CONTENT_TYPES, Format, export, export_csv
from bairi.ground.tables.faults import CellProblem
from bairi.ground.tables.marking import mark_errors, write_refused
from bairi.ground.tables.problems import (
    ColumnsMissing,
    FileEmpty,
    FileIsWebPage,
    FileLocked,
    FileTooLarge,
    FileUnreadable,
    SheetMissing,
)
from bairi.ground.tables.reading import MAX_ROWS, SheetReading
from bairi.ground.tables.schema import LIST_SHEET, Column, Kind, Sheet
from bairi.ground.tables.sources import open_table
from bairi.ground.tables.template import Filled, write_template
from bairi.ground.tables.workbook import Reading, open_sheet, read_workbook

__all__ = [
    "CONTENT_TYPES",
    "LIST_SHEET",
    "MAX_ROWS",
    "CellProblem",
    "Column",
    "ColumnsMissing",
    "FileEmpty",
    "FileIsWebPage",
    "FileLocked",
    "FileTooLarge",
    "FileUnreadable",
    "Filled",
    "Format",
    "Kind",
    "Reading",
    "Row",
    "Sheet",
    "SheetMissing",
    "SheetReading",
    "export",
    "export_csv",
    "mark_errors",
    "open_sheet",
    "open_table",
    "read_workbook",
    "write_refused",
    "write_template",
]
