"""Entering a work or household that a task is counted by, and a whole list of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bairi.delivery.reports.forms.fields import FigureField
from bairi.delivery.reports.forms.workbook import SheetField

Choices = Sequence[tuple[str, Any]]


class ItemForm(forms.Form):
    place = forms.ChoiceField(label=_("Place"))
    task = forms.ChoiceField(label=_("Task"))
    name = forms.CharField(
        label=_("Name of the item"), max_length=120, help_text=_("The work or the household, as people there call it.")
    )
    quantity = FigureField(label=_("Counts for"), required=False, help_text=_("Empty: 1."))

    def __init__(self, *args: Any, places: Choices, tasks: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]
        self.fields["task"].choices = tasks  # type: ignore[attr-defined]


class ItemSheetForm(forms.Form):
    source = SheetField(help_text=_("Excel or WPS, .xlsx, .xls or .csv; one row is one work or household."))
