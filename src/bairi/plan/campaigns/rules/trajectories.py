"""Trajectories as they are stored: checked, put in order, moved with their dates, made backward from the due day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bairi.plan.campaigns.rules.settings import Trajectory
from bairi.plan.pace import Calendar, Shape, milestones_backward

LINEAR: Trajectory = {"kind": "linear"}
SHAPES = {"linear": Shape.LINEAR, "s_curve": Shape.S_CURVE, "milestones": Shape.MILESTONES}


class BrokenTrajectoryError(ValueError):
    """Why a trajectory cannot stand: one of "kind", "empty", "day", "share", "falling"."""

    def __init__(self, reason: str, point: str = "") -> None:
        super().__init__(reason)
        self.reason, self.point = reason, point


def checked(trajectory: Trajectory, start_on: date, due_on: date) -> Trajectory:
    """The trajectory in its stored form, milestones in order of days. Raises BrokenTrajectoryError.

    >>> given = {"kind": "milestones", "points": [["2016-05-01", 0.8], ["2016-04-01", 0.5]]}
    >>> checked(given, date(2016, 3, 1), date(2016, 5, 23))
    {'kind': 'milestones', 'points': [['2016-04-01', 0.5], ['2016-05-01', 0.8]]}
    """
    kind = trajectory.get("kind")
    if kind not in SHAPES:
        raise BrokenTrajectoryError("kind", str(kind))
    if kind != "milestones":
        return {"kind": kind}
    points = points_of(trajectory)
    if not points:
        raise BrokenTrajectoryError("empty")
    last = 0.0
    for day, share in points:
        if not start_on <= day <= due_on:
            raise BrokenTrajectoryError("day", day.isoformat())
        if not 0 < share <= 1:
            raise BrokenTrajectoryError("share", day.isoformat())
        if share < last:
            raise BrokenTrajectoryError("falling", day.isoformat())
        last = share
    return milestones(points)


def points_of(trajectory: Trajectory) -> list[tuple[date, float]]:
    """Days and shares of a trajectory by milestones, in order; empty for the other kinds."""
    raw: Any = trajectory.get("points") or []
    try:
        return sorted((date.fromisoformat(str(day)), float(share)) for day, share in raw)
    except (TypeError, ValueError):
        raise BrokenTrajectoryError("day") from None


def milestones(points: Sequence[tuple[date, float]]) -> Trajectory:
    """The stored form of a trajectory by milestones."""
    return {"kind": "milestones", "points": [[day.isoformat(), round(share, 6)] for day, share in sorted(points)]}


def moved(trajectory: Trajectory, by_days: int, start_on: date, due_on: date) -> Trajectory:
    """The trajectory moved by some days, its milestones kept within the new dates."""
    if trajectory.get("kind") != "milestones":
        return trajectory
    shift = timedelta(days=by_days)
    return milestones([(min(max(day + shift, start_on), due_on), share) for day, share in points_of(trajectory)])


def set_back(
    due_on: date, stages: Sequence[tuple[float, int]], calendar: Calendar
) -> tuple[date, list[tuple[date, float]]]:
    """Milestones set back from the due day (倒排工期): the latest day to start, each stage's last day and share.

    `stages`: share reached and working days taken, in the order of work; the last stage ends on the due day.

    >>> set_back(date(2016, 5, 23), [(0.5, 30), (1.0, 20)], Calendar.of([]))
    (datetime.date(2016, 4, 4), [(datetime.date(2016, 5, 3), 0.5), (datetime.date(2016, 5, 23), 1.0)])
    """
    found = milestones_backward(due_on.toordinal(), stages, calendar)
    return date.fromordinal(found.start), [(date.fromordinal(day), share) for day, share in found.milestones]
