"""What an inspector writes about a target, and the reason for taking something back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from bairi.delivery.reports.forms.fields import DayField, FigureField
from bairi.delivery.reports.models import VerificationMethod


class TakeBackForm(forms.Form):
    """Why a report or a finding is withdrawn."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Please say why; it stays in the history.")},
    )


class FindingForm(forms.Form):
    """What an inspection found."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    report = forms.UUIDField(widget=forms.HiddenInput, required=False)
    method = forms.ChoiceField(
        label=_("How it was inspected"),
        choices=VerificationMethod.choices,
        widget=forms.RadioSelect,
        initial=VerificationMethod.WHOLE,
    )
    inspected = FigureField(label=_("Inspected"), help_text=_("How much was looked at."))
    found = FigureField(label=_("Found good"), help_text=_("How much of that was found as it should be."))
    effective_on = DayField(label=_("Day of the inspection"))
    basis = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("The inspection's number, or who went and when.")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2}))
