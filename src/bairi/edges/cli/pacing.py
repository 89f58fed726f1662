"""Rows of `pace`: the plan, the standing and the forecast of groups of targets."""

from __future__ import annotations

from typing import Any

import numpy as np

from bairi.edges.cli.asking import By
from bairi.outlook.cockpit.queries.picture import Mask, Picture, places_at
from bairi.plan.pace import planned_attainment

STATES = ("late", "at_risk", "silent", "done", "on_pace")


def pace_rows(picture: Picture, by: By) -> list[dict[str, Any]]:
    """One row for each place, task or line that has targets, in the order of the plan."""
    found = []
    for code, name, mask in _groups(picture, by):
        if mask.any():
            found.append({"code": code, "name": name, "on": picture.on, **_reading(picture, mask)})
    return found


def _groups(picture: Picture, by: By) -> list[tuple[str, str, Mask]]:
    rows, tasks = picture.rows, picture.asked.tasks
    if by is By.PLACE:
        places = places_at(picture.asked, picture.asked.to_level)
        return [(p.code, p.name, np.array([r.place_path.startswith(p.path) for r in rows])) for p in places]
    if by is By.TASK:
        return [(t.code, t.name, np.array([r.task_code == t.code for r in rows])) for t in tasks]
    lines = {task.line.code: task.line.name for task in tasks}
    return [(code, name, np.array([r.line_code == code for r in rows])) for code, name in lines.items()]


def _reading(picture: Picture, mask: Mask) -> dict[str, Any]:
    """Shares at the three levels, SPI and SV(t) on the basis, counts of states, the targets that will be met."""
    shares = [None if np.isnan(value) else round(float(value), 4) for value in picture.today_of(mask)]
    planned, level = shares[0], shares[int(picture.basis)]
    states = [state for state, inside in zip(picture.states, mask, strict=True) if inside]
    together = picture.forecast.together(mask)
    return {
        "targets": int(mask.sum()),
        "planned": planned,
        "reported": shares[1],
        "confirmed": shares[2],
        "verified": shares[3],
        "spi": round(level / planned, 3) if planned and level is not None else None,
        "days_ahead": _days_ahead(picture, mask, level),
        **{state: states.count(state) for state in STATES},
        "expected": round(together.expected, 1),
        "low": together.low,
        "high": together.high,
    }


def _days_ahead(picture: Picture, mask: Mask, level: float | None) -> float | None:
    """Earned schedule of the group less the time gone, in days (Lipke 2003): negative when behind the plan."""
    if level is None:
        return None
    campaign = picture.campaign
    box = np.arange(campaign.start_on.toordinal() - 1, campaign.deadline_on.toordinal() + 1)
    by_day = planned_attainment(picture.plan, box)
    plan = np.array([picture.mean_of(by_day[:, day], mask) or 0.0 for day in range(len(box))])
    earned = float(np.interp(level, plan, box))
    return round(earned - min(picture.on.toordinal(), int(box[-1])), 1)
