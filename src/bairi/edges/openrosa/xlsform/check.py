"""What a form may not hold, and what it must declare; everything wrong at once, by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _
from openpyxl.workbook import Workbook

from bairi.edges.openrosa.rules.declared import FIELDS, NEEDED, ONE_OF
from bairi.edges.openrosa.xlsform.generate import REPORT_COLUMNS, REPORTS
from bairi.edges.openrosa.xlsform.questions import LISTS
from bairi.edges.openrosa.xlsform.sheets import FormSheet, form_sheet, whole_fault
from bairi.ground.tables import CellProblem

SURVEY, SETTINGS = "survey", "settings"
NO_EVIDENCE: Final = frozenset({"audio", "video", "background-audio"})
UNSEEN: Final = frozenset({"background-geopoint", "start-geopoint", "audit"})
ELSEWHERE: Final = ("submission_url", "public_key")
FILES: Final = frozenset(f"{name}.csv" for name in LISTS)
MEDIA: Final = ("image", "big-image", "audio", "video", "media::")
FROM_FILE: Final = ("select_one_from_file", "select_multiple_from_file")
OUTSIDE: Final = ("csv-external", "xml-external")

Declared = dict[str, dict[str, str]]


def check_form(book: Workbook) -> tuple[Declared, list[CellProblem]]:
    """What the workbook declares, and all that keeps it from being published."""
    survey = form_sheet(book, SURVEY, "type")
    if survey is None:
        lacks = whole_fault(
            SURVEY,
            "survey_missing",
            _("The workbook has no sheet “survey” with the columns type and name."),
            _("Download the campaign's form and change that."),
        )
        return {}, [lacks]
    faults = list(_questions(survey))
    if (settings := form_sheet(book, SETTINGS, "form_title") or form_sheet(book, SETTINGS, "form_id")) is not None:
        faults += _settings(settings)
    declared, wrong = _declared(book, survey)
    return declared, faults + wrong


def _questions(survey: FormSheet) -> Iterator[CellProblem]:
    for row in survey.rows:
        kind, _space, of = row["type"].partition(" ")
        if kind in NO_EVIDENCE:
            yield survey.fault(
                row.number, "type", "no_evidence", _("Sound and film (“%(value)s”) are not accepted as evidence."),
                _("Ask for a photo (image) or a document (file) instead."),
            )  # fmt: skip
        elif kind in UNSEEN:
            yield survey.fault(
                row.number, "type", "unseen", _("“%(value)s” records the person unseen, which Bairi does not do."),
                _("Delete the row, or ask for a position with a question of the type geopoint."),
            )  # fmt: skip
        elif (kind in FROM_FILE and of.strip() not in FILES) or (kind in OUTSIDE and row["name"] not in LISTS):
            yield survey.fault(
                row.number, "type", "no_such_file", _("Bairi does not offer the file of choices in “%(value)s”."),
                _("Choose one of these: %(files)s."), files=", ".join(sorted(FILES)),
            )  # fmt: skip
        for column in row.cells:
            if column.startswith(MEDIA):
                yield survey.fault(
                    row.number, column, "no_media", _("Bairi does not offer the picture or sound “%(value)s”."),
                    _("Empty the cell."),
                )  # fmt: skip


def _settings(settings: FormSheet) -> Iterator[CellProblem]:
    for row in settings.rows[:1]:
        for column in ELSEWHERE:
            if row[column]:
                yield settings.fault(
                    row.number, column, "elsewhere",
                    _("With “%(column)s” the answers would go elsewhere, or nobody here could read them."),
                    _("Empty the cell."),
                )  # fmt: skip


def _declared(book: Workbook, survey: FormSheet) -> tuple[Declared, list[CellProblem]]:
    """Where the parts of a report stand: as the sheet “reports” says, else by the names of the questions."""
    names = {row["name"]: row.number for row in survey.rows if row["name"]}
    sheet = form_sheet(book, REPORTS, "field")
    if sheet is None:
        return _complete({name: {"question": name} for name in FIELDS if name in names}, REPORTS)
    declared: Declared = {}
    faults: list[CellProblem] = []
    for row in sheet.rows:
        name, question, constant = (row[column] for column in REPORT_COLUMNS)
        wrong = _wrong_line(sheet, row.number, name, question, constant, declared, names)
        if wrong is None:
            declared[name] = {"question": question} if question else {"constant": constant}
        else:
            faults.append(wrong)
    declared, lacking = _complete(declared, sheet.name)
    return declared, faults or lacking


def _wrong_line(
    sheet: FormSheet,
    number: int,
    name: str,
    question: str,
    constant: str,
    declared: Mapping[str, object],
    names: Mapping[str, int],
) -> CellProblem | None:
    if name not in FIELDS:
        return sheet.fault(
            number, "field", "field_unknown", _("“%(value)s” is no part of a report."),
            _("Choose one of these: %(fields)s."), fields=", ".join(FIELDS),
        )  # fmt: skip
    if name in declared:
        return sheet.fault(
            number, "field", "field_twice", _("“%(value)s” stands twice in this sheet."), _("Delete one of the rows.")
        )
    if bool(question) == bool(constant):
        return sheet.fault(
            number, "question", "one_of_both", _("%(field)s needs either a question or a constant."),
            _("Fill in one of the two cells and empty the other."), field=name,
        )  # fmt: skip
    if question and question.strip("/").rpartition("/")[2] not in names:
        return sheet.fault(
            number, "question", "question_unknown", _("The sheet survey has no question called “%(value)s”."),
            _("Write the name as it stands there in the column name."),
        )  # fmt: skip
    return None


def _complete(declared: Declared, sheet: str) -> tuple[Declared, list[CellProblem]]:
    lacking = [name for name in NEEDED if name not in declared]
    if not any(name in declared for name in ONE_OF):
        lacking.append(" / ".join(ONE_OF))
    if not lacking:
        return declared, []
    missing = whole_fault(
        sheet,
        "fields_missing",
        _("The form does not say where these parts of a report stand: %(fields)s."),
        _("Add a row for each to the sheet “reports”: field, and question or constant."),
        fields=", ".join(lacking),
    )
    return declared, [missing]
