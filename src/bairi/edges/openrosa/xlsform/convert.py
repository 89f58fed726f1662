"""A workbook made into the XForm that phones read. Number and name of the form are Bairi's, whatever it says."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from pyxform.xls2xform import convert

from bairi.edges.openrosa.problems import FormFaulty
from bairi.edges.openrosa.xlsform.check import SETTINGS, SURVEY, check_form
from bairi.edges.openrosa.xlsform.declares import Declared
from bairi.edges.openrosa.xlsform.sheets import form_sheet, open_form, whole_fault
from bairi.ground.tables import CellProblem

MOST_FAULTS: Final = 200
LONGEST_TITLE: Final = 160
_WHERE: Final = re.compile(r"\[row : (\d+)\]\s*(?:On the '(\w+)' sheet, the '([\w:-]+)' value)?")
_PREFIX: Final = re.compile(r"^(?:'[^']*' )?is (?:invalid|problematic)[.:]\s*")


@dataclass(frozen=True, slots=True)
class Converted:
    """A form that can be published: the workbook with its number, the XForm, and where the parts of a report stand."""

    source: bytes
    xform: str
    title: str
    declared: Declared


def convert_form(data: bytes, *, name: str, form_id: str, number: int, title: str) -> Converted:
    """Check a workbook and convert it. Raises FormFaulty with every cell to be mended, and what `open_form` raises.

    `title` is used where the workbook has none.
    """
    book = open_form(data, name)
    declared, faults = check_form(book)
    if faults:
        raise faulty(faults)
    said, source = _stamped(book, data, form_id=form_id, number=number, title=title)
    try:
        made = convert(xlsform=io.BytesIO(source), file_type=".xlsx", form_name="data")
    except Exception as fault:  # noqa: BLE001 - besides its own errors the converter raises whatever a sheet leads it to
        raise faulty([_of_converter(book, str(fault))]) from None
    return Converted(source, made.xform, said, declared)


def faulty(faults: list[CellProblem]) -> FormFaulty:
    """The refusal that lists what is wrong, cell by cell."""
    return FormFaulty(count=len(faults), faults=[fault.as_dict() for fault in faults[:MOST_FAULTS]])


def _stamped(book: Workbook, data: bytes, *, form_id: str, number: int, title: str) -> tuple[str, bytes]:
    """The title that the form goes by, and the workbook with the form's name and number in its settings."""
    sheet = form_sheet(book, SETTINGS, "form_title") or form_sheet(book, SETTINGS, "form_id")
    stands = next((row["form_title"] for row in sheet.rows[:1]), "") if sheet else ""
    said = (stands or title)[:LONGEST_TITLE]
    workbook = load_workbook(io.BytesIO(data))
    if sheet is None:
        for old in [name for name in workbook.sheetnames if name.strip().lower() == SETTINGS]:
            workbook.remove(workbook[old])
        workbook.create_sheet(SETTINGS)
    target = workbook[sheet.name if sheet else SETTINGS]
    columns, row = (dict(sheet.columns), sheet.header_row + 1) if sheet else ({}, 2)
    for column, text in (("form_title", said), ("form_id", form_id), ("version", str(number))):
        if column not in columns:
            columns[column] = max(columns.values(), default=-1) + 1
            target.cell(row - 1, columns[column] + 1, column)
        target.cell(row, columns[column] + 1, text)
    out = io.BytesIO()
    workbook.save(out)
    return said, out.getvalue()


def _of_converter(book: Workbook, said: str) -> CellProblem:
    """What the converter refused, at the cell that it speaks of."""
    message, mend = _("The converter refuses it: %(said)s"), _("Mend the cell and send the workbook again.")
    where = _WHERE.search(said)
    named = (where[2] if where else None) or SURVEY
    sheet = form_sheet(book, named, "type" if named == SURVEY else "name")
    plain = (_PREFIX.sub("", _WHERE.sub("", said).strip()) or said)[:400]
    if sheet is not None and where is not None:
        return sheet.fault(int(where[1]), where[3] or "type", "not_converted", message, mend, said=plain)
    for row in sheet.rows if sheet else ():
        for column, text in row.cells.items():
            if sheet is not None and f"'{text}'" in said:
                return sheet.fault(row.number, column, "not_converted", message, mend, said=plain)
    return whole_fault(SURVEY, "not_converted", message, mend, said=plain)
