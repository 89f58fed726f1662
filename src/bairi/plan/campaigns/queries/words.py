"""Changes of the plan in the words of the active language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.dates import WEEKDAYS as WEEKDAY
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from bairi.ground.ui.words import long_date, quantity
from bairi.plan.campaigns.models import Counting, RollUp
from bairi.plan.campaigns.rules.differences import Difference

WHAT = {
    "calendar": gettext_lazy("Calendar"),
    "thresholds": gettext_lazy("Thresholds"),
    "evidence": gettext_lazy("Checks of evidence"),
    "photos": gettext_lazy("Photos"),
    "line": gettext_lazy("Line"),
    "task": gettext_lazy("Task"),
    "measure": gettext_lazy("Measure"),
    "milestone": gettext_lazy("Milestone"),
    "goal": gettext_lazy("Goal"),
}
FIELD = {
    "": "",
    "start_on": gettext_lazy("First day"),
    "deadline_on": gettext_lazy("Deadline"),
    "days_off": gettext_lazy("Single days off"),
    "weekly_off": gettext_lazy("Weekdays off"),
    "time_zone": gettext_lazy("Time zone"),
    "late_below": gettext_lazy("late below"),
    "risk_below": gettext_lazy("at risk below"),
    "coverage_needed": gettext_lazy("coverage needed"),
    "trust_gap": gettext_lazy("gap of trust"),
    "days_before": gettext_lazy("days before"),
    "days_after": gettext_lazy("days after"),
    "clock_minutes": gettext_lazy("minutes of the clock"),
    "outside_m": gettext_lazy("metres beyond the boundary"),
    "far_m": gettext_lazy("metres from the usual points"),
    "usual_points": gettext_lazy("number of usual points"),
    "apart_minutes": gettext_lazy("minutes between record and file"),
    "apart_m": gettext_lazy("metres between record and file"),
    "alike_share": gettext_lazy("likeness of a near-copy"),
    "works_per_photo": gettext_lazy("works of one photo"),
    "photo_px": gettext_lazy("longest side in pixels"),
    "weight": gettext_lazy("Weight"),
    "line_code": gettext_lazy("Line"),
    "counting": gettext_lazy("How it is counted"),
    "asks_position": gettext_lazy("Asks for a position"),
    "unit": pgettext_lazy("of a measure", "Unit"),
    "whole": gettext_lazy("Whole numbers only"),
    "counts": gettext_lazy("Counts for attainment"),
    "roll_up": gettext_lazy("Adds up as"),
    "stage": gettext_lazy("Stage"),
    "lower_is_better": gettext_lazy("Lower is better"),
}
WEEKDAYS = tuple(WEEKDAY[day] for day in range(7))
VALUE = {**dict(Counting.choices), **dict(RollUp.choices)}


def difference_words(changed: Iterable[Difference], unit: str) -> list[str]:
    """Each difference as a sentence in the active language."""
    return [_words(difference, unit) for difference in changed]


def _words(difference: Difference, unit: str) -> str:
    before, after = difference.before, difference.after
    if difference.field == "removed":
        return _("taken out of the plan") if after else _("taken back into the plan")
    if difference.field == "is_control":
        return _("now a control total over the places below") if after else _("no longer a control total")
    if difference.field == "must" and before is None:
        return _("new: %(after)s %(unit)s") % {"after": quantity(after), "unit": unit}
    data = {"before": _value(before), "after": _value(after), "unit": unit}
    return {
        "must": _("must: %(before)s to %(after)s %(unit)s"),
        "reserve": _("reserve: %(before)s to %(after)s %(unit)s"),
        "baseline": _("baseline: %(before)s to %(after)s %(unit)s"),
        "start_on": _("start: %(before)s to %(after)s"),
        "due_on": _("due day: %(before)s to %(after)s"),
        "trajectory": _("trajectory: %(before)s to %(after)s"),
    }[difference.field] % data


def _value(value: Any) -> str:
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, dict):
        return trajectory_words(value)
    return quantity(value)


def trajectory_words(trajectory: dict[str, Any]) -> str:
    """A trajectory in a few words."""
    kind = trajectory.get("kind", "linear")
    if kind == "milestones":
        points = trajectory.get("points", [])
        shown = _(", ").join(f"{day[5:]} {share * 100:g} %" for day, share in points[:4])
        return _("by milestones (%(points)s)") % {"points": shown + (" …" if len(points) > 4 else "")}
    return pgettext("trajectory", "S-curve") if kind == "s_curve" else pgettext("trajectory", "straight line")


def other_words(changes: Sequence[dict[str, Any]]) -> list[str]:
    """What else than targets a version changed, as sentences."""
    return [_other(change) for change in changes]


def _other(change: dict[str, Any]) -> str:
    names = [WHAT.get(change["what"], change["what"]), change.get("subject"), FIELD.get(change["field"])]
    before, after = change["before"], change["after"]
    data = {
        "what": " ".join(str(name) for name in names if name),
        "before": _plain(before, change["field"]),
        "after": _plain(after, change["field"]),
    }
    if before is None:
        return _("%(what)s: new, %(after)s") % data
    if after is None:
        return _("%(what)s: removed, was %(before)s") % data
    return _("%(what)s: %(before)s to %(after)s") % data


def _plain(value: Any, field: str) -> str:
    if value is None or value in ("", []):
        return pgettext("value", "none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return _(", ").join(str(_weekday(part) if field == "weekly_off" else part) for part in value)
    if isinstance(value, int | float):
        return quantity(value)
    return str(VALUE.get(value, value))


def _weekday(number: int) -> str:
    return str(WEEKDAYS[number - 1])
