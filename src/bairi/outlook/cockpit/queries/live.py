"""The cockpit of today kept at hand: a report that lands changes its own row; the forecast follows within seconds.

What is kept belongs to one process and to one question (place, tasks, basis). It is never stale in its values: every
request asks the log what has happened since. Only the forecast may be some seconds old, and says so.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from django.db.models import Max
from django.utils.timezone import now

from bairi.delivery.reports.models import Standing
from bairi.delivery.reports.rules import OPEN, Level
from bairi.delivery.rollups.queries import View
from bairi.delivery.rollups.series import series_table
from bairi.ground.transparency.models import EventRow
from bairi.outlook.cockpit.queries.cockpit import Around, Cockpit, around, cockpit_of
from bairi.outlook.cockpit.queries.picture import Picture, picture, shares_of, states_of
from bairi.outlook.cockpit.queries.whole import Whole, whole
from bairi.plan.campaigns.models import CampaignClock

FORECAST_SECONDS = 15.0
"""A forecast older than this is made anew by the next request that finds something changed."""
KEPT = 48
REPORTS = "reports."

Key = tuple[object, ...]


@dataclass(slots=True)
class Live:
    """A page with what is needed to bring it up to date. `stamp` is the last event and the campaign's last moment."""

    page: Cockpit
    beside: Around
    line: Whole
    stamp: tuple[int, int]
    forecast_at: float


_kept: OrderedDict[Key, Live] = OrderedDict()
_lock = threading.Lock()


def live_cockpit(asked: View, basis: Level) -> tuple[Cockpit, tuple[int, int]]:
    """The page of what is known now on the campaign's today, and the stamp that changes whenever the page may."""
    key = (asked.campaign.pk, asked.root.pk, asked.to_level, asked.on, tuple(t.pk for t in asked.tasks), basis)
    stamp = stamp_of(asked)
    with _lock:
        kept = _kept.get(key)
        if kept is None or not _bring_up(kept, asked, stamp):
            kept = _make(asked, basis, stamp)
        _kept[key] = kept
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return kept.page, kept.stamp


def stamp_of(asked: View) -> tuple[int, int]:
    """The last event of all and the last moment known in the campaign. Two queries."""
    last = EventRow.objects.aggregate(last=Max("pk"))["last"] or 0
    clock = CampaignClock.objects.filter(campaign=asked.campaign).values_list("known", flat=True).first() or 0
    return last, clock


def forget() -> None:
    """Drop everything kept, as after a restore."""
    with _lock:
        _kept.clear()


def _make(asked: View, basis: Level, stamp: tuple[int, int]) -> Live:
    made, beside = picture(asked, basis), around(asked)
    made = replace(made, forecast_at=now())
    line = whole(made)
    return Live(cockpit_of(made, beside, line), beside, line, stamp, time.monotonic())


def _bring_up(kept: Live, asked: View, stamp: tuple[int, int]) -> bool:
    """Bring the page to the stamp; False when it must be made anew."""
    if stamp == kept.stamp:
        return True
    if time.monotonic() - kept.forecast_at > FORECAST_SECONDS:
        return False
    happened = list(EventRow.objects.filter(pk__gt=kept.stamp[0]).values_list("kind", "place")[:500])
    if not happened or len(happened) == 500 or not all(kind.startswith(REPORTS) for kind, _ in happened):
        return False
    made = _with_reports(kept.page.picture, {place for _, place in happened})
    kept.line = _followed(kept.line, made)
    kept.page = cockpit_of(made, kept.beside, kept.line)
    kept.stamp = stamp
    return True


def _with_reports(made: Picture, places: Collection[str | None]) -> Picture:
    """The picture with the standing of these places read again; the forecast stays as it was made."""
    changed = [at for at, row in enumerate(made.rows) if row.place_code in places]
    if not changed:
        return made
    targets = [made.rows[at].target_id for at in changed]
    periods = Standing.objects.filter(target_id__in=targets, known_to=OPEN).values_list(
        "target_id", "item_id", "level", "effective_from", "effective_to", "value"
    )
    days = made.table.days
    part = series_table(list(periods), targets, int(days[0]), int(days[-1]))
    table = replace(made.table, values=made.table.values.copy(), readings=made.table.readings.copy())
    table.values[:, changed] = part.values
    table.readings[:, changed] = part.readings
    shares = made.shares.copy()
    rows = [made.rows[at] for at in changed]
    shares[:, changed] = shares_of(rows, part.values)
    return replace(made, table=table, shares=shares, states=_states(made, shares, table.readings, changed))


def _states(made: Picture, shares: np.ndarray, readings: np.ndarray, changed: list[int]) -> list[str]:
    """The states with what a new value alone decides: done, and no longer silent."""
    forecast, level = made.forecast, made.basis - 1
    done, silent = forecast.done.copy(), forecast.silent.copy()
    limit = made.campaign.silent_after_days
    for at in changed:
        done[at] = bool(shares[level, at, -1] >= 1)
        heard = np.flatnonzero(~np.isnan(readings[level, at]))
        silent[at] = not done[at] and (not len(heard) or readings.shape[2] - 1 - heard[-1] > limit)
    probability = np.where(done, 1.0, forecast.probability)
    return states_of(made.campaign, replace(forecast, done=done, silent=silent, probability=probability))


def _followed(line: Whole, made: Picture) -> Whole:
    return replace(line, curves=made.whole())
