"""How often is reported, and where the lines between the states lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Actor
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.checks import check_choice, check_range
from bairi.plan.campaigns.actions.plan import Note, PlanChange, new_plan_version, open_campaign, reason_for
from bairi.plan.campaigns.events import ReportingSet, ThresholdsSet
from bairi.plan.campaigns.models import Campaign, Rhythm
from bairi.plan.campaigns.permissions import SET_REPORTING, SET_THRESHOLDS
from bairi.plan.campaigns.problems import ThresholdsOutOfOrder


@dataclass(frozen=True, slots=True)
class Limits:
    """How often is reported, and from where on a report or a silence stands out."""

    rhythm: str
    cut_off_hour: int
    silent_after_days: int
    jump_share: float
    burden_ceiling: int


THRESHOLDS = ("late_below", "risk_below", "coverage_needed", "trust_gap")


@transaction.atomic
def set_reporting(
    *,
    campaign: str,
    rhythm: str,
    cut_off_hour: int,
    silent_after_days: int,
    jump_share: float,
    burden_ceiling: int,
    robots: Sequence[str] | None = None,
    by: Actor,
    at: datetime,
) -> Campaign:
    """Set the rhythm and the limits of reporting. `robots` are apprise addresses, None keeps them.

    Raises UnknownChoice, ValueOutOfRange.
    """
    row = open_campaign(by, SET_REPORTING, campaign)
    limits = Limits(rhythm, cut_off_hour, silent_after_days, jump_share, burden_ceiling)
    write_reporting(row, limits, robots, Note(reason="", by=by, at=at))
    return row


def write_reporting(row: Campaign, limits: Limits, robots: Sequence[str] | None, note: Note) -> None:
    """Set the rhythm and the limits and say so. Raises UnknownChoice, ValueOutOfRange."""
    rhythm, cut_off_hour, silent_after_days, jump_share, burden_ceiling = astuple(limits)
    check_choice(rhythm, Rhythm.values)
    check_range(_("The cut-off hour"), cut_off_hour, 0, 24)
    check_range(_("The days until silence"), silent_after_days, 1, 100)
    check_range(_("The share of a jump"), jump_share, 0.01, 1)
    check_range(_("The ceiling of the burden"), burden_ceiling, 1, 1000)
    row.rhythm, row.cut_off_hour, row.silent_after_days = rhythm, cut_off_hour, silent_after_days
    row.jump_share, row.burden_ceiling = jump_share, burden_ceiling
    row.robots = row.robots if robots is None else [robot.strip() for robot in robots if robot.strip()]
    row.save(update_fields=["rhythm", "cut_off_hour", "silent_after_days", "jump_share", "burden_ceiling", "robots"])
    event = ReportingSet(
        campaign=row.code,
        rhythm=rhythm,
        cut_off_hour=cut_off_hour,
        silent_after_days=silent_after_days,
        jump_share=jump_share,
        burden_ceiling=burden_ceiling,
        robots=len(row.robots),
    )
    append(event, by=note.by, at=note.at, place=row.place.code, group=note.group)


@transaction.atomic
def set_thresholds(
    *,
    campaign: str,
    late_below: float,
    risk_below: float,
    coverage_needed: float,
    trust_gap: float,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> PlanChange:
    """Set the thresholds of the status, all shares. Raises ValueOutOfRange, ThresholdsOutOfOrder, ReasonNeeded."""
    row = open_campaign(by, SET_THRESHOLDS, campaign)
    note = Note(reason=reason, by=by, at=at)
    given = dict(zip(THRESHOLDS, (late_below, risk_below, coverage_needed, trust_gap), strict=True))
    changes = write_thresholds(row, given, note)
    if not changes:
        return PlanChange(None, 0, len(given), note.group)
    version = new_plan_version(row, note, changes)
    return PlanChange(version, len(changes), len(given) - len(changes), note.group)


def write_thresholds(row: Campaign, given: Mapping[str, float], note: Note) -> list[dict[str, Any]]:
    """Set the thresholds and say so. Returns what a plan version has to tell. Raises as `set_thresholds`."""
    labels = (_("“Late below”"), _("“At risk below”"), _("The coverage needed"), _("The gap of trust"))
    for label, value in zip(labels, given.values(), strict=True):
        check_range(label, value, 0, 1)
    if given["late_below"] > given["risk_below"]:
        raise ThresholdsOutOfOrder(late=given["late_below"], risk=given["risk_below"])
    changes = [
        {"what": "thresholds", "subject": "", "field": name, "before": getattr(row, name), "after": value}
        for name, value in given.items()
        if getattr(row, name) != value
    ]
    if not changes:
        return []
    for name, value in given.items():
        setattr(row, name, value)
    row.save(update_fields=list(given))
    event = ThresholdsSet(campaign=row.code, reason=reason_for(row, note.reason), **given)
    append(event, by=note.by, at=note.at, place=row.place.code, group=note.group)
    return changes
