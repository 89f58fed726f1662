"""Sentences of the cockpit: what follows if nothing changes, and what a forecast rests on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import isfinite

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bairi.ground.ui.words import percent, quantity, short_date
from bairi.outlook.cockpit.queries.exceptions import ExceptionRow
from bairi.outlook.cockpit.queries.target import TargetPage
from bairi.plan.pace import Driver, DriverCode

FAR = 1e6


def rate(value: float | None) -> str:
    """A rate per working day, as precise as it needs to be."""
    if value is None or not isfinite(value) or value > FAR:
        return "—"
    return quantity(value, 0 if value >= 10 else 1 if value >= 1 else 2)


def fate_of(row: ExceptionRow) -> tuple[str, str]:
    """What happens if nothing changes, in a strong and a plain half."""
    if row.kind == "silent":
        strong = ngettext("No report for %(days)d day", "No report for %(days)d days", row.silent_days)
        return strong % {"days": row.silent_days}, _("Not counted as zero, not ranked; its state is unknown")
    if row.kind == "gap":
        strong = _("Reported %(reported)s%%, verified only %(verified)s%%")
        figures = {"reported": percent(row.reported), "verified": percent(row.verified)}
        return strong % figures, _("What was not verified should not be posted")
    if row.needed is None:
        missing = quantity(row.missing, 0 if row.missing >= 10 else 2)
        strong = _("Not done by its day, %(on)s") % {"on": short_date(row.due_on)}
        return strong, _("%(missing)s %(unit)s missing") % {"missing": missing, "unit": row.unit}
    return _late(row.finish_on, row.days_late), _("%(missing)s %(unit)s to go, a day %(rate)s → %(needed)s") % {
        "missing": quantity(row.missing, 0 if row.missing >= 10 else 2),
        "unit": row.unit,
        "rate": rate(row.rate),
        "needed": rate(row.needed),
    }


def _late(finish_on: date | None, days_late: int | None) -> str:
    if finish_on is None or days_late is None:
        return _("Not foreseen to be done at all")
    if days_late <= 0:
        return _("Likely day %(on)s, but most paths miss it") % {"on": short_date(finish_on)}
    late = ngettext("Done on %(on)s, %(days)d day late", "Done on %(on)s, %(days)d days late", days_late)
    return late % {"on": short_date(finish_on), "days": days_late}


def fate(page: TargetPage) -> str:
    """What follows for one target if nothing changes, in one sentence."""
    if page.state == "done":
        return _("Done.")
    if page.finish_on is None:
        return _("If nothing changes it is not foreseen to be done.")
    spread = {"on": short_date(page.finish_on), "low": _day(page.finish_low), "high": _day(page.finish_high)}
    if page.finish_high is None:
        return _("If nothing changes: done on %(on)s, at the earliest on %(low)s.") % spread
    return _("If nothing changes: done on %(on)s, 80%% between %(low)s and %(high)s.") % spread


def _day(day: date | None) -> str:
    return short_date(day) if day else "—"


def driver_sentences(page: TargetPage) -> list[str]:
    """Why the forecast says what it says, most important first."""
    return [sentence(driver, page) for driver in page.drivers]


def sentence(driver: Driver, page: TargetPage) -> str:
    """One driver of a forecast in words. Raises KeyError for a code without words."""
    shown = {name: _FORMATS.get(name, rate)(value) for name, value in driver.data.items()}
    return str(_SENTENCES[driver.code]) % {**shown, "unit": page.row.unit}


def _whole(value: float) -> str:
    return quantity(value, 0)


_FORMATS: dict[str, Callable[[float], str]] = {
    "held": percent,
    "share": percent,
    "borrowed": percent,
    "weight": percent,
    "days": _whole,
    "on": _whole,
    "reports": _whole,
    "steps": _whole,
    "readings": _whole,
    "missing": quantity,
    "room": quantity,
}
"""How the numbers of a driver are shown; what is not named is a rate."""

_SENTENCES: dict[DriverCode, Promise] = {
    DriverCode.DONE: gettext_lazy("The target is reached."),
    DriverCode.HOLD: gettext_lazy("The level was held in %(held)s%% of the reports."),
    DriverCode.NEVER_REPORTED: gettext_lazy(
        "It has never been reported; the forecast borrows from its neighbours and its task."
    ),
    DriverCode.SILENT: gettext_lazy("No report for %(days)s days."),
    DriverCode.NO_TIME: gettext_lazy("No working day is left; %(missing)s %(unit)s are missing."),
    DriverCode.SET_ASIDE: gettext_lazy("Implausible readings cut down to what is plausible: %(readings)s."),
    DriverCode.RECENT_RATE: gettext_lazy("Lately %(rate)s %(unit)s a working day; %(needed)s are needed."),
    DriverCode.BEST_WEEK: gettext_lazy(
        "Even the best week so far reached %(rate)s a day; it would take %(times)s times that."
    ),
    DriverCode.SHARED_SHOCK: gettext_lazy(
        "All places together moved at %(share)s%% of the week before: a shock that they share."
    ),
    DriverCode.SLOWING: gettext_lazy("It slowed to %(share)s%% of its own month."),
    DriverCode.FEW_REPORTS: gettext_lazy(
        "Only %(reports)s reports; %(borrowed)s%% of its rate is borrowed from its peers."
    ),
    DriverCode.CEILING: gettext_lazy("Only %(room)s %(unit)s are left below the ceiling."),
    DriverCode.LUMPY: gettext_lazy("The work comes in steps; %(steps)s are missing."),
    DriverCode.PLAN: gettext_lazy("%(weight)s%% of the gain that is expected rests on the plan."),
}
