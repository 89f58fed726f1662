"""Bulletins that a person may read."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from bairi.ground.access import Actor, NotVisible, visible_to
from bairi.outlook.bulletins.models import Bulletin
from bairi.plan.campaigns.models import Campaign


def bulletins(actor: Actor, campaign: Campaign) -> QuerySet[Bulletin]:
    """Bulletins of the places that the actor sees, newest first, discarded ones left out."""
    rows = visible_to(actor, Bulletin.objects.select_related("place"))
    return rows.filter(campaign=campaign, discarded_at=None).order_by("-on", "-number")


def bulletin_for(actor: Actor, campaign: Campaign, key: UUID) -> Bulletin:
    """One bulletin. Raises NotVisible."""
    found = visible_to(actor, Bulletin.objects.select_related("place", "campaign")).filter(campaign=campaign, key=key)
    row = found.first()
    if row is None:
        raise NotVisible()
    return row
