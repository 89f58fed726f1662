"""Sending a sheet of reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bairi.ground.tables import FileTooLarge
from bairi.ground.tables.sources import MAX_MB

ACCEPTED = ".xlsx,.xls,.ods,.csv"


class SheetField(forms.FileField):
    """A workbook; one that is too large is refused before it is read."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Workbook"), widget=forms.FileInput({"accept": ACCEPTED}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if found is not None and (found.size or 0) > MAX_MB << 20:
            raise forms.ValidationError(str(FileTooLarge(file=found.name, limit=MAX_MB)))
        return found


class ReportSheetForm(forms.Form):
    source = SheetField(help_text=_("Excel or WPS, .xlsx, .xls or .csv; one row is one report."))
