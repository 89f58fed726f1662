"""What people write about ODK: a phone's name, a form's workbook, the target of a submission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bairi.delivery.reports.queries import EntryTarget
from bairi.edges.openrosa.actions import Chosen
from bairi.edges.openrosa.rules.declared import as_day, as_value
from bairi.ground.places.models import Place


class PhoneForm(forms.Form):
    """A phone to prepare."""

    name = forms.CharField(
        label=_("Whose phone it is"), max_length=80, help_text=_("For example: the team's red phone, Heping village.")
    )


class PublishForm(forms.Form):
    """A workbook to publish as the next version."""

    source = forms.FileField(
        label=_("Workbook (.xlsx)"),
        widget=forms.FileInput({"accept": ".xlsx"}),
        error_messages={"required": _("Choose the workbook first.")},
    )
    note = forms.CharField(label=_("What was changed"), required=False, max_length=400)


class SetAsideForm(forms.Form):
    """Why a submission is no report; the action says when the reason is missing or too long."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea({"rows": 2}))


class PlaceForm(forms.Form):
    """The place of a submission, chosen before its target."""

    place = forms.ChoiceField(label=_("Place"))

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(place.code, place.name) for place in places]  # type: ignore[attr-defined]


class TakeInForm(forms.Form):
    """What a person reads from a submission, for one of the targets of a place."""

    target = forms.ChoiceField(label=_("Target"))
    value = forms.CharField(
        label=_("Total so far"), required=False, widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    )
    item = forms.ChoiceField(label=_("Which one"), required=False)
    stage = forms.ChoiceField(label=_("Stage it has reached"), required=False)
    effective_on = forms.DateField(
        label=_("Day on which it was true"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, entries: Sequence[EntryTarget], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = {f"{e.target.task_code}.{e.target.measure_code}": e for e in entries}
        fields: dict[str, Any] = self.fields
        fields["target"].choices = [
            (key, f"{e.target.task_name} · {e.target.measure_name} ({e.target.unit})")
            for key, e in self.entries.items()
        ]
        items = [(str(item.key), item.name) for e in entries for item in e.items]
        stages = dict(stage for e in entries if e.is_itemised for stage in e.stages)
        if items:
            fields["item"].choices = [("", "—"), *items]
            fields["stage"].choices = [("", _("not begun")), *stages.items()]
        else:
            del fields["item"], fields["stage"]
            fields["value"].required = True

    def clean_value(self) -> float | None:
        text = self.cleaned_data["value"].strip()
        try:
            return as_value(text) if text else None
        except ValueError:
            raise forms.ValidationError(
                _("“%(value)s” is not a number. Write digits only, such as 12.5."), params={"value": text}
            ) from None

    def chosen(self, place: str) -> Chosen:
        """The report that is meant. Call it on a valid form."""
        data = self.cleaned_data
        entry = self.entries[data["target"]]
        item = data.get("item") if entry.is_itemised else ""
        return Chosen(
            place=place,
            task=entry.target.task_code,
            measure="" if item else entry.target.measure_code,
            effective_on=data["effective_on"],
            value=None if item else data["value"],
            item=UUID(item) if item else None,
            stage=data.get("stage", "") if item else "",
            note=data["note"],
        )


def first_guess(declared: Mapping[str, str], entries: Sequence[EntryTarget], today: date) -> dict[str, object]:
    """What the form begins with: whatever the submission says that makes sense here."""
    task, measure = declared.get("task", ""), declared.get("measure", "")
    fitting = [e.target for e in entries if e.target.task_code == task and measure in {"", e.target.measure_code}]
    guess: dict[str, object] = {
        "value": declared.get("value", ""),
        "item": declared.get("item", ""),
        "stage": declared.get("stage", ""),
        "note": declared.get("note", ""),
    }
    if fitting:
        guess["target"] = f"{fitting[0].task_code}.{fitting[0].measure_code}"
    try:
        guess["effective_on"] = as_day(declared.get("effective_on", ""))
    except ValueError:
        guess["effective_on"] = today
    return guess
