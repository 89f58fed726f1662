"""What people write into a bulletin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bairi.outlook.bulletins.models import BulletinKind
from bairi.outlook.bulletins.rules import PARTS


class MakeForm(forms.Form):
    """Which bulletin to make."""

    kind = forms.ChoiceField(label=_("Kind"), choices=BulletinKind.choices, initial=BulletinKind.DAY)
    on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False
    )


class WordingForm(forms.Form):
    """The title and the paragraphs."""

    title = forms.CharField(label=_("Title"), max_length=120)
    lead = forms.CharField(label=_("Where we stand"), max_length=2000, required=False)
    changes = forms.CharField(label=_("What changed"), max_length=2000, required=False)
    praise = forms.CharField(label=_("First and last"), max_length=2000, required=False)
    missing = forms.CharField(label=_("Who has not reported"), max_length=2000, required=False)
    demands = forms.CharField(label=_("What is asked"), max_length=2000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in PARTS:
            self.fields[part].widget = forms.Textarea(attrs={"rows": 4})
