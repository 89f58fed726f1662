"""What every change of the plan shares: the open campaign under lock, and the version that says who, when and why."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from bairi.ground.access import Actor, NotVisible, get_for, visible_to
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.clock import next_known
from bairi.plan.campaigns.events import PlanVersionMade
from bairi.plan.campaigns.models import Campaign, CampaignState, PlanSource, PlanVersion
from bairi.plan.campaigns.problems import CampaignIsClosed, ReasonNeeded
from bairi.plan.campaigns.queries.weights import weights_now


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What an action changed. `version` is None when nothing differed from what stood: then nothing was written."""

    version: PlanVersion | None
    changed: int
    unchanged: int
    group: UUID


@dataclass(frozen=True, slots=True)
class Note:
    """Who changes the plan, when, why, on whose approval. `made_by` where another than the actor made the change."""

    reason: str
    by: Actor
    at: datetime
    source: str = PlanSource.PAGE
    approved_by: str = ""
    made_by: tuple[int | None, str] | None = None
    group: UUID = field(default_factory=uuid.uuid4)


def open_campaign(actor: Actor, permission: str, code: str) -> Campaign:
    """The campaign, locked, with the permission over all of it. Raises NotVisible, NotAllowed, CampaignIsClosed."""
    return _not_closed(get_for(actor, permission, Campaign.objects.select_related("place"), code=code))


def seen_campaign(actor: Actor, code: str) -> Campaign:
    """The campaign, locked; what the actor may do in it is checked by place and task. Raises as `open_campaign`."""
    rows = visible_to(actor, Campaign.objects.select_related("place")).select_for_update(of=("self",))
    campaign = rows.filter(code=code).first()
    if campaign is None:
        raise NotVisible()
    return _not_closed(campaign)


def _not_closed(campaign: Campaign) -> Campaign:
    if campaign.state == CampaignState.CLOSED:
        raise CampaignIsClosed(name=campaign.name)
    return campaign


def reason_for(campaign: Campaign, reason: str) -> str:
    """The reason, stripped. A running campaign needs one: raises ReasonNeeded."""
    if reason.strip():
        return reason.strip()
    if campaign.state == CampaignState.RUNNING:
        raise ReasonNeeded()
    return _("While drafting the plan")


def new_plan_version(campaign: Campaign, note: Note, changes: Sequence[dict[str, Any]] = ()) -> PlanVersion:
    """The next version of the plan, known from now on. Call it once what it snapshots (weights) is saved."""
    reason = reason_for(campaign, note.reason)
    last = PlanVersion.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0
    made_by, made_by_name = note.made_by or (note.by.user_id, note.by.name)
    version = PlanVersion.objects.create(
        campaign=campaign,
        number=last + 1,
        known=next_known(campaign, note.at),
        made_by_id=made_by,
        made_by_name=made_by_name,
        approved_by_name=note.approved_by,
        reason=reason,
        source=note.source,
        changes=list(changes),
        weights=weights_now(campaign),
    )
    event = PlanVersionMade(
        campaign=campaign.code,
        number=version.number,
        reason=reason,
        approved_by=note.approved_by,
        source=note.source,
        changes=tuple(" ".join(filter(None, (c["what"], c["subject"], c["field"]))) for c in changes),
    )
    append(event, by=note.by, at=version.known, place=campaign.place.code, group=note.group)
    return version
