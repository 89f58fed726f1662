"""The days of a campaign as ticks: gone, today, to come; milestones underlined; days that don't count pale."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bairi.ground.ui.charts.svg import frame, num, tag
from bairi.ground.ui.markup import Markup

STEP, HEIGHT, ROW = 6.0, 13.0, 17.0


@dataclass(frozen=True, slots=True)
class Ticks:
    """`today` is the day looked at, 1..days (0 before the start); `label` says it all in a sentence."""

    days: int
    today: int
    label: str
    milestones: Collection[int] = ()
    off: Collection[int] = ()


def day_ticks(ticks: Ticks) -> Markup:
    """Rows of fifty days (more in long campaigns), one path for each kind of day."""
    per_row = 50 if ticks.days <= 200 else -(-ticks.days // 4)
    kinds: dict[str, list[str]] = {"": [], "off": [], "gone": [], "now": [], "milestone": []}
    for day in range(1, ticks.days + 1):
        x, y = (day - 1) % per_row * STEP, (day - 1) // per_row * ROW
        kinds[_kind(day, ticks)].append(f"M{num(x)} {num(y)}h5v{num(HEIGHT)}h-5z")
        if day in ticks.milestones:
            kinds["milestone"].append(f"M{num(x)} {num(y + HEIGHT - 4)}h5v4h-5z")
    body = "".join(tag("path", klass=kind or None, d="".join(parts)) for kind, parts in kinds.items() if parts)
    rows = -(-ticks.days // per_row)
    width = min(ticks.days, per_row) * STEP - 1
    return frame(width, rows * ROW - (ROW - HEIGHT), body, title=ticks.label, klass="ticks")


def _kind(day: int, ticks: Ticks) -> str:
    if day == ticks.today:
        return "now"
    if day < ticks.today:
        return "gone"
    return "off" if day in ticks.off else ""
