"""What a reporter writes: one target with a line for each measure, a village sheet, a correction, files that follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from bairi.delivery.reports.forms.fields import DayField, FigureField, FilesField
from bairi.delivery.reports.models import EntryKind
from bairi.delivery.reports.queries import EntryTarget, ItemChoice
from bairi.ground.ui.words import is_english, quantity, short_date

NOT_BEGUN = pgettext_lazy("stage", "not begun")
NO_FIGURE = "~"
"""Chosen in a line of an item: nothing to report. An empty stage says that the first is not reached."""
MOST_LINES = 1_200
"""Four fields a line, and the server reads at most 5,000 of a form."""


class ReportForm(forms.Form):
    """What all lines of a report share. Files that are kept already go with it, signed."""

    kept = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)
    entered_as = forms.ChoiceField(
        label=_("The figure is"),
        choices=[(EntryKind.TOTAL, _("the total so far")), (EntryKind.MORE, _("how many more"))],
        widget=forms.RadioSelect,
        initial=EntryKind.TOTAL,
    )
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

    def __init__(
        self, *args: Any, for_others: bool, by_item: bool = False, totals: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not for_others:
            del self.fields["entered_for"]
        if by_item or totals:
            del self.fields["entered_as"]


class SheetForm(forms.Form):
    """What all lines of a village sheet share."""

    effective_on = DayField(label=_("Day on which it was true"))
    entered_for = forms.CharField(label=_("On whose word"), required=False, max_length=80)

    def __init__(self, *args: Any, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_others:
            del self.fields["entered_for"]


class LineForm(forms.Form):
    """One target's total (or how many more), or the stage of one item. Left empty it reports nothing.

    Its number and what was seen last go with it.
    """

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    base = forms.UUIDField(widget=forms.HiddenInput, required=False)
    value = FigureField(required=False)
    stage = forms.ChoiceField(required=False)
    note = forms.CharField(
        required=False, max_length=1000, widget=forms.TextInput({"placeholder": _("Note"), "autocomplete": "off"})
    )

    def __init__(self, *args: Any, entry: EntryTarget, item: ItemChoice | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry, self.item = entry, item
        if item is None:
            del self.fields["stage"]
            self.fields["value"].widget.attrs["data-last"] = _typed(entry)
        else:
            del self.fields["value"]
            choices = [(NO_FIGURE, _("no change")), ("", NOT_BEGUN), *self.stages]
            self.fields["stage"].choices = choices  # type: ignore[attr-defined]
        main = self.fields["stage" if item else "value"]
        main.label, main.help_text = self.label, self.last_words

    @property
    def stages(self) -> tuple[tuple[str, str], ...]:
        """The stages by name in the language of the page."""
        return self.entry.stages_en if is_english() else self.entry.stages

    @property
    def label(self) -> str:
        """What the line is about, within its task."""
        if self.item is not None:
            return self.item.name
        name = (self.entry.measure_name_en if is_english() else "") or self.entry.measure_name
        return gettext("Figure") if self.entry.is_only else name

    @property
    def full_label(self) -> str:
        """What the line is about, with its task."""
        entry = self.entry
        task = (entry.task_name_en if is_english() else "") or entry.task_name
        return task if entry.is_only and self.item is None else f"{task} · {self.label}"

    @property
    def unit(self) -> str:
        """The unit in the language of the page."""
        row = self.entry.target
        return (row.unit_en if is_english() else "") or row.unit

    @property
    def last_words(self) -> str:
        """What was reported last, and what the plan asks for."""
        entry, unit = self.entry, self.unit
        if self.item is not None:
            names = dict(self.stages)
            if not self.item.stage or self.item.last_on is None:
                return gettext("Nothing reported yet.")
            stage = names.get(self.item.stage, self.item.stage)
            said = {"stage": stage, "on": short_date(self.item.last_on)}
            return gettext("Last reported: %(stage)s on %(on)s.") % said
        must = quantity(entry.target.must)
        if entry.last_value is None or entry.last_on is None:
            return gettext("Nothing reported yet; the plan asks for %(must)s %(unit)s.") % {"must": must, "unit": unit}
        return gettext("Last reported: %(last)s %(unit)s on %(on)s; the plan asks for %(must)s %(unit)s.") % {
            "last": quantity(entry.last_value),
            "on": short_date(entry.last_on),
            "must": must,
            "unit": unit,
        }

    @property
    def main(self) -> forms.BoundField:
        """The field that matters."""
        return self["value" if "value" in self.fields else "stage"]

    @property
    def is_filled(self) -> bool:
        """Whether there is something to report."""
        typed = self.data.get(self.main.html_name)
        if typed is None:
            return False
        return typed != NO_FIGURE if self.item is not None else bool(typed.strip())


def _typed(entry: EntryTarget) -> str:
    value = entry.target.baseline if entry.last_value is None else entry.last_value
    return f"{value:.3f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Opened:
    """The lines of a page: all in order, and those that are `filled`."""

    lines: tuple[LineForm, ...]

    @property
    def filled(self) -> list[LineForm]:
        """Lines with something to report."""
        return [line for line in self.lines if line.is_bound and line.is_filled]


def open_lines(entries: Iterable[EntryTarget], data: QueryDict | None = None, *, item: UUID | None = None) -> Opened:
    """A line for each target and each item of itemised ones (or the one `item`); bound where `data` speaks of it."""
    lines = []
    for entry, choice in _choices(entries, item):
        prefix = f"t{entry.target.target_id}" if choice is None else f"i{choice.key.hex}"
        seen = entry.base if choice is None else choice.base
        known = data is not None and f"{prefix}-uuid" in data
        lines.append(
            LineForm(
                data if known else None,
                prefix=prefix,
                initial={"uuid": uuid4(), "base": seen, "stage": NO_FIGURE},
                entry=entry,
                item=choice,
            )
        )
        if len(lines) == MOST_LINES:
            break
    if len(lines) == 1:
        lines[0].main.field.required = True
    return Opened(tuple(lines))


def _choices(entries: Iterable[EntryTarget], item: UUID | None) -> Iterator[tuple[EntryTarget, ItemChoice | None]]:
    for entry in entries:
        if not entry.is_itemised:
            yield entry, None
        else:
            yield from ((entry, choice) for choice in entry.items if item is None or choice.key == item)


class FilesForm(forms.Form):
    """Files that follow a report."""

    photos = FilesField(label=_("Photos and papers"))

    def clean_photos(self) -> Any:
        if not self.cleaned_data["photos"]:
            raise forms.ValidationError(_("Choose at least one photo or paper."))
        return self.cleaned_data["photos"]
