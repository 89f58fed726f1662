"""Forms of units, their people and pairings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bairi.ground.organisations.models import OrganisationKind

Choices = Iterable[tuple[str, str]]


class DayField(forms.DateField):
    """A day, picked by the device's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), input_formats=["%Y-%m-%d"], **kwargs
        )


class ChangeOrganisationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=pgettext_lazy("of a unit", "Kind"), choices=OrganisationKind.choices)
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )
    name_en = forms.CharField(label=_("English name"), max_length=160, required=False)


class AddOrganisationForm(ChangeOrganisationForm):
    code = forms.RegexField(
        label=pgettext_lazy("identifier", "Code"), regex=r"^[\w-]{1,40}$", max_length=40,
        help_text=_("Stands in sheets and never changes."),
    )  # fmt: skip
    place = forms.ChoiceField(label=_("Belongs to"))
    field_order = ("name", "code", "kind", "place", "phone", "name_en")

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = list(places)  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    username = forms.CharField(label=_("User name"), max_length=60)
    post = forms.CharField(label=pgettext_lazy("job", "Post"), max_length=80, required=False)
    is_head = forms.BooleanField(label=_("Leads the unit"), required=False)
    since_on = DayField(label=_("Since"))


class UntilForm(forms.Form):
    until_on = DayField(label=_("Until"))


class DissolveForm(forms.Form):
    on = DayField(label=_("From the day"))


class PairingForm(forms.Form):
    organisation = forms.ChoiceField(label=_("Unit"))
    place = forms.ChoiceField(label=_("Village"))
    since_on = DayField(label=_("Since"))

    def __init__(self, *args: Any, units: Choices, villages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = list(units)  # type: ignore[attr-defined]
        self.fields["place"].choices = list(villages)  # type: ignore[attr-defined]
