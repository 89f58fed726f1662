"""Standing made anew from the raw reports: the replay of all that happened, in known order."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from bairi.delivery.reports.models import Report, Ruling, Standing
from bairi.delivery.reports.queries.replays import replayed, states
from bairi.plan.campaigns.models import Campaign, CampaignClock

BATCH = 2000


def rebuild_standing(campaign: str | None = None) -> int:
    """Replace the periods of a campaign, or of all, by what their reports say; how many there are now.

    The stored state of each report is set from its rulings too. One transaction a campaign, under its lock.
    """
    campaigns = Campaign.objects.all() if campaign is None else Campaign.objects.filter(code=campaign)
    return sum(_rebuild(row) for row in campaigns)


@transaction.atomic
def _rebuild(campaign: Campaign) -> int:
    CampaignClock.objects.select_for_update().get(campaign=campaign)
    Standing.objects.filter(target__campaign=campaign).delete()
    made = sum(len(Standing.objects.bulk_create(rows)) for rows in _batches(campaign))
    ruled = states(campaign)
    Report.objects.filter(campaign=campaign).exclude(rulings__in=Ruling.objects.all()).update(state="waiting")
    for state in set(ruled.values()):
        keys = [key for key, value in ruled.items() if value == state]
        for part in _parts(keys):
            Report.objects.filter(pk__in=part).exclude(state=state).update(state=state)
    return made


def _batches(campaign: Campaign) -> Iterator[list[Standing]]:
    rows: list[Standing] = []
    for (target, item), periods in replayed(campaign):
        rows += [
            Standing(
                target_id=target,
                item_id=item,
                level=int(p.level),
                effective_from=p.effective_from,
                effective_to=p.effective_to,
                known_from=p.known_from,
                known_to=p.known_to,
                value=p.value,
                claim_id=p.source,
            )
            for p in periods
        ]
        if len(rows) >= BATCH:
            yield rows
            rows = []
    yield rows


def _parts(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
