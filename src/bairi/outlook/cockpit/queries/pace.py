"""Pace as rows: the plan, the standing and the forecast of groups of targets, for programs and the command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from bairi.outlook.cockpit.queries.picture import Mask, Picture, places_at
from bairi.plan.pace import planned_attainment

By = Literal["place", "task", "line"]


@dataclass(frozen=True, slots=True)
class PaceRow:
    """One place, task or line on a day. Shares 0..1, None where nothing stands.

    `spi` is the basis' share over the planned one; `days_ahead` the earned schedule less the time gone (Lipke 2003).
    Counts of targets by state; `expected` of them will be met, 80 % between `low` and `high`.
    """

    code: str
    name: str
    on: date
    targets: int
    planned: float | None
    reported: float | None
    confirmed: float | None
    verified: float | None
    spi: float | None
    days_ahead: float | None
    late: int
    at_risk: int
    silent: int
    done: int
    on_pace: int
    expected: float
    low: int
    high: int


def pace_rows(picture: Picture, by: By) -> list[PaceRow]:
    """One row for each place, task or line that has targets, in the order of the plan."""
    return [_row(picture, code, name, mask) for code, name, mask in _groups(picture, by) if mask.any()]


def _groups(picture: Picture, by: By) -> list[tuple[str, str, Mask]]:
    rows, tasks = picture.rows, picture.asked.tasks
    if by == "place":
        places = places_at(picture.asked, picture.asked.to_level)
        return [(p.code, p.name, np.array([r.place_path.startswith(p.path) for r in rows], dtype=bool)) for p in places]
    if by == "task":
        return [(t.code, t.name, np.array([r.task_code == t.code for r in rows], dtype=bool)) for t in tasks]
    lines = {task.line.code: task.line.name for task in tasks}
    return [(code, name, np.array([r.line_code == code for r in rows], dtype=bool)) for code, name in lines.items()]


def _row(picture: Picture, code: str, name: str, mask: Mask) -> PaceRow:
    planned, *levels = (None if np.isnan(value) else round(float(value), 4) for value in picture.today_of(mask))
    level = levels[int(picture.basis) - 1]
    states = [state for state, inside in zip(picture.states, mask, strict=True) if inside]
    together = picture.together(mask)
    return PaceRow(
        code=code,
        name=name,
        on=picture.on,
        targets=int(mask.sum()),
        planned=planned,
        reported=levels[0],
        confirmed=levels[1],
        verified=levels[2],
        spi=round(level / planned, 3) if planned and level is not None else None,
        days_ahead=_days_ahead(picture, mask, level),
        late=states.count("late"),
        at_risk=states.count("at_risk"),
        silent=states.count("silent"),
        done=states.count("done"),
        on_pace=states.count("on_pace"),
        expected=round(float(together.expected), 1),
        low=int(together.low),
        high=int(together.high),
    )


def _days_ahead(picture: Picture, mask: Mask, level: float | None) -> float | None:
    """Earned schedule of the group less the time gone, in days: negative when behind the plan."""
    if level is None:
        return None
    campaign = picture.campaign
    box = np.arange(campaign.start_on.toordinal() - 1, campaign.deadline_on.toordinal() + 1)
    by_day = planned_attainment(picture.plan, box)
    plan = np.array([picture.mean_of(by_day[:, day], mask) or 0.0 for day in range(len(box))])
    earned = float(np.interp(level, plan, box))
    return round(earned - min(picture.on.toordinal(), int(box[-1])), 1) + 0.0
