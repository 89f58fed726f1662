"""One target: its ladder of figures, its trajectory with the forecast, who answers, and what drives the forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from bairi.delivery.reports.rules import Level
from bairi.delivery.rollups.queries import view
from bairi.ground.access import Actor, NotVisible
from bairi.ground.places.models import Place
from bairi.outlook.cockpit.queries.cockpit import known_at, trail
from bairi.outlook.cockpit.queries.header import optional
from bairi.outlook.cockpit.queries.picture import Floats, Picture, picture
from bairi.plan.campaigns.models import Campaign, Task
from bairi.plan.campaigns.queries import Answers, TargetRow, answer_index, baselines, calendar, target_arrays
from bairi.plan.pace import Driver, planned


@dataclass(frozen=True, slots=True)
class TargetPage:
    """A target as of a day. Values are in its unit, None where nothing stands; days are ordinals.

    curves: (3, T) values at the three levels by day, NaN before a level was reached. plan, baseline: (P,) planned value
    over the time box, baseline None while the first plan equals the current one. fan: (F, 5) at 10, 25, 50, 75, 90 %.
    behind: how many working days the standing trails the plan (earned schedule), None before anything was planned.
    """

    campaign: Campaign
    row: TargetRow
    task: Task
    trail: tuple[Place, ...]
    on: date
    basis: str
    state: str
    planned: float | None
    reported: float | None
    confirmed: float | None
    verified: float | None
    share: float | None
    days: np.ndarray
    curves: Floats
    plan_days: np.ndarray
    plan: Floats
    baseline: Floats | None
    fan_days: np.ndarray
    fan: Floats
    probability: float | None
    finish_on: date | None
    finish_low: date | None
    finish_high: date | None
    needed: float | None
    best_week: float | None
    silent_days: int
    drivers: list[Driver]
    answers: Answers


def target_page(
    actor: Actor,
    code: str,
    *,
    place: str,
    task: str,
    on: date | None = None,
    then: bool = False,
    basis: Level = Level.CONFIRMED,
) -> TargetPage:
    """The page of one target. The forecast borrows from all places of the task that the actor sees around it.

    Raises NotVisible outside the scope, or where the place has no target of this task.
    """
    asked = view(actor, code, around=place, task=task, on=on)
    if then:
        known = known_at(asked.campaign, asked.on, then=True)
        asked = view(actor, code, around=place, task=task, on=asked.on, known=known)
    made = picture(asked, basis)
    at = next((n for n, row in enumerate(made.rows) if row.place_code == place), None)
    if at is None:
        raise NotVisible()
    return _page(actor, made, at)


def _page(actor: Actor, made: Picture, at: int) -> TargetPage:
    row, forecast, campaign = made.rows[at], made.forecast, made.campaign
    box = np.arange(campaign.start_on.toordinal(), max(campaign.deadline_on, row.due_on).toordinal() + 1)
    today = made.on.toordinal()
    ahead = np.unique(np.linspace(today, max(int(box[-1]), today + 1), 12).astype(np.int64))
    plan = planned(made.plan, box)[at]
    first = baselines(campaign, [row.target_id]).get(row.target_id, row)
    before = planned(target_arrays([first], calendar(campaign)), box)[0]
    finish = [
        None if np.isnan(value[at]) else date.fromordinal(int(np.ceil(value[at])))
        for value in (forecast.finish_p10, forecast.finish_p50, forecast.finish_p90)
    ]
    levels = [optional(value) for value in made.table.values[:, at, -1]]
    own = view(actor, campaign.code, place=row.place_code, on=made.on)
    return TargetPage(
        campaign=campaign,
        row=row,
        task=next(task for task in made.asked.tasks if task.code == row.task_code),
        trail=trail(own),
        on=made.on,
        basis=made.basis.name.lower(),
        state=made.states[at],
        planned=optional(plan[np.searchsorted(box, min(today, box[-1]))]),
        reported=levels[0],
        confirmed=levels[1],
        verified=levels[2],
        share=optional(made.shares[made.basis - 1, at, -1]),
        days=made.table.days,
        curves=made.table.values[:, at],
        plan_days=box,
        plan=plan,
        baseline=None if np.allclose(before, plan) else before,
        fan_days=ahead,
        fan=forecast.fan(at, ahead),
        probability=optional(forecast.probability[at]),
        finish_on=finish[1],
        finish_low=finish[0],
        finish_high=finish[2],
        needed=_finite(forecast.needed.rate[at]),
        best_week=_finite(forecast.needed.best_week[at]),
        silent_days=int(forecast.days_silent[at]),
        drivers=forecast.drivers(at),
        answers=answer_index(campaign, place_path=row.place_path).who(row.place_path, row.task_code),
    )


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
