"""What a township writes into its queue."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _


def chosen_reports(texts: Iterable[str]) -> list[UUID]:
    """The reports ticked; what is no number of a report is left out."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


class ReasonForm(forms.Form):
    """Why something is sent back or taken back; the action says when it is missing or too long."""

    reason = forms.CharField(label=_("Reason"), required=False)

    @property
    def text(self) -> str:
        """What was written, as it was sent."""
        return str(self.data.get("reason", ""))


class ResolveForm(forms.Form):
    """What two reports should both have said."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    value = forms.FloatField(
        label=_("The right total"), min_value=0, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    note = forms.CharField(label=_("How it was found out"), max_length=1000, required=False)
