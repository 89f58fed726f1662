"""Rows of those who answer in one place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bairi.plan.campaigns.models import ResponsibilityKind, Task
from bairi.plan.campaigns.rules.settings import ResponsibilitySetting

WHO = ("organisation", "user", "person", "post")


class ResponsibilityForm(forms.Form):
    kind = forms.ChoiceField(label=_("Answers as"), choices=ResponsibilityKind.choices, required=False)
    task = forms.ChoiceField(label=_("For"), required=False)
    organisation = forms.ChoiceField(label=_("Unit"), required=False)
    post = forms.CharField(label=pgettext_lazy("job", "Post"), max_length=80, required=False)
    person = forms.CharField(label=_("Person"), max_length=80, required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )
    user = forms.CharField(label=_("User name"), max_length=60, required=False)
    source = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, tasks: Iterable[Task] = (), units: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].choices = [("", _("all tasks")), *((task.code, task.name) for task in tasks)]  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [("", _("none")), *units]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("phone") and not any(data.get(name) for name in WHO):
            self.add_error("person", _("Say whose phone this is."))
        return data

    def setting(self, place: str) -> ResponsibilitySetting | None:
        """The entry; None for an empty row."""
        data = self.cleaned_data
        if not any(data.get(name) for name in WHO):
            return None
        return ResponsibilitySetting(
            place, data["kind"], data["task"] or None, data["organisation"] or None, data["user"] or None,
            data["person"], data["post"], data["phone"], data["source"],
        )  # fmt: skip


ResponsibilityFormSet = forms.formset_factory(ResponsibilityForm, extra=2, max_num=60)
