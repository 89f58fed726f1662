"""Sending a sheet of reports."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

ACCEPTED = ".xlsx,.xls,.ods,.csv"


class ReportSheetForm(forms.Form):
    source = forms.FileField(
        label=_("Workbook"),
        widget=forms.FileInput({"accept": ACCEPTED}),
        help_text=_("Excel or WPS, .xlsx, .xls or .csv; one row is one report."),
    )
