"""Photos of the demo that deserve a second look, planted among the sound ones: a copy, an old one, one from afar. Pure.

Where photos are taken is made up: every village has a point of its own, its photos lie within a kilometre of it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bairi.edges.cli.demo.acts import Act, Confirm, Say, SendBack, Withdraw
from bairi.edges.cli.demo.plan import ANNAN

WEST, SOUTH, WIDE, HIGH = 99.4, 27.3, 0.6, 1.0
NEAR: Final = 0.008
FAR: Final = 0.16
OLD: Final = timedelta(days=26)


def with_doubts(acts: Sequence[Act]) -> list[Act]:
    """The same acts, every photo with its point, and three photos that are not what they seem."""
    placed = [replace(act, point=_point(act)) if isinstance(act, Say) and act.photo else act for act in acts]
    open_ones = _still_open(placed)
    photos = [act for act in placed if isinstance(act, Say) and act.photo]
    copy = open_ones[-1]
    original = next(say for say in photos if say.series.place[:9] != copy.series.place[:9])
    old = next(say for say in open_ones if say.series.place[:9] != copy.series.place[:9])
    afar = [say for say in photos if say.series.place[:12] == ANNAN][-1]
    lon, lat = afar.point or (WEST, SOUTH)
    planted = {
        copy.uuid: replace(copy, copy_of=original),
        old.uuid: replace(old, taken_at=old.at - OLD),
        afar.uuid: replace(afar, point=(lon + FAR, lat)),
    }
    return [planted.get(act.uuid, act) if isinstance(act, Say) else act for act in placed]


def _still_open(acts: Sequence[Act]) -> list[Say]:
    """Reports with a photo that nobody has ruled on, in order of time."""
    ruled = {uuid for act in acts if isinstance(act, Confirm) for uuid in act.uuids}
    ruled |= {act.uuid for act in acts if isinstance(act, SendBack | Withdraw)}
    ruled |= {uuid for act in acts if isinstance(act, Say) for uuid in act.supersedes}
    return [act for act in acts if isinstance(act, Say) and act.photo and act.uuid not in ruled]


def _point(say: Say) -> tuple[float, float]:
    """A point within a kilometre of the village's own."""
    village = random.Random(f"point/{say.series.place[:12]}")  # noqa: S311 - a seed must give the same demo again
    spot = random.Random(f"point/{say.uuid}")  # noqa: S311
    lon, lat = WEST + WIDE * village.random(), SOUTH + HIGH * village.random()
    return lon + NEAR * (spot.random() - 0.5), lat + NEAR * (spot.random() - 0.5)
