"""The life of a campaign: created as a draft, started, closed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bairi.ground.access import Actor, get_for
from bairi.ground.places.models import Place
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.checks import check_code, check_dates, check_free
from bairi.plan.campaigns.actions.clock import next_known
from bairi.plan.campaigns.actions.plan import Note, new_plan_version, open_campaign
from bairi.plan.campaigns.events import CampaignChanged, CampaignClosed, CampaignCreated, CampaignStarted, ReplaySet
from bairi.plan.campaigns.models import Campaign, CampaignClock, CampaignState, PlanVersion
from bairi.plan.campaigns.permissions import (
    CHANGE_CAMPAIGN,
    CLOSE_CAMPAIGN,
    CREATE_CAMPAIGN,
    SET_REPLAY,
    START_CAMPAIGN,
)
from bairi.plan.campaigns.problems import (
    CampaignIsRunning,
    CampaignNotReady,
    CampaignNotStarted,
    NameNotTyped,
    NotAReplay,
    ReasonNeeded,
)
from bairi.plan.campaigns.queries.readiness import missing_before_start


@transaction.atomic
def create_campaign(
    *,
    code: str,
    name: str,
    place_code: str,
    start_on: date,
    deadline_on: date,
    name_en: str = "",
    time_zone: str = "Asia/Shanghai",
    source: str = "",
    replay_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Campaign:
    """A new campaign, a draft. Raises NotVisible, NotAllowed, BadCode, CodeTaken, DatesOutOfOrder."""
    place = get_for(by, CREATE_CAMPAIGN, Place.objects, lock=False, code=place_code)
    check_code(code)
    check_free(code, Campaign.objects.all())
    check_dates(start_on, deadline_on)
    campaign = Campaign.objects.create(
        code=code,
        name=name.strip(),
        name_en=name_en.strip(),
        place=place,
        start_on=start_on,
        deadline_on=deadline_on,
        time_zone=time_zone,
        source=source,
        replay_at=replay_at,
    )
    CampaignClock.objects.create(campaign=campaign)
    append(created_event(campaign), by=by, at=at, place=place.code)
    return campaign


def created_event(campaign: Campaign, cloned_from: str | None = None) -> CampaignCreated:
    """The event of a new campaign."""
    return CampaignCreated(
        campaign=campaign.code,
        name=campaign.name,
        start_on=campaign.start_on,
        deadline_on=campaign.deadline_on,
        cloned_from=cloned_from,
        replay=campaign.replay_at is not None,
        source=campaign.source,
    )


@transaction.atomic
def change_campaign(
    *, campaign: str, name: str, name_en: str = "", source: str = "", by: Actor, at: datetime
) -> Campaign:
    """Change what a campaign is called and where it was taken from. Raises as `open_campaign`."""
    row = open_campaign(by, CHANGE_CAMPAIGN, campaign)
    row.name, row.name_en, row.source = name.strip(), name_en.strip(), source.strip()
    row.save(update_fields=["name", "name_en", "source"])
    event = CampaignChanged(campaign=row.code, name=row.name, name_en=row.name_en, source=row.source)
    append(event, by=by, at=at, place=row.place.code)
    return row


@transaction.atomic
def start_campaign(*, campaign: str, by: Actor, at: datetime) -> Campaign:
    """Start a draft: what the plan says now is the first baseline. Raises CampaignIsRunning, CampaignNotReady."""
    row = open_campaign(by, START_CAMPAIGN, campaign)
    if row.state == CampaignState.RUNNING:
        raise CampaignIsRunning(name=row.name)
    missing = missing_before_start(row)
    if missing:
        raise CampaignNotReady(missing=_("; ").join(missing))
    version = PlanVersion.objects.filter(campaign=row).order_by("-number").first()
    if version is None:
        version = new_plan_version(row, Note(reason=_("Start of the campaign"), by=by, at=at))
    row.state, row.started_known = CampaignState.RUNNING, next_known(row, at)
    row.save(update_fields=["state", "started_known"])
    event = CampaignStarted(campaign=row.code, plan_version=version.number)
    append(event, by=by, at=row.started_known, place=row.place.code)
    return row


@transaction.atomic
def close_campaign(*, campaign: str, typed_name: str, reason: str, by: Actor, at: datetime) -> Campaign:
    """Close a running campaign for good. Raises CampaignNotStarted, NameNotTyped, ReasonNeeded."""
    row = open_campaign(by, CLOSE_CAMPAIGN, campaign)
    if row.state == CampaignState.DRAFT:
        raise CampaignNotStarted(name=row.name)
    if typed_name.strip() != row.name:
        raise NameNotTyped(name=row.name)
    if not reason.strip():
        raise ReasonNeeded()
    row.state, row.closed_known = CampaignState.CLOSED, next_known(row, at)
    row.save(update_fields=["state", "closed_known"])
    append(CampaignClosed(campaign=row.code, reason=reason.strip()), by=by, at=row.closed_known, place=row.place.code)
    return row


@transaction.atomic
def set_replay(*, campaign: str, replay_at: datetime, by: Actor, at: datetime) -> Campaign:
    """Set the clock of a replay. Raises NotAReplay for a live campaign."""
    row = get_for(by, SET_REPLAY, Campaign.objects.select_related("place"), code=campaign)
    if row.replay_at is None:
        raise NotAReplay(name=row.name)
    row.replay_at = replay_at
    row.save(update_fields=["replay_at"])
    append(ReplaySet(campaign=row.code, replay_at=replay_at.isoformat()), by=by, at=at, place=row.place.code)
    return row
