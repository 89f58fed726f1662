"""What is wrong or doubtful with a cell: one sentence that says what and where, one that names the mend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

Words = str | Promise
Level = Literal["problem", "notice"]


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that is refused (`problem`) or goes in with a mark (`notice`). Rows count from 1."""

    sheet: str
    row: int
    column: str
    label: Words
    ref: str
    value: str
    code: str
    message: Words
    mend: Words = ""
    level: Level = "problem"
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What is wrong, in the reader's language."""
        return str(self.message) % self._places()

    @property
    def mend_text(self) -> str:
        """What to do about it, in the reader's language."""
        return str(self.mend) % self._places()

    def __str__(self) -> str:
        return f"{self.sheet}!{self.ref} {self.text} {self.mend_text}".strip()

    def _places(self) -> dict[str, Any]:
        places = {"value": self.value, "column": str(self.label), "row": self.row, "sheet": self.sheet}
        return places | {name: str(value) for name, value in self.data.items()}

    def as_dict(self) -> dict[str, Any]:
        """For JSON, in the reader's language."""
        return {
            "sheet": self.sheet, "row": self.row, "column": str(self.label), "cell": self.ref, "value": self.value,
            "code": self.code, "level": self.level, "message": self.text, "mend": self.mend_text,
        }  # fmt: skip


def cell_ref(row: int, index: int) -> str:
    """Excel's name of a cell; `row` counts from 1, `index` of the column from 0.

    >>> cell_ref(14, 2)
    'C14'
    """
    return f"{get_column_letter(index + 1)}{row}"


SENTENCES: dict[str, tuple[Words, Words]] = {
    "required": (_("“%(column)s” is empty."), _("Fill it in, or delete the whole row.")),
    "not_a_number": (_("“%(value)s” is not a number."), _("Write digits only, for example 12.5.")),
    "day_in_number": (_("The cell holds the day %(value)s where a number is needed."),
                      _("Set the cell's format to Number and type the figure again.")),
    "unit_in_number": (_("“%(value)s” holds a unit beside the number."),
                       _("Write only the number, counted in the unit that the header names.")),
    "percent_sign_dropped": (_("“%(value)s” was read as a plain number without the per cent sign."),
                             _("Check that the target is counted in per cent.")),
    "not_whole": (_("“%(value)s” is not a whole number."), _("Write a whole number, for example 22.")),
    "read_as_percent": (_("“%(value)s” was read as %(value)s %%."), _("Write %(value)s%% to be sure.")),
    "too_small": (_("%(value)s is below the least value allowed, %(limit)s."), _("Correct the figure.")),
    "too_large": (_("%(value)s is above the greatest value allowed, %(limit)s."), _("Correct the figure.")),
    "code_damaged": (_("“%(value)s” is no longer the whole code: the spreadsheet has rounded it."),
                     _("Set the column's format to Text, then paste the codes again from the source.")),
    "code_length": (_("The code “%(value)s” has %(length)s signs; a code here has %(lengths)s digits."),
                    _("Compare it with the list of codes.")),
    "not_a_day": (_("“%(value)s” is not a day."), _("Write it like 2016-03-31.")),
    "no_such_day": (_("The calendar has no day “%(value)s”."), _("Correct the month or the day.")),
    "day_unclear": (_("“%(value)s” can be read as two different days."), _("Write it like 2016-03-31.")),
    "year_missing": (_("“%(value)s” has no year."), _("Write it like 2016-03-31.")),
    "year_assumed": (_("“%(value)s” was read as a day of %(year)s."), _("Write the year in four digits to be sure.")),
    "day_from_serial": (_("%(value)s was read as a spreadsheet's number for a day."),
                        _("Set the cell's format to Date and check the day.")),
    "text_too_long": (_("The text has %(length)s signs; at most %(limit)s fit."), _("Shorten it.")),
    "not_a_choice": (_("“%(value)s” is not one of the choices: %(choices)s."), _("Choose from the list.")),
    "not_yes_no": (_("“%(value)s” is neither yes nor no."), _("Write yes or no.")),
    "not_a_uuid": (_("“%(value)s” is not a report number."), _("Leave the cell empty for a new report.")),
    "cell_error": (_("The formula of this cell ends in the error %(value)s."),
                   _("Mend the formula, or type the value.")),
    "formula_without_value": (_("The cell holds a formula that was never calculated."),
                              _("Open the file in Excel or WPS, save it and send it again, or type the value.")),
    "duplicate_row": (_("The row says the same as row %(first)s and was counted once."), _("Delete one of the two.")),
    "contradicting_row": (_("Row %(first)s is about the same thing and says something else."),
                          _("Keep the row that is right and delete the other.")),
    "hidden_row": (_("The row is hidden in the sheet and was read."), _("Delete the row if it should not count.")),
    "note_row": (_("The row was taken for a note and not read."), _("If it holds data, fill its other cells.")),
    "total_row": (_("The row was taken for a total and not read."), _("Totals are made from the other rows.")),
    "column_unknown": (_("The column “%(value)s” is not known and was not read."),
                       _("Compare the header with the template.")),
    "column_twice": (_("The header “%(value)s” stands twice; the first column was read."),
                     _("Delete the column that should not count.")),
    "column_missing": (_("The column “%(column)s” is missing."),
                       _("Add it to the header row, named as in the template.")),
    "sheet_cut": (_("The sheet has more than %(limit)s rows; the rest was not read."), _("Split the sheet in two.")),
}  # fmt: skip
"""Each code's sentence and mend. Codes are kept for ever: people's scripts read them."""
