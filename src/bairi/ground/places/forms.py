"""Forms of the tree of places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bairi.ground.places.models import Place
from bairi.ground.places.rules import PlacePart


class DayField(forms.DateField):
    """A day, picked by the device's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), input_formats=["%Y-%m-%d"], **kwargs
        )


class AsOfForm(forms.Form):
    on = DayField(label=_("As of the day"), required=False)


class RecodeForm(forms.Form):
    code = forms.RegexField(label=_("Place code"), regex=r"^\w{1,24}$", max_length=24)
    name = forms.CharField(label=_("Place name"), max_length=120)
    on = DayField(label=_("From the day"))


class SplitForm(forms.Form):
    on = DayField(label=_("From the day"), help_text=_("Until the evening before, everything stays as it was."))


class PartForm(forms.Form):
    code = forms.RegexField(label=_("Place code"), regex=r"^\w{1,24}$", max_length=24, required=False)
    name = forms.CharField(label=_("Place name"), max_length=120, required=False)
    share = forms.IntegerField(label=_("Share in %"), min_value=0, max_value=100, required=False)
    children = forms.MultipleChoiceField(
        label=_("What then lies below it"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, children: Iterable[Place] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].choices = [(child.code, child.name) for child in children]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("code")) != bool(data.get("name")) and not self.errors:
            self.add_error("name" if data.get("code") else "code", _("A part needs its code and its name."))
        return data

    def part(self) -> PlacePart | None:
        """The part; None for an empty row."""
        data = self.cleaned_data
        if not data.get("code"):
            return None
        return PlacePart(data["code"], data["name"], (data["share"] or 0) / 100, tuple(data["children"]))


PartFormSet = forms.formset_factory(PartForm, extra=0, max_num=8)


class MergeForm(forms.Form):
    others = forms.MultipleChoiceField(label=_("Merged with"), widget=forms.CheckboxSelectMultiple)
    code = forms.RegexField(
        label=_("Place code"), regex=r"^\w{1,24}$", max_length=24,
        help_text=_("The code of one of them, which then goes on, or a new one."),
    )  # fmt: skip
    name = forms.CharField(label=_("Place name"), max_length=120)
    on = DayField(label=_("From the day"))

    def __init__(self, *args: Any, brothers: Iterable[Place] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["others"].choices = [(place.code, place.name) for place in brothers]  # type: ignore[attr-defined]
