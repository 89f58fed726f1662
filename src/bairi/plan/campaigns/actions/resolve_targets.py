"""From codes and blanks to whole terms: finds what is named, fills what is left out, gathers every fault by row."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from bairi.ground.access import Actor, require, visible_to
from bairi.ground.places.models import Place
from bairi.plan.campaigns.actions.write_targets import Key, Wanted, load_standing, terms_of
from bairi.plan.campaigns.models import Campaign, Measure, TargetVersion, Task
from bairi.plan.campaigns.problems import (
    DatesOutOfOrder,
    TargetsRefused,
    UnknownMeasure,
    UnknownPlace,
    UnknownTask,
)
from bairi.plan.campaigns.rules.differences import Terms
from bairi.plan.campaigns.rules.settings import TargetSetting, Trajectory
from bairi.plan.campaigns.rules.trajectories import LINEAR, BrokenTrajectoryError, checked, moved


@dataclass(slots=True)
class Resolved:
    """Targets as they are to stand, and the versions in force of all targets of the same measures."""

    wanted: list[Wanted]
    standing: dict[Key, TargetVersion]


@dataclass(slots=True)
class Faults:
    """Faults by row and field, as sentences in the language of who acts."""

    rows: Sequence[TargetSetting]
    found: list[dict[str, Any]] = field(default_factory=list)

    def add(self, row: int, name: str, message: str) -> None:
        setting = self.rows[row]
        self.found.append({"row": row, "field": name, "place": setting.place, "task": setting.task, "message": message})

    def refuse(self) -> None:
        """Raise TargetsRefused when there is any."""
        if self.found:
            raise TargetsRefused(count=len(self.found), first=self.found[0]["message"], faults=self.found)


def resolve_targets(campaign: Campaign, rows: Sequence[TargetSetting], actor: Actor, permission: str) -> Resolved:
    """What the rows ask for, in their order. Raises TargetsRefused with every fault, NotAllowed."""
    faults = Faults(rows)
    places, measures = _places(campaign, rows, actor), _measures(campaign, rows, actor)
    found: list[tuple[int, TargetSetting, Measure, Place]] = []
    seen: dict[Key, int] = {}
    for index, row in enumerate(rows):
        measure, place = _measure(measures, row, index, faults), places.get(row.place)
        if place is None:
            faults.add(index, "place", str(UnknownPlace(value=row.place)))
        if measure is None or place is None:
            continue
        first = seen.setdefault((measure.pk, place.pk), index)
        if first != index:
            said = _("The same target stands in row %(first)s already. Keep one of the two rows.")
            faults.add(index, "place", said % {"first": first + 1})
        found.append((index, row, measure, place))
    for path, task in {(place.path, measure.task.code) for _index, _row, measure, place in found}:
        require(actor, permission, place_path=path, task_code=task, campaign_code=campaign.code)
    standing = load_standing(campaign, {measure for _index, _row, measure, _place in found})
    wanted = [
        Wanted(measure, place, terms, row.source)
        for index, row, measure, place in found
        if (terms := _terms(campaign, row, index, measure, standing.get((measure.pk, place.pk)), faults)) is not None
    ]
    faults.refuse()
    return Resolved(wanted, standing)


def _places(campaign: Campaign, rows: Sequence[TargetSetting], actor: Actor) -> dict[str, Place]:
    codes = sorted({row.place for row in rows})
    seen = visible_to(actor, Place.objects).filter(path__startswith=campaign.place.path)
    found: dict[str, Place] = {}
    for start in range(0, len(codes), 500):
        found |= {place.code: place for place in seen.filter(code__in=codes[start : start + 500])}
    return found


def _measures(campaign: Campaign, rows: Sequence[TargetSetting], actor: Actor) -> dict[str, list[Measure]]:
    tasks = visible_to(actor, Task.objects).filter(campaign=campaign, code__in={row.task for row in rows})
    found: dict[str, list[Measure]] = {code: [] for code in tasks.values_list("code", flat=True)}
    for measure in Measure.objects.filter(task__in=tasks).select_related("task"):
        found[measure.task.code].append(measure)
    return found


def _measure(measures: Mapping[str, list[Measure]], row: TargetSetting, index: int, faults: Faults) -> Measure | None:
    if row.task not in measures:
        faults.add(index, "task", str(UnknownTask(value=row.task)))
        return None
    for measure in measures[row.task]:
        if measure.counts if row.measure is None else measure.code == row.measure:
            return measure
    faults.add(index, "measure", str(UnknownMeasure(value=row.measure or "")))
    return None


def _terms(
    campaign: Campaign, row: TargetSetting, index: int, measure: Measure, version: TargetVersion | None, faults: Faults
) -> Terms | None:
    """What the target comes to ask for; None where something is wrong."""
    old = terms_of(version) if version is not None and not version.removed else None
    before = len(faults.found)
    must = row.must if row.must is not None else (old.must if old else None)
    if row.removed and version is not None:
        old_terms = terms_of(version)
        return Terms(**{name: getattr(old_terms, name) for name in Terms.__slots__} | {"removed": True})
    if must is None:
        faults.add(index, "must", _("Say how much is asked for. Write 0 to hold the place without a quantity."))
        return None
    reserve = _kept(row.reserve, old.reserve if old else 0.0)
    baseline = _kept(row.baseline, old.baseline if old else 0.0)
    for name, value in (("must", must), ("reserve", reserve), ("baseline", baseline)):
        _check_quantity(index, name, value, measure, faults)
    if measure.lower_is_better and must > baseline:
        said = _("Lower is better here, yet the target, %(must)s, lies above the baseline, %(baseline)s.")
        faults.add(index, "must", said % {"must": must, "baseline": baseline})
    start_on = row.start_on or (old.start_on if old else campaign.start_on)
    due_on = row.due_on or (old.due_on if old else campaign.deadline_on)
    trajectory = row.trajectory or _moved(old, start_on, due_on)
    trajectory = _trajectory(index, trajectory, start_on, due_on, faults)
    if len(faults.found) > before:
        return None
    return Terms(round(must, 3), round(reserve, 3), round(baseline, 3), start_on, due_on, trajectory)


def _kept(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _moved(old: Terms | None, start_on: date, due_on: date) -> Trajectory:
    """The trajectory that stands, its milestones moved as the due day moves and kept within the dates."""
    if old is None or start_on >= due_on:
        return LINEAR
    return moved(dict(old.trajectory), (due_on - old.due_on).days, start_on, due_on)


def _check_quantity(index: int, name: str, value: float, measure: Measure, faults: Faults) -> None:
    if not math.isfinite(value) or value < 0:
        said = _("A quantity is 0 or more; you gave %(value)s.")
        faults.add(index, name, said % {"value": value})
    elif measure.whole and value != int(value):
        said = _("%(measure)s is counted in whole %(unit)s; you gave %(value)s.")
        faults.add(index, name, said % {"measure": measure.name, "unit": measure.unit, "value": value})


def _trajectory(index: int, given: Mapping[str, Any], start_on: date, due_on: date, faults: Faults) -> dict[str, Any]:
    if start_on >= due_on:
        faults.add(index, "due_on", str(DatesOutOfOrder(start_on=start_on, end_on=due_on)))
        return dict(LINEAR)
    try:
        return checked(dict(given), start_on, due_on)
    except BrokenTrajectoryError as error:
        faults.add(index, "trajectory", trajectory_fault(error, start_on, due_on))
        return dict(LINEAR)


def trajectory_fault(error: BrokenTrajectoryError, start_on: date, due_on: date) -> str:
    """Why the trajectory cannot stand and how to mend it, in the language of who acts."""
    data = {"point": error.point, "start_on": start_on, "due_on": due_on}
    return {
        "kind": _("A trajectory is linear, s_curve or milestones; you gave “%(point)s”."),
        "empty": _("A trajectory by milestones needs at least one milestone."),
        "day": _("The milestone “%(point)s” must lie between %(start_on)s and %(due_on)s."),
        "share": _("The share of the milestone on %(point)s must lie above 0 and at most at 100%%."),
        "falling": _("The share of the milestone on %(point)s is below the one before it. Shares only rise."),
    }[error.reason] % data
