"""The charts of the cockpit, from the figures of its queries."""

from __future__ import annotations

import numpy as np
from django.utils.translation import gettext as _

from bairi.ground.ui.chart_words import chart_words
from bairi.ground.ui.charts import Milestone, Ticks, Trajectory
from bairi.ground.ui.words import is_english, long_date, percent, quantity
from bairi.outlook.cockpit.queries.cockpit import Cockpit
from bairi.outlook.cockpit.queries.target import TargetPage
from bairi.plan.campaigns.queries import calendar

Points = list[tuple[float, float]]
P10, P25, P50, P75, P90 = range(5)


def named(name: str, name_en: str) -> str:
    """A name in the page's language, where the campaign has an English one."""
    return name_en if name_en and is_english() else name


def points(days: np.ndarray, values: np.ndarray, start: int) -> Points:
    """(day of the campaign, value) where there is a value."""
    return [
        (float(day - start + 1), float(value)) for day, value in zip(days, values, strict=True) if not np.isnan(value)
    ]


def bands(days: np.ndarray, fan: np.ndarray, low: int, high: int, start: int) -> list[tuple[float, float, float]]:
    """(day, low, high) of a band of the fan."""
    return [(float(day - start + 1), float(row[low]), float(row[high])) for day, row in zip(days, fan, strict=True)]


def whole_chart(page: Cockpit) -> Trajectory:
    """The whole view: plan, first baseline, three levels and the forecast."""
    campaign, whole, head = page.campaign, page.whole, page.header
    start = campaign.start_on.toordinal()
    marks = [
        Milestone(float((m.due_on - campaign.start_on).days + 1), m.share, named(m.name, m.name_en))
        for m in page.milestones
        if m.task_id is None
    ]
    return Trajectory(
        days=head.days,
        today=float(head.day),
        title=_("Trajectory and forecast"),
        desc=_("Planned %(planned)s%%, reported %(reported)s%%, confirmed %(confirmed)s%%, verified %(verified)s%%.")
        % {
            "planned": percent(head.planned),
            "reported": percent(head.reported),
            "confirmed": percent(head.confirmed),
            "verified": percent(head.verified),
        },
        plan=points(whole.plan_days[::2], whole.plan[::2], start),
        baseline=points(whole.plan_days[::2], whole.baseline[::2], start) if whole.baseline is not None else (),
        reported=points(whole.days, whole.curves[1], start),
        confirmed=points(whole.days, whole.curves[2], start),
        verified=points(whole.days, whole.curves[3], start),
        median=points(whole.fan_days, whole.fan[:, P50], start),
        band_50=bands(whole.fan_days, whole.fan, P25, P75, start),
        band_90=bands(whole.fan_days, whole.fan, P10, P90, start),
        milestones=marks[:2],
        width=400,
        height=190,
        words=chart_words(),
    )


def target_chart(page: TargetPage) -> Trajectory:
    """One target in its own unit, its levels as steps; the forecast is not drawn past what is asked or was reached."""
    fan = np.clip(page.fan, None, _most(page))
    start = page.campaign.start_on.toordinal()
    return Trajectory(
        days=int(page.plan_days[-1] - start + 1),
        today=float((page.on - page.campaign.start_on).days + 1),
        title=_("Trajectory and forecast"),
        desc=_("Planned %(planned)s, reported %(reported)s %(unit)s.")
        % {"planned": quantity(page.planned), "reported": quantity(page.reported), "unit": page.row.unit},
        plan=points(page.plan_days[::2], page.plan[::2], start),
        baseline=points(page.plan_days[::2], page.baseline[::2], start) if page.baseline is not None else (),
        reported=points(page.days, page.curves[0], start),
        confirmed=points(page.days, page.curves[1], start),
        verified=points(page.days, page.curves[2], start),
        median=points(page.fan_days, fan[:, P50], start),
        band_50=bands(page.fan_days, fan, P25, P75, start),
        band_90=bands(page.fan_days, fan, P10, P90, start),
        top=max(page.row.must, page.row.baseline) or 1.0,
        percent=False,
        stepped=True,
        width=720,
        height=280,
        words=chart_words(),
    )


def _most(page: TargetPage) -> float:
    reached = page.curves[~np.isnan(page.curves)]
    return float(max(page.row.must + page.row.reserve, page.row.baseline, reached.max(initial=0.0)))


def ticks(page: Cockpit) -> Ticks:
    """The days of the campaign, with its milestones and the days that do not count."""
    campaign, head = page.campaign, page.header
    first = campaign.start_on.toordinal()
    off = calendar(campaign).off
    return Ticks(
        days=head.days,
        today=head.day,
        label=_("Day %(day)d of %(days)d, %(on)s") % {"day": head.day, "days": head.days, "on": long_date(head.on)},
        milestones=[(m.due_on - campaign.start_on).days + 1 for m in page.milestones],
        off=[int(day) - first + 1 for day in off if first <= day <= campaign.deadline_on.toordinal()],
    )
