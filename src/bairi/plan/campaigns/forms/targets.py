"""Forms of one target, its milestones, and of a request to change it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bairi.plan.campaigns.forms.fields import DayField, PercentField, QuantityField, reason_field
from bairi.plan.campaigns.rules.settings import MilestoneSetting, Trajectory
from bairi.plan.campaigns.rules.trajectories import milestones

SHAPES = (
    ("linear", pgettext_lazy("trajectory", "straight line")),
    ("s_curve", pgettext_lazy("trajectory", "S-curve")),
    ("milestones", pgettext_lazy("trajectory", "by milestones")),
)


class TargetForm(forms.Form):
    must = QuantityField(label=_("Must"))
    reserve = QuantityField(label=_("In reserve"), required=False)
    baseline = QuantityField(label=_("Baseline"), required=False, help_text=_("What stood before the campaign."))
    start_on = DayField(label=_("First day"))
    due_on = DayField(label=_("Due day"))
    shape = forms.ChoiceField(label=_("Trajectory"), choices=SHAPES)
    approved_by = forms.CharField(label=_("Approved by"), max_length=80, required=False)
    reason = reason_field(needed=False)


class PointForm(forms.Form):
    day = DayField(label=_("Day"), required=False)
    share = PercentField(label=_("Share in %"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("day")) != bool(data.get("share")) and not self.errors:
            self.add_error("share" if data.get("day") else "day", _("A milestone needs its day and its share."))
        return data


PointFormSet = forms.formset_factory(PointForm, extra=2, max_num=20)


def trajectory_of(shape: str, points: Any) -> Trajectory:
    """The trajectory that the form and its rows of milestones describe."""
    if shape != "milestones":
        return {"kind": shape}
    rows = [row.cleaned_data for row in points]
    return milestones([(row["day"], row["share"]) for row in rows if row.get("day") and row.get("share")])


class MilestoneForm(forms.Form):
    name = forms.CharField(label=_("Milestone"), max_length=80, required=False)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    due_on = DayField(label=_("Due day"), required=False)
    share = PercentField(label=_("Share in %"), required=False)
    source = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("name"):
            for name in ("due_on", "share"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("A milestone needs its day and its share."))
        elif data.get("due_on") or data.get("share"):
            self.add_error("name", _("Give the milestone a name, such as “roadbed done”."))
        return data

    def setting(self) -> MilestoneSetting | None:
        data = self.cleaned_data
        if not data.get("name"):
            return None
        return MilestoneSetting(data["name"], data["due_on"], data["share"], data["name_en"], data["source"])


MilestoneFormSet = forms.formset_factory(MilestoneForm, extra=2, max_num=20)


class MilestonesForm(forms.Form):
    apply = forms.BooleanField(label=_("All targets of the task follow these milestones"), required=False, initial=True)
    reason = reason_field(needed=False)


class StageForm(forms.Form):
    """One stage of work for setting the schedule back from the due day."""

    name = forms.CharField(label=_("Stage of work"), max_length=80, required=False)
    share = PercentField(label=_("Done by its end, in %"), required=False)
    working_days = forms.IntegerField(label=_("Working days"), min_value=1, max_value=1000, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = [name for name in ("name", "share", "working_days") if data.get(name)]
        if given and len(given) < 3 and not self.errors:
            missing = next(name for name in ("name", "share", "working_days") if name not in given)
            self.add_error(missing, _("A stage needs a name, a share and its working days."))
        return data


StageFormSet = forms.formset_factory(StageForm, extra=4, max_num=12)


class BackwardForm(forms.Form):
    due_on = DayField(label=_("Due day"))


class ChangeRequestForm(forms.Form):
    must = QuantityField(label=_("Must"))
    reserve = QuantityField(label=_("In reserve"), required=False)
    due_on = DayField(label=_("Due day"))
    reason = reason_field(needed=True)

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return data | {"reserve": data["reserve"] or 0.0}


class DecisionForm(forms.Form):
    note = forms.CharField(
        label=_("Note"), max_length=400, required=False, help_text=_("A refusal needs one: who asked will read it."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip


def day_rows(points: list[tuple[date, float]]) -> list[dict[str, Any]]:
    """Milestones as the rows of the form start from them."""
    return [{"day": day, "share": share} for day, share in points]
