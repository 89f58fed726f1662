"""What the home page shows: the campaigns that a person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bairi.ground.access import Actor, visible_to
from bairi.plan.campaigns.models import Campaign, CampaignState
from bairi.plan.campaigns.rules.days import day_number

ORDER = (CampaignState.RUNNING, CampaignState.DRAFT, CampaignState.CLOSED)


@dataclass(frozen=True, slots=True)
class CampaignCard:
    """A campaign as a card to choose. `day` is 0 before the start and `days` after the deadline."""

    code: str
    name: str
    place: str
    state: str
    state_label: str
    start_on: date
    deadline_on: date
    day: int
    days: int
    is_replay: bool

    @property
    def days_left(self) -> int:
        return self.days - self.day


def campaigns_to_choose(actor: Actor, *, on: date, english: bool = False) -> list[CampaignCard]:
    """Campaigns the actor may see: running ones first, then drafts, then closed; the latest first. One query."""
    rows = visible_to(actor, Campaign.objects).select_related("place")
    cards = [_card(campaign, on, english) for campaign in rows.order_by("-start_on", "code")]
    return sorted(cards, key=lambda card: ORDER.index(CampaignState(card.state)))


def _card(campaign: Campaign, on: date, english: bool) -> CampaignCard:
    today = campaign.replay_at.date() if campaign.replay_at else on
    days = day_number(campaign.start_on, campaign.deadline_on)
    return CampaignCard(
        code=campaign.code,
        name=(english and campaign.name_en) or campaign.name,
        place=campaign.place.name,
        state=campaign.state,
        state_label=str(CampaignState(campaign.state).label),
        start_on=campaign.start_on,
        deadline_on=campaign.deadline_on,
        day=min(max(day_number(campaign.start_on, today), 0), days),
        days=days,
        is_replay=campaign.replay_at is not None,
    )
