"""How large the photos are that phones send."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Actor
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.checks import check_range
from bairi.plan.campaigns.actions.plan import Note, PlanChange, new_plan_version, open_campaign, reason_for
from bairi.plan.campaigns.events import PhotoSizeSet
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.permissions import SET_PHOTO_SIZE
from bairi.plan.campaigns.rules.photos import LARGEST_PX, SMALLEST_PX


@transaction.atomic
def set_photo_size(*, campaign: str, photo_px: int, reason: str = "", by: Actor, at: datetime) -> PlanChange:
    """Set the longest side of photos in pixels, as a version of the plan. Photos taken already stay as they are.

    Raises NotVisible, NotAllowed, CampaignIsClosed, ValueOutOfRange, ReasonNeeded.
    """
    row = open_campaign(by, SET_PHOTO_SIZE, campaign)
    note = Note(reason=reason, by=by, at=at)
    changes = write_photo_size(row, photo_px, note)
    if not changes:
        return PlanChange(None, 0, 1, note.group)
    return PlanChange(new_plan_version(row, note, changes), 1, 0, note.group)


def write_photo_size(row: Campaign, photo_px: int, note: Note) -> list[dict[str, Any]]:
    """Set the size and say so. Returns what a plan version has to tell. Raises ValueOutOfRange, ReasonNeeded."""
    check_range(_("The longest side of photos"), photo_px, SMALLEST_PX, LARGEST_PX)
    before = row.photo_px
    if before == photo_px:
        return []
    row.photo_px = photo_px
    row.save(update_fields=["photo_px"])
    event = PhotoSizeSet(campaign=row.code, before=before, photo_px=photo_px, reason=reason_for(row, note.reason))
    append(event, by=note.by, at=note.at, place=row.place.code, group=note.group)
    return [{"what": "photos", "subject": "", "field": "photo_px", "before": before, "after": photo_px}]
