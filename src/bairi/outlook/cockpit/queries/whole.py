"""The whole of a view as one trajectory: its curve so far, its plan, its first baseline and the forecast's fan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from bairi.outlook.cockpit.queries.picture import Floats, Picture
from bairi.plan.campaigns.queries import baselines, calendar, target_arrays
from bairi.plan.pace import Forecast, Plan, Series, Shape, forecast, planned_attainment

HORIZON = 12


@dataclass(frozen=True, slots=True)
class Whole:
    """Days are ordinals, values attainment 0..1.

    days, curves: (T,) and (4, T): planned, reported, confirmed, verified so far. plan_days, plan, baseline: (P,) over
    the whole time box; baseline is the first plan's, None while it equals the current one. fan_days, fan: (F,) and
    (F, 5) at 10, 25, 50, 75, 90 %. finish: days by which all is reached with 10, 50, 90 %, None when not foreseen.
    """

    days: np.ndarray
    curves: Floats
    plan_days: np.ndarray
    plan: Floats
    baseline: Floats | None
    fan_days: np.ndarray
    fan: Floats
    probability: float | None
    finish: tuple[date | None, date | None, date | None]


def whole(picture: Picture) -> Whole:
    """The whole of a picture. One query, for the first baseline."""
    campaign = picture.campaign
    box = np.arange(campaign.start_on.toordinal(), campaign.deadline_on.toordinal() + 1)
    everything = np.ones(len(picture.rows), dtype=bool)
    plan = picture.mean_by_day(planned_attainment(picture.plan, box))
    curves = picture.whole(everything)
    made = forecast(_series(picture, curves, plan, box)) if len(picture.rows) else None
    today = picture.on.toordinal()
    ahead = np.unique(np.linspace(today, max(int(box[-1]), today + 1), HORIZON).astype(np.int64))
    first = _first_plan(picture, box)
    return Whole(
        days=picture.table.days,
        curves=curves,
        plan_days=box,
        plan=plan,
        baseline=None if first is None or np.allclose(first, plan, atol=0.002) else first,
        fan_days=ahead,
        fan=np.clip(made.fan(0, ahead), 0, 1) if made is not None else np.zeros((0, 5)),
        probability=float(made.probability[0]) if made is not None and not np.isnan(made.probability[0]) else None,
        finish=_finish(made),
    )


def _first_plan(picture: Picture, box: np.ndarray) -> Floats | None:
    first = baselines(picture.campaign, [row.target_id for row in picture.rows])
    if len(first) != len(picture.rows):
        return None
    plan = target_arrays([first[row.target_id] for row in picture.rows], calendar(picture.campaign))
    return picture.mean_by_day(planned_attainment(plan, box))


def _series(picture: Picture, curves: Floats, plan: Floats, box: np.ndarray) -> Series:
    campaign = picture.campaign
    steps = [(int(day), float(share)) for day, share in zip(box[4::5], plan[4::5], strict=True)]
    points = [(day, min(share, 1.0)) for day, share in steps if share > 0] or [(int(box[-1]), 1.0)]
    values = curves[picture.basis][None].copy()
    values[:, np.concatenate([[False], np.diff(values[0]) == 0])] = np.nan
    return Series.of(
        days=picture.table.days,
        values=values,
        plan=Plan.of(
            baseline=0.0,
            target=[0.999],
            start=int(box[0]),
            due=int(box[-1]),
            shape=Shape.MILESTONES,
            milestones=[points],
            calendar=calendar(campaign),
        ),
        floor=0.0,
        ceiling=1.0,
        silent_after=campaign.silent_after_days,
    )


def _finish(made: Forecast | None) -> tuple[date | None, date | None, date | None]:
    if made is None:
        return None, None, None
    early, middle, late = (
        None if np.isnan(value[0]) else date.fromordinal(int(np.ceil(value[0])))
        for value in (made.finish_p10, made.finish_p50, made.finish_p90)
    )
    return early, middle, late
