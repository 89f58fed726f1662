"""What a clerk, an inspector or the headquarters writes about reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bairi.delivery.reports.forms.fields import DayField, FigureField, Uuids
from bairi.delivery.reports.models import VerificationMethod
from bairi.delivery.reports.queries import EntryTarget


class ChosenForm(forms.Form):
    """Reports that are ticked."""

    report = Uuids(required=False)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=400, widget=forms.Textarea({"rows": 3}))


class ResolveForm(forms.Form):
    """What both reports should have said."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    value = FigureField(label=_("What the total really is"))
    effective_on = DayField(label=_("Day on which it was true"))
    note = forms.CharField(label=_("How you know"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2}))


class UrgeForm(forms.Form):
    """Whom to urge, and in which words."""

    message = forms.CharField(label=_("Message"), max_length=1000, widget=forms.Textarea({"rows": 3}))
    place = forms.MultipleChoiceField(required=False, error_messages={"invalid_choice": _("%(value)s owes nothing.")})

    def __init__(self, *args: Any, codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]


class FindingForm(forms.Form):
    """What an inspection found."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    item = forms.ChoiceField(label=_("Which one"))
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

    def __init__(self, *args: Any, entry: EntryTarget, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if entry.is_itemised:
            self.fields["item"].choices = [(str(item.key), item.name) for item in entry.items]  # type: ignore[attr-defined]
        else:
            del self.fields["item"]
