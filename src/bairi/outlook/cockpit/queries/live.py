"""The cockpit of today kept at hand: a report that lands changes its own rows; the forecast follows within seconds.

What is kept belongs to one process and to one question (place, tasks, basis). It is never stale in its values: every
request asks the log what has happened since. Only the forecast may be some seconds old; the page says of when it is.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np
from django.db import connection
from django.utils.timezone import now

from bairi.delivery.reports.models import Standing
from bairi.delivery.reports.rules import OPEN, Level
from bairi.delivery.rollups.queries import View
from bairi.delivery.rollups.rules import Floats, capped, overall
from bairi.delivery.rollups.series import series_table
from bairi.ground.transparency.queries.newest import log_stamp, newest_events
from bairi.outlook.cockpit.queries.cockpit import Around, Cockpit, around, cockpit_of
from bairi.outlook.cockpit.queries.matrix import Grid, grid, grid_after
from bairi.outlook.cockpit.queries.picture import Picture, picture, shares_of, states_of
from bairi.outlook.cockpit.queries.whole import Whole, whole
from bairi.plan.campaigns.models import CampaignClock
from bairi.plan.campaigns.queries import end_of_day

FORECAST_SECONDS = 15.0
"""A forecast that lacks a report and is older than this is made anew beside the next request, which need not wait."""
LONGEST_SECONDS = 120.0
"""For one that is older than this the request waits."""
KEPT = 48
REPORTS = "reports."

RENEWING_SECONDS = 1.0
"""How often it is looked whether a forecast made anew has come."""
REPLAY_SECONDS = 3600.0
"""A replay's day ends by an event."""
NEWEST = 160
"""So many events are looked at for what has happened."""

Key = tuple[object, ...]
Stamp = tuple[tuple[int, ...], int]


@dataclass(slots=True)
class Live:
    """A page with what is needed to bring it up to date. `stamp` is of the log and of the campaign's clock; `seen` are
    its newest events; `version` changes whenever the page does; `behind` while the forecast lacks a report."""

    page: Cockpit
    beside: Around
    line: Whole
    cells: Grid
    by_day: Floats
    stamp: Stamp
    seen: frozenset[int]
    made_at: float
    version: int
    behind: bool = False


@dataclass(slots=True)
class Slot:
    """Where the page of one question lies. `renewing` while its forecast is being made anew."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    live: Live | None = None
    renewing: bool = False


_kept: OrderedDict[Key, Slot] = OrderedDict()
_lock = threading.Lock()
_versions = count(1)


@dataclass(frozen=True, slots=True)
class Current:
    """A page that holds now, its version, and for how many seconds it holds if nothing happens."""

    page: Cockpit
    version: int
    seconds: float


def live_cockpit(asked: View, basis: Level) -> Current:
    """The page of what is known now on the campaign's today."""
    key = (asked.campaign.pk, asked.root.pk, asked.to_level, asked.on, tuple(t.pk for t in asked.tasks), basis)
    slot, stamp = _slot_of(key), _stamp_of(asked)
    with slot.lock:
        kept = slot.live
        if kept is None or _age_behind(kept) > LONGEST_SECONDS or not _bring_up(kept, stamp):
            kept = slot.live = _make(asked, basis, stamp)
        elif _age_behind(kept) > FORECAST_SECONDS and not slot.renewing:
            slot.renewing = True
            threading.Thread(target=_renew, args=(slot, asked, basis), name="forecast", daemon=True).start()
        return Current(kept.page, kept.version, _seconds_left(kept))


def _slot_of(key: Key) -> Slot:
    with _lock:
        slot = _kept.setdefault(key, Slot())
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return slot


def forget() -> None:
    """Drop everything kept, as after a restore."""
    with _lock:
        _kept.clear()


def _stamp_of(asked: View) -> Stamp:
    """Two queries."""
    clock = CampaignClock.objects.filter(campaign=asked.campaign).values_list("known", flat=True).first()
    return log_stamp(), clock or 0


def _age_behind(kept: Live) -> float:
    """For how many seconds the forecast may have lacked a report."""
    return time.monotonic() - kept.made_at if kept.behind else 0.0


def _renew(slot: Slot, asked: View, basis: Level) -> None:
    """Make a page anew, with its forecast, and lay it in its slot; what has come meanwhile is taken in as ever."""
    try:
        fresh = _make(asked, basis, _stamp_of(asked))
        with slot.lock:
            slot.live = fresh
    finally:
        slot.renewing = False
        connection.close()


def _seconds_left(kept: Live) -> float:
    """Until the day ends in the campaign's time zone, or a forecast that lacks a report is due or may have come."""
    asked = kept.page.picture.asked
    left = REPLAY_SECONDS
    if asked.campaign.replay_at is None:
        left = (end_of_day(asked.campaign, asked.on) - now()).total_seconds()
    return min(left, max(FORECAST_SECONDS - _age_behind(kept), RENEWING_SECONDS)) if kept.behind else left


def _make(asked: View, basis: Level, stamp: Stamp) -> Live:
    seen = frozenset(number for number, _, _ in newest_events(NEWEST))
    made, beside = replace(picture(asked, basis), forecast_at=now()), around(asked)
    line, cells = whole(made), grid(made, asked.root, beside.parents, beside.leaves)
    page = cockpit_of(made, beside, line, cells)
    return Live(page, beside, line, cells, made.by_day(), stamp, seen, time.monotonic(), next(_versions))


def _bring_up(kept: Live, stamp: Stamp) -> bool:
    """Bring the page to the stamp; False when it must be made anew."""
    if stamp == kept.stamp:
        return True
    newest = newest_events(NEWEST)
    happened = [event for event in newest if event[0] not in kept.seen]
    # An event can be committed after one of a greater number; further back than the newest it can hide.
    if not happened or len(happened) > NEWEST // 2 or not all(kind.startswith(REPORTS) for _, kind, _ in happened):
        return False
    kept.seen, kept.stamp = frozenset(number for number, _, _ in newest), stamp
    _take_in(kept, {place for _, _, place in happened})
    return True


def _take_in(kept: Live, places: Collection[str | None]) -> None:
    """What was reported in these places, into the page; the forecast stays as it was made."""
    before = kept.page.picture
    changed = [at for at, row in enumerate(before.rows) if row.place_code in places]
    if not changed:
        return
    made, beside = _with_reports(before, changed), kept.beside
    kept.cells = grid_after(kept.cells, made, made.asked.root, beside.parents, beside.leaves, changed)
    kept.by_day = _by_day_after(kept.by_day, before, made, changed)
    kept.line = replace(kept.line, curves=overall(kept.by_day, made.weighing))
    kept.page = cockpit_of(made, beside, kept.line, kept.cells)
    kept.version, kept.behind = next(_versions), True


def _by_day_after(by_day: Floats, before: Picture, after: Picture, changed: Sequence[int]) -> Floats:
    """`Picture.by_day` once some targets have changed."""
    weighing, there = after.weighing, by_day.copy()
    spans = np.bincount(weighing.task, weights=weighing.span, minlength=weighing.tasks)
    gain = capped(after.shares[:, changed]) - capped(before.shares[:, changed])
    for at, target in enumerate(changed):
        task = weighing.task[target]
        there[1:, :, task] += gain[:, at] * weighing.span[target] / spans[task]
    return there


def _with_reports(made: Picture, changed: list[int]) -> Picture:
    """The picture with the standing of these targets read again. One query."""
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
