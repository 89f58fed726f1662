"""`bairi check` of the reports room: standing and states as stored, against the raw reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from bairi.delivery.reports.models import Report, Standing
from bairi.delivery.reports.queries.replays import replayed, states
from bairi.delivery.reports.rules import Level
from bairi.delivery.reports.rules.standing import Period
from bairi.plan.campaigns.models import Campaign, Target


def check_standing(campaign: str | None = None) -> list[str]:
    """One sentence for every series and report whose stored standing or state is not what the raw reports say."""
    campaigns = Campaign.objects.all() if campaign is None else Campaign.objects.filter(code=campaign)
    return [line for row in campaigns for line in (*_wrong_series(row), *_wrong_states(row))]


def _wrong_series(campaign: Campaign) -> Iterator[str]:
    stored = _stored(campaign)
    right = dict(replayed(campaign))
    names = {t.pk: t for t in Target.objects.filter(campaign=campaign).select_related("place", "task", "measure")}
    for series in sorted(stored.keys() | right.keys()):
        have, want = sorted(stored.get(series, [])), right.get(series, [])
        if have != want:
            target = names[series[0]]
            yield _(
                "Standing of %(campaign)s, %(place)s, %(task)s, %(measure)s is not what its reports say: "
                "%(wrong)d periods are wrong and %(missing)d are missing. Mend it with bairi check --rebuild."
            ) % {
                "campaign": campaign.code,
                "place": target.place.name,
                "task": target.task.name,
                "measure": target.measure.name,
                "wrong": len(set(have) - set(want)),
                "missing": len(set(want) - set(have)),
            }


def _stored(campaign: Campaign) -> dict[tuple[int, int], list[Period]]:
    series: dict[tuple[int, int], list[Period]] = defaultdict(list)
    for row in Standing.objects.filter(target__campaign=campaign).iterator():
        days = (row.effective_from, row.effective_to)
        period = Period(Level(row.level), *days, row.known_from, row.known_to, row.value, row.claim_id)
        series[row.target_id, row.item_id].append(period)
    return series


def _wrong_states(campaign: Campaign) -> Iterator[str]:
    ruled = states(campaign)
    for key, uuid, state in Report.objects.filter(campaign=campaign).values_list("id", "uuid", "state").iterator():
        if state != ruled.get(key, "waiting"):
            yield _("Report %(report)s is kept as %(state)s, but its rulings say otherwise.") % {
                "report": uuid,
                "state": state,
            }
