"""Forms of the campaign as a whole: its name, dates, limits, its end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bairi.plan.campaigns.forms.fields import DayField, DaysField, PercentField, reason_field
from bairi.plan.campaigns.models import Campaign, CampaignState, Rhythm
from bairi.plan.campaigns.rules.photos import LARGEST_PX, SMALLEST_PX
from bairi.plan.campaigns.rules.settings import PhaseSetting

CODE_HINT = _("Stands in addresses and never changes: Latin letters, digits, - or _.")
WEEKDAYS = (
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
)


def is_running(campaign: Campaign) -> bool:
    """Whether a change needs a reason."""
    return campaign.state == CampaignState.RUNNING


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=160, required=False)
    source = forms.CharField(
        label=_("Taken from"), max_length=200, required=False, help_text=_("The document that the campaign follows.")
    )


class CreateCampaignForm(NameForm):
    code = forms.CharField(label=pgettext_lazy("identifier", "Code"), max_length=32, help_text=CODE_HINT)
    place_code = forms.ChoiceField(label=_("Place"), help_text=_("The campaign runs in this place and all below it."))
    start_on = DayField(label=_("First day"))
    deadline_on = DayField(label=_("Deadline"))
    field_order = ("name", "code", "place_code", "start_on", "deadline_on", "name_en", "source")

    def __init__(self, *args: Any, places: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_code"].choices = list(places)  # type: ignore[attr-defined]


class CloneForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    code = forms.CharField(label=pgettext_lazy("identifier", "Code"), max_length=32, help_text=CODE_HINT)
    start_on = DayField(label=_("First day"))
    deadline_on = DayField(label=_("Deadline"), required=False, help_text=_("Left empty, the length stays the same."))
    with_targets = forms.BooleanField(label=_("Take the targets over as they stand now"), required=False, initial=True)


class CloseForm(forms.Form):
    typed_name = forms.CharField(
        label=_("Name of the campaign"), max_length=120, widget=forms.TextInput({"autocomplete": "off"})
    )
    reason = reason_field(needed=True)


class CalendarForm(forms.Form):
    start_on = DayField(label=_("First day"))
    deadline_on = DayField(
        label=_("Deadline"), help_text=_("Targets due on the old deadline move with it, as a version of the plan.")
    )
    weekly_off = forms.TypedMultipleChoiceField(
        label=_("Weekdays off"), choices=WEEKDAYS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("The plan is flat on days off, and earned schedule does not count them."),
    )  # fmt: skip
    days_off = DaysField(label=_("Single days off"), required=False, help_text=_("One a line, such as 2016-04-04."))
    reason = reason_field(needed=False)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days: Any = self.fields["days_off"]
        days.period = (campaign.start_on, campaign.deadline_on)
        if is_running(campaign):
            self.fields["reason"].help_text = _("Needed when a date or a day off changes. It stays in the history.")


class PhaseForm(forms.Form):
    name = forms.CharField(label=_("Phase"), max_length=80, required=False)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    start_on = DayField(label=_("From"), required=False)
    end_on = DayField(label=_("Through"), required=False)
    rhythm = forms.ChoiceField(
        label=pgettext_lazy("rhythm", "Reported"), choices=[("", _("as the campaign")), *Rhythm.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("name"):
            for name in ("start_on", "end_on"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("A phase needs its first and its last day."))
        return data

    @property
    def setting(self) -> PhaseSetting | None:
        """The phase; None for an empty row."""
        data = self.cleaned_data
        return PhaseSetting(**data) if data.get("name") else None


PhaseFormSet = forms.formset_factory(PhaseForm, extra=2, max_num=12)


class ReportingForm(forms.Form):
    rhythm = forms.ChoiceField(label=pgettext_lazy("rhythm", "Reported"), choices=Rhythm.choices)
    cut_off_hour = forms.IntegerField(
        label=_("Cut-off hour"), min_value=0, max_value=24, help_text=_("What comes later counts for the next period.")
    )
    silent_after_days = forms.IntegerField(
        label=_("Silent after days"), min_value=1, max_value=100,
        help_text=_("A target without a report for so long is shown as silent and urged."),
    )  # fmt: skip
    jump_share = PercentField(
        label=_("A jump, in % of the target"), help_text=_("A reading that rises by more at once is marked.")
    )
    burden_ceiling = forms.IntegerField(
        label=_("Ceiling of the burden"), min_value=1, max_value=1000,
        help_text=_("Fields, forms and inspections that one village may be asked for in a week."),
    )  # fmt: skip
    robots = forms.CharField(
        label=_("Robots for urging"), required=False, max_length=4000, widget=forms.Textarea({"rows": 3}),
        help_text=_("One address a line, for WeCom, DingTalk or Feishu. Kept out of the log, since it is a secret."),
    )  # fmt: skip


class ThresholdsForm(forms.Form):
    late_below = PercentField(
        label=_("Late below %"), help_text=_("Expected late when the probability of making the day is lower.")
    )
    risk_below = PercentField(label=_("At risk below %"), help_text=_("On pace from this probability up."))
    coverage_needed = PercentField(
        label=_("Coverage needed, in %"),
        help_text=_("No status is given on the verified basis while fewer targets were inspected."),
    )
    trust_gap = PercentField(
        label=_("Gap of trust, in %"), help_text=_("A verified share so far below the reported one is an exception.")
    )
    reason = reason_field(needed=False)


class PhotoSizeForm(forms.Form):
    photo_px = forms.IntegerField(
        label=_("Longest side, in pixels"), min_value=SMALLEST_PX, max_value=LARGEST_PX,
        help_text=_("1600 shows a house and the writing on its plate. Photos taken already stay as they are."),
    )  # fmt: skip
    reason = reason_field(needed=False)


class EvidenceLimitsForm(forms.Form):
    days_before = forms.IntegerField(
        label=_("Taken early: days before"), min_value=0, max_value=365,
        help_text=_("A photo taken more days before the effective day is looked at again."),
    )  # fmt: skip
    days_after = forms.IntegerField(label=_("Taken late: days after"), min_value=0, max_value=365)
    clock_minutes = forms.IntegerField(label=_("Clock off by, in minutes"), min_value=1, max_value=10_080)
    outside_m = forms.IntegerField(label=_("Beyond the boundary, in metres"), min_value=0, max_value=50_000)
    far_m = forms.IntegerField(
        label=_("Far from the usual points, in metres"), min_value=50, max_value=100_000,
        help_text=_("Where no boundary is known: from the place's point and from where its photos are taken."),
    )  # fmt: skip
    usual_points = forms.IntegerField(label=_("Usual points needed"), min_value=1, max_value=100)
    apart_minutes = forms.IntegerField(
        label=_("Record and file apart, in minutes"), min_value=1, max_value=10_080,
        help_text=_("Between what the phone recorded and what the file says of itself."),
    )  # fmt: skip
    apart_m = forms.IntegerField(label=_("Record and file apart, in metres"), min_value=10, max_value=100_000)
    alike_share = PercentField(
        label=_("Likeness of a near-copy, in %"), help_text=_("Lower finds more, and more that is no copy.")
    )
    works_per_photo = forms.IntegerField(label=_("Works that one photo may stand for"), min_value=1, max_value=100)
    reason = reason_field(needed=False)


def first_days(campaign: Campaign, on: date) -> dict[str, Any]:
    """Where the form of a clone starts from."""
    return {"name": campaign.name, "start_on": max(on, campaign.deadline_on), "with_targets": True}
