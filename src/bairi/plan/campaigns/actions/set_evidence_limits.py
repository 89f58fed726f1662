"""From where on a photo or a report is worth a second look."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Actor
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.checks import check_range
from bairi.plan.campaigns.actions.plan import Note, PlanChange, new_plan_version, open_campaign, reason_for
from bairi.plan.campaigns.events import EvidenceLimitsSet
from bairi.plan.campaigns.permissions import SET_EVIDENCE_LIMITS
from bairi.plan.campaigns.rules.evidence_limits import RANGES, EvidenceLimits

LABELS: Final = {
    "days_before": _("The days before the effective day"),
    "days_after": _("The days after the effective day"),
    "clock_minutes": _("The minutes that a clock may be off"),
    "outside_m": _("The metres beyond the boundary"),
    "far_m": _("The metres from the usual points"),
    "usual_points": _("The number of usual points"),
    "apart_minutes": _("The minutes between record and file"),
    "apart_m": _("The metres between record and file"),
    "alike_share": _("The likeness of a near-copy"),
    "works_per_photo": _("The works that one photo may stand for"),
}


@transaction.atomic
def set_evidence_limits(
    *, campaign: str, limits: EvidenceLimits, reason: str = "", by: Actor, at: datetime
) -> PlanChange:
    """Set all limits of the checks of evidence, as a version of the plan. What was found already stays found until the
    evidence is looked at again. Raises NotVisible, NotAllowed, CampaignIsClosed, ValueOutOfRange, ReasonNeeded."""
    row = open_campaign(by, SET_EVIDENCE_LIMITS, campaign)
    given, before = limits.as_dict(), EvidenceLimits.of(row.evidence_limits).as_dict()
    for name, value in given.items():
        check_range(LABELS[name], value, *RANGES[name])
    changes = [
        {"what": "evidence", "subject": "", "field": name, "before": before[name], "after": value}
        for name, value in given.items()
        if before[name] != value
    ]
    note = Note(reason=reason, by=by, at=at)
    if not changes:
        return PlanChange(None, 0, len(given), note.group)
    row.evidence_limits = given
    row.save(update_fields=["evidence_limits"])
    event = EvidenceLimitsSet(campaign=row.code, reason=reason_for(row, reason), **given)
    append(event, by=by, at=at, place=row.place.code, group=note.group)
    version = new_plan_version(row, note, changes)
    return PlanChange(version, len(changes), len(given) - len(changes), note.group)
