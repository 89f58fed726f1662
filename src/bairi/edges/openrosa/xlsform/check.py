"""What a form may not hold, and what it must declare; everything wrong at once, by cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _
from openpyxl.workbook import Workbook

from bairi.edges.openrosa.xlsform.declares import Declared, declared_in
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
        return Declared(), [lacks]
    faults = list(_questions(survey))
    if (settings := form_sheet(book, SETTINGS, "form_title") or form_sheet(book, SETTINGS, "form_id")) is not None:
        faults += _settings(settings)
    declared, wrong = declared_in(book, survey)
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
