"""What a reporter writes: one report, a line of a village sheet, files that follow."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bairi.delivery.reports.forms.fields import DayField, FigureField, FilesField
from bairi.delivery.reports.models import EntryKind
from bairi.delivery.reports.queries import EntryTarget, ItemChoice

NOT_BEGUN = pgettext_lazy("stage", "not begun")


class ReportForm(forms.Form):
    """One report on one target. Its number, and what was seen last, go with it; so do files that are kept already."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    base = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kept = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)
    item = forms.ChoiceField(label=_("Which one"))
    stage = forms.ChoiceField(label=_("Stage it has reached"), required=False)
    entered_as = forms.ChoiceField(
        label=_("The figure is"),
        choices=[(EntryKind.TOTAL, _("the total so far")), (EntryKind.MORE, _("how many more"))],
        widget=forms.RadioSelect,
        initial=EntryKind.TOTAL,
        required=False,
    )
    value = FigureField(label=_("Figure"), required=False)
    effective_on = DayField(label=_("Day on which it was true"))
    photos = FilesField(
        label=_("Photos and papers"), help_text=_("Photos (JPEG, PNG, HEIC) or PDF. Several can be chosen at once.")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2}))
    entered_for = forms.CharField(
        label=_("On whose word"),
        required=False,
        max_length=80,
        help_text=_("When you enter for a village without a phone: who told you. Another clerk confirms it."),
    )

    def __init__(self, *args: Any, entry: EntryTarget, is_clerk: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if entry.is_itemised:
            self.fields["item"].choices = [(str(item.key), item.name) for item in entry.items]  # type: ignore[attr-defined]
            self.fields["stage"].choices = [("", NOT_BEGUN), *entry.stages]  # type: ignore[attr-defined]
            del self.fields["value"], self.fields["entered_as"]
        else:
            del self.fields["item"], self.fields["stage"]
        if not is_clerk:
            del self.fields["entered_for"]


def fresh(entry: EntryTarget, today: date) -> dict[str, object]:
    """What a new form holds: a number of its own, what was seen last, today."""
    first = entry.items[0] if entry.items else None
    return {
        "uuid": uuid4(),
        "base": entry.base if first is None else None,
        "effective_on": today,
        "item": None if first is None else str(first.key),
        "stage": "" if first is None else first.stage,
    }


class SheetDayForm(forms.Form):
    """What all lines of a village sheet share."""

    effective_on = DayField(label=_("Day on which it was true"))
    entered_for = forms.CharField(label=_("On whose word"), required=False, max_length=80)

    def __init__(self, *args: Any, is_clerk: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_clerk:
            del self.fields["entered_for"]


class LineForm(forms.Form):
    """A line of a village sheet: the total of one target, or the stage of one item. Empty means: nothing to report."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    base = forms.UUIDField(widget=forms.HiddenInput)
    value = FigureField(required=False)
    stage = forms.ChoiceField(required=False)
    note = forms.CharField(
        required=False, max_length=1000, widget=forms.TextInput({"placeholder": _("Note"), "autocomplete": "off"})
    )

    def __init__(
        self, *args: Any, entry: EntryTarget, item: ItemChoice | None = None, label: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.entry, self.item = entry, item
        if item is None:
            del self.fields["stage"]
        else:
            del self.fields["value"]
            self.fields["stage"].choices = [("", _("no change")), *entry.stages]  # type: ignore[attr-defined]
        main = self.fields["value" if item is None else "stage"]
        main.label = label
        main.widget.attrs["aria-label"] = label
        self.fields["note"].widget.attrs["aria-label"] = _("Note on %(what)s") % {"what": label}

    @property
    def main(self) -> forms.BoundField:
        """The field that matters."""
        return self["value" if self.item is None else "stage"]

    @property
    def is_filled(self) -> bool:
        """Whether there is something to report."""
        return bool(str(self.data.get(self.main.html_name, "")).strip())


class FilesForm(forms.Form):
    """Files that follow a report."""

    photos = FilesField(label=_("Photos and papers"))

    def clean_photos(self) -> Any:
        if not self.cleaned_data["photos"]:
            raise forms.ValidationError(_("Choose at least one photo or paper."))
        return self.cleaned_data["photos"]


def number_of(form: forms.Form) -> UUID:
    """The number that a bound form carries."""
    found: UUID = form.cleaned_data["uuid"]
    return found
