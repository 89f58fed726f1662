"""Known time of a campaign: given under a lock, so that it only ever grows."""

from __future__ import annotations

from datetime import datetime

from bairi.ground.access.known import to_known
from bairi.plan.campaigns.models import Campaign, CampaignClock


def next_known(campaign: Campaign, at: datetime) -> int:
    """The next known moment of the campaign: `at`, or one microsecond after the last one given out if that is later.

    A replay's clock stands at its `replay_at`, which `at` does not pass.

    Locks the campaign's clock until the caller's transaction ends. Raises TransactionManagementError outside one.
    """
    clock = CampaignClock.objects.select_for_update().get(campaign=campaign)
    moment = at if campaign.replay_at is None else min(at, campaign.replay_at)
    clock.known = max(to_known(moment), clock.known + 1)
    clock.save(update_fields=["known"])
    return clock.known
