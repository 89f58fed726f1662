"""Sending a plan workbook, and importing it once its difference has been seen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bairi.plan.campaigns.forms.fields import reason_field

ACCEPTED = ".xlsx,.xls,.ods,.csv"


class WorkbookForm(forms.Form):
    source = forms.FileField(
        label=_("Workbook"), widget=forms.FileInput({"accept": ACCEPTED}), help_text=_("Excel or WPS, .xlsx or .xls.")
    )
    take_out = forms.BooleanField(
        label=_("Take out of the plan what the workbook leaves out"),
        required=False,
        help_text=_("Otherwise what is not named stays as it is. A sheet that is missing never takes anything out."),
    )


class ImportForm(forms.Form):
    approved_by = forms.CharField(label=_("Approved by"), max_length=80, required=False)

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = reason_field(needed=needs_reason)
        self.order_fields(["reason", "approved_by"])
