"""Campaigns, their calendar and phases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.utils import timezone

from bairi.ground.access import Actor, NotVisible, visible_to
from bairi.plan.campaigns.models import Campaign, CampaignState, Phase, Task
from bairi.plan.campaigns.rules import days as day_rules
from bairi.plan.pace import Calendar


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign in the list. `day` is the day of today, or of the replay, None before the start."""

    code: str
    name: str
    place: str
    state: CampaignState
    start_on: date
    deadline_on: date
    day: int
    days: int
    tasks: int
    targets: int
    replay: bool


def campaign_for(actor: Actor, code: str) -> Campaign:
    """The campaign of that code, its place joined. People below its place see it too. Raises NotVisible. One query."""
    campaign = visible_to(actor, Campaign.objects.select_related("place")).filter(code=code).first()
    if campaign is None:
        raise NotVisible()
    return campaign


def visible_campaigns(actor: Actor) -> list[Campaign]:
    """The campaigns that the actor sees, newest first, their places joined. One query."""
    return list(visible_to(actor, Campaign.objects.select_related("place")))


def campaigns(actor: Actor) -> list[CampaignLine]:
    """The campaigns that the actor sees: running ones first, then drafts, then closed, newest first. One query."""
    rows = visible_to(actor, Campaign.objects.select_related("place"))
    rows = rows.annotate(
        task_count=Count("tasks", distinct=True), target_count=Count("targets", distinct=True)
    ).order_by("-start_on", "code")
    order = [CampaignState.RUNNING, CampaignState.DRAFT, CampaignState.CLOSED]
    found = [
        CampaignLine(
            code=row.code,
            name=row.name,
            place=row.place.name,
            state=CampaignState(row.state),
            start_on=row.start_on,
            deadline_on=row.deadline_on,
            day=day_number(row, today(row)),
            days=days(row),
            tasks=row.task_count,
            targets=row.target_count,
            replay=row.replay_at is not None,
        )
        for row in rows
    ]
    return sorted(found, key=lambda line: order.index(line.state))


def moment_of(campaign: Campaign) -> datetime:
    """Now; in a replay, where its clock stands."""
    return campaign.replay_at or timezone.now()


def today(campaign: Campaign) -> date:
    """Today in the campaign's time zone; the day of its clock in a replay."""
    return moment_of(campaign).astimezone(ZoneInfo(campaign.time_zone)).date()


def end_of_day(campaign: Campaign, on: date) -> datetime:
    """The moment at which a day ends in the campaign's time zone: the first of the next."""
    return datetime.combine(on + timedelta(days=1), time(), ZoneInfo(campaign.time_zone))


def calendar(campaign: Campaign) -> Calendar:
    """The days that do not count, from a year before the start to a year after the deadline, as `pace` takes them."""
    first = date(campaign.start_on.year - 1, 1, 1)
    last = date(campaign.deadline_on.year + 1, 12, 31)
    named = [date.fromisoformat(day) for day in campaign.days_off]
    return Calendar.of(day.toordinal() for day in day_rules.days_off(first, last, named, campaign.weekly_off))


def day_number(campaign: Campaign, on: date) -> int:
    """Calendar day of the campaign, 1 on its first; 0 or less before."""
    return day_rules.day_number(campaign.start_on, on)


def days(campaign: Campaign) -> int:
    """Calendar days from the start through the deadline."""
    return day_rules.day_number(campaign.start_on, campaign.deadline_on)


def phases(campaign: Campaign) -> list[Phase]:
    """The phases in their order. One query."""
    return list(Phase.objects.filter(campaign=campaign))


def phase_on(campaign: Campaign, on: date) -> Phase | None:
    """The phase of that day. One query."""
    return Phase.objects.filter(campaign=campaign, start_on__lte=on, end_on__gte=on).first()


def rhythm_on(campaign: Campaign, task: Task | None, on: date) -> str:
    """How often a task is reported on that day: its own rhythm, else the phase's, else the campaign's."""
    if task is not None and task.rhythm:
        return task.rhythm
    phase = phase_on(campaign, on)
    return phase.rhythm if phase is not None and phase.rhythm else campaign.rhythm
