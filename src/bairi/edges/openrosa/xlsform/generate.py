"""Writes the campaign's form as a workbook that people may open, relabel and send back."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bairi.edges.openrosa.xlsform.questions import ANSWERS, DECLARED, QUESTIONS
from bairi.plan.campaigns.models import Campaign

LANGUAGES: Final = {"zh-hans": "简体中文 (zh-Hans)", "zh-hant": "繁體中文 (zh-Hant)", "en": "English (en)"}
WORDS: Final = ("label", "hint", "constraint_message")
REST: Final = (
    "required", "relevant", "constraint", "choice_filter", "calculation", "appearance", "default", "parameters",
)  # fmt: skip
REPORTS: Final = "reports"
REPORT_COLUMNS: Final = ("field", "question", "constant")
_HEAD = (Font(bold=True), PatternFill("solid", fgColor="FFDCE6F1"))


def form_id_of(campaign: Campaign) -> str:
    """The form's name among phones, the same for all its versions.

    It holds only signs that every client takes for a file's name.
    """
    return f"bairi_{re.sub(r'[^A-Za-z0-9_-]', '_', campaign.code)}"


def generated_form(campaign: Campaign, *, number: int) -> bytes:
    """The workbook of a campaign's form in the three languages, as version `number`."""
    book = Workbook()
    survey = book.active
    assert isinstance(survey, Worksheet)
    survey.title = "survey"
    translated = [f"{column}::{language}" for column in WORDS for language in LANGUAGES.values()]
    _fill(survey, ["type", "name", *translated, *REST], _survey_rows(campaign))
    choices = book.create_sheet("choices")
    _fill(choices, ["list_name", "name", *(f"label::{language}" for language in LANGUAGES.values())], [])
    settings = ["form_title", "form_id", "version", "default_language", "instance_name"]
    name = "concat(${target}, ' ', ${effective_on})"
    row = [campaign.name, form_id_of(campaign), str(number), LANGUAGES["zh-hans"], name]
    _fill(book.create_sheet("settings"), settings, [row])
    declared = [[field, where["question"], ""] for field, where in DECLARED.items()]
    _fill(book.create_sheet(REPORTS), list(REPORT_COLUMNS), declared)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _survey_rows(campaign: Campaign) -> Iterable[list[str]]:
    for question in QUESTIONS:
        words = [_said(question.words.get(column), language) for column in WORDS for language in LANGUAGES]
        rest = [question.rest.get(column, "") for column in REST]
        if "required" in question.rest and question.type != "calculate":
            rest[REST.index("required")] = "yes"
        if "parameters" in question.rest:
            rest[REST.index("parameters")] = question.rest["parameters"] % {"photo_px": campaign.photo_px}
        yield [question.type, question.name, *words, *rest]


def _said(sentence: object, language: str) -> str:
    if not sentence:
        return ""
    with override(language):
        return str(sentence) % ANSWERS


def _fill(sheet: Worksheet, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    for column, title in enumerate(head, start=1):
        cell = sheet.cell(1, column, title)
        cell.font, cell.fill = _HEAD
        sheet.column_dimensions[get_column_letter(column)].width = 30 if "::" in title else 18
    for number, row in enumerate(rows, start=2):
        for column, text in enumerate(row, start=1):
            if text:
                sheet.cell(number, column, text)
    sheet.freeze_panes = "C2" if sheet.title == "survey" else "A2"
