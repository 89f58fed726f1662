"""The sheets of a template, filled with the plan as it stands, so that it can be changed and sent back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from bairi.ground.tables import Filled
from bairi.plan.campaigns.rules.settings import MeasureSetting, TargetSetting
from bairi.plan.campaigns.rules.trajectories import milestones as by_milestones
from bairi.plan.campaigns.rules.trajectories import points_of
from bairi.plan.campaigns.rules.whole_plan import WholePlan
from bairi.plan.campaigns.workbook.reader import dates_of
from bairi.plan.campaigns.workbook.sheets_targets import SHEETS

ABOUT = (
    _("Each sheet is one part of the plan. Change what you like, add rows, and send the workbook back: nothing is "
      "changed before you have seen the difference."),
    _("Headers may stand in any row and any order; columns and sheets that you do not need may be deleted. A sheet "
      "that is missing leaves its part of the plan as it is."),
    _("Lines, tasks, measures and units may be named by code or by name. Places are named by code alone."),
)  # fmt: skip
"""Paragraphs of the explaining sheet."""


def filled_sheets(
    plan: WholePlan,
    places: Sequence[Mapping[str, Any]],
    place_names: Mapping[str, str],
    units: Sequence[Mapping[str, Any]],
) -> list[Filled]:
    """All sheets with what stands. `places` and `units` are rows of their sheets."""
    unit = _namer({row["code"]: row["name"] for row in units})
    lines = _namer({line.code: line.name for line in plan.section("lines").values()})
    tasks = _namer({task.code: task.name for task in plan.section("tasks").values()})
    offered = {
        "line": [lines(code) for code in plan.section("lines")],
        "task": [tasks(code) for code in plan.section("tasks")],
        "lead_unit": [unit(row["code"]) for row in units],
        "organisation": [unit(row["code"]) for row in units],
    }
    rows: dict[str, Iterable[Mapping[str, Any]]] = {
        "campaign": [
            asdict(c) | {"weekly_off": tuple(map(str, c.weekly_off))} for c in plan.section("campaign").values()
        ],
        "days_off": [{"day": day, "note": None} for day in sorted(plan.section("days_off"))],
        "phases": [asdict(phase) for phase in plan.section("phases").values()],
        "units": units,
        "lines": [asdict(line) for line in plan.section("lines").values()],
        "tasks": [
            asdict(t) | {"line": lines(t.line), "lead_unit": t.lead_unit and unit(t.lead_unit)}
            for t in plan.section("tasks").values()
        ],
        "measures": [asdict(m) | {"task": tasks(task)} for (task, _code), m in plan.section("measures").items()],
        "places": places,
        "targets": _targets(plan, tasks, place_names),
        "milestones": [
            asdict(m) | ({"task": tasks(code), "line": None} if kind == "task" else {"task": None, "line": lines(code)})
            for (kind, code, _name), m in plan.section("milestones").items()
        ],
        "goals": [asdict(goal) for goal in plan.section("goals").values()],
        "answers": [
            asdict(a) | {"task": a.task and tasks(a.task), "place_name": place_names.get(a.place, ""),
                         "organisation": (unit(a.organisation),) if a.organisation else ()}
            for a in plan.section("answers").values()
        ],
    }  # fmt: skip
    return [Filled(sheet, rows[sheet.name], _offers(sheet.columns, offered)) for sheet in SHEETS]


def _offers(columns: Iterable[Any], offered: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {column.name: offered[column.name] for column in columns if offered.get(column.name)}


def _namer(names: Mapping[str, str]) -> Callable[[str], str]:
    """The name of a code, or the code itself where two bear the name or a name would read as several."""
    count = Counter(names.values())

    def name(code: str) -> str:
        found = names.get(code, "")
        return found if count[found] == 1 and not set(found) & set("、,，;；/／\n") else code

    return name


def _targets(plan: WholePlan, tasks: Callable[[str], str], place_names: Mapping[str, str]) -> list[dict[str, Any]]:
    dates = dates_of(plan)
    measures: dict[str, dict[str, MeasureSetting]] = defaultdict(dict)
    for (task, code), measure in plan.section("measures").items():
        measures[task][code] = measure
    points: dict[str, list[tuple[date, float]]] = defaultdict(list)
    for (kind, code, _name), milestone in plan.section("milestones").items():
        if kind == "task":
            points[code].append((milestone.due_on, milestone.share))
    names = {task: _namer({code: m.name for code, m in found.items()}) for task, found in measures.items()}
    return [
        _target(target, dates, points[target.task])
        | {
            "task": tasks(target.task),
            "measure": names[target.task](target.measure or "") if len(measures[target.task]) > 1 else None,
            "place_name": place_names.get(target.place, ""),
        }
        for target in plan.section("targets").values()
    ]


def _target(target: TargetSetting, dates: tuple[date, date] | None, points: list[tuple[date, float]]) -> dict[str, Any]:
    row = asdict(target)
    if dates is not None:
        row["start_on"] = None if target.start_on == dates[0] else target.start_on
        row["due_on"] = None if target.due_on == dates[1] else target.due_on
    trajectory = target.trajectory or {}
    row["trajectory"], row["points"] = trajectory.get("kind", "linear"), None
    if row["trajectory"] == "milestones" and target.start_on and target.due_on:
        within = [point for point in points if target.start_on <= point[0] <= target.due_on]
        if not within or by_milestones(within) != trajectory:
            row["points"] = "；".join(f"{day.isoformat()} {share * 100:.6g}%" for day, share in points_of(trajectory))
    return row
