"""Forms of lines, tasks, measures and goals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bairi.plan.campaigns.forms.campaign import CODE_HINT
from bairi.plan.campaigns.forms.fields import DayField, PercentField, QuantityField, reason_field
from bairi.plan.campaigns.models import Counting, GoalKind, Measure, Rhythm, RollUp, Task
from bairi.plan.campaigns.rules.settings import GoalSetting, LineSetting, MeasureSetting, TaskSetting

Choices = Iterable[tuple[str, Any]]


class NamedForm(forms.Form):
    """What lines, tasks and measures have in common. The code is asked once; afterwards it stands."""

    name = forms.CharField(label=_("Name"), max_length=80)
    code = forms.CharField(label=pgettext_lazy("identifier", "Code"), max_length=32, help_text=CODE_HINT)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    order = forms.IntegerField(label=_("Place in the order"), min_value=0, max_value=999, initial=0)
    reason = reason_field(needed=False)

    def __init__(self, *args: Any, code: str | None = None, ask_why: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fixed_code = code
        if code is not None:
            del self.fields["code"]
        if not ask_why:
            del self.fields["reason"]

    def facts(self) -> dict[str, Any]:
        """The cleaned values with the code, without the reason."""
        given = {"code": self.fixed_code} | self.cleaned_data
        given.pop("reason", None)
        return given

    def why(self) -> str:
        """The reason given, empty where none was asked."""
        return str(self.cleaned_data.get("reason") or "")


class LineForm(NamedForm):
    weight = QuantityField(label=_("Weight"), help_text=_("Only the ratio to the other lines counts."))
    field_order = ("name", "code", "name_en", "weight", "order", "reason")

    def setting(self) -> LineSetting:
        return LineSetting(**self.facts())


class TaskForm(NamedForm):
    line = forms.ChoiceField(label=_("Line"))
    counting = forms.ChoiceField(label=_("How it is counted"), choices=Counting.choices)
    rhythm = forms.ChoiceField(
        label=pgettext_lazy("rhythm", "Reported"), choices=[("", _("as the campaign")), *Rhythm.choices], required=False
    )
    lead_unit = forms.ChoiceField(label=_("Lead unit"), required=False)
    asks_position = forms.BooleanField(
        label=_("Asks for a position"), required=False,
        help_text=_("Phones offer to add where the reporter is. Nobody has to, and no other task ever asks."),
    )  # fmt: skip
    weight = QuantityField(label=_("Weight"), help_text=_("Only the ratio to the other tasks of the line counts."))
    field_order = (
        "name", "code", "line", "name_en", "counting", "rhythm", "lead_unit", "weight", "order", "asks_position",
        "reason",
    )  # fmt: skip

    def __init__(self, *args: Any, lines: Choices, units: Choices, source: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source
        self.fields["line"].choices = list(lines)  # type: ignore[attr-defined]
        self.fields["lead_unit"].choices = [("", _("none")), *units]  # type: ignore[attr-defined]

    def setting(self) -> TaskSetting:
        facts = self.facts()
        return TaskSetting(**facts | {"lead_unit": facts["lead_unit"] or None, "source": self.source})


class MeasureForm(NamedForm):
    unit = forms.CharField(label=_("Unit"), max_length=20, widget=forms.TextInput({"list": "units"}))
    unit_en = forms.CharField(label=_("English unit"), max_length=30, required=False)
    counts = forms.BooleanField(label=_("Counts for attainment"), required=False)
    whole = forms.BooleanField(label=_("Whole numbers only"), required=False)
    lower_is_better = forms.BooleanField(label=_("Lower is better"), required=False)
    roll_up = forms.ChoiceField(label=_("Adds up as"), choices=RollUp.choices)
    denominator = forms.ChoiceField(label=_("Divided by"), required=False, help_text=_("For a ratio of two sums."))
    stage = forms.CharField(
        label=_("Stage"), max_length=40, required=False,
        help_text=_("For an itemised task: the stage from which a work or household counts."),
    )  # fmt: skip
    field_order = (
        "name", "code", "unit", "name_en", "unit_en", "counts", "whole", "lower_is_better", "roll_up", "denominator",
        "stage", "order", "reason",
    )  # fmt: skip

    def __init__(self, *args: Any, others: Iterable[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("none")), *((measure.code, measure.name) for measure in others)]
        self.fields["denominator"].choices = choices  # type: ignore[attr-defined]

    def setting(self) -> MeasureSetting:
        facts = self.facts()
        return MeasureSetting(**facts | {"denominator": facts["denominator"] or None})


class GoalForm(forms.Form):
    name = forms.CharField(label=_("Goal"), max_length=120, required=False)
    name_en = forms.CharField(label=_("English name"), max_length=160, required=False)
    kind = forms.ChoiceField(label=_("Met when"), choices=GoalKind.choices, required=False)
    share = PercentField(label=_("Share in %"), required=False)
    due_on = DayField(label=_("Due day"), required=False)
    tasks = forms.MultipleChoiceField(label=_("Tasks"), required=False, widget=forms.CheckboxSelectMultiple)
    source = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, tasks: Iterable[Task] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tasks"].choices = [(task.code, task.name) for task in tasks]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("name"):
            if not data.get("due_on") and "due_on" not in self.errors:
                self.add_error("due_on", _("A goal needs its due day."))
            if not data.get("tasks"):
                self.add_error("tasks", _("Choose at least one task."))
            if data.get("kind") == GoalKind.SHARE and not data.get("share"):
                self.add_error("share", _("Say which share the tasks are to reach."))
        return data

    def setting(self, order: int) -> GoalSetting | None:
        """The goal; None for an empty row."""
        data = self.cleaned_data
        if not data.get("name"):
            return None
        share = data["share"] if data["kind"] == GoalKind.SHARE else 1.0
        return GoalSetting(
            data["name"], data["kind"], data["due_on"], tuple(sorted(data["tasks"])), share, data["name_en"], order,
            data["source"],
        )  # fmt: skip


GoalFormSet = forms.formset_factory(GoalForm, extra=1, max_num=20)
