"""The demo's targets and what is really there behind each. The quantities of 安南村 stand in the source report."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from importlib import resources
from typing import Final

from bairi.edges.cli.demo.acts import Series
from bairi.edges.cli.demo.plan import (
    ANNAN,
    CENTRAL_GROUP,
    COUNTY,
    GENERATED,
    OTHER_GROUPS,
    REPORT,
    TASKS,
    TaskPlan,
)
from bairi.edges.cli.demo.story import BOASTING, TOWNSHIP_PACE

LADDER: Final = {
    # (place, task, measure): (must, readings by day, findings by day). The report gives the quantities; "basically
    # complete", "all started", "planted" and "under construction" are the readings of day 47.
    (CENTRAL_GROUP, "renovation", "completed"): (
        115, ((6, 20), (13, 41), (20, 63), (27, 80), (34, 98), (41, 107), (46, 112)), ((30, 52), (44, 74))),
    (CENTRAL_GROUP, "rebuilding", "started"): (22, ((6, 8), (13, 15), (20, 22), (34, 22), (46, 22)), ()),
    (CENTRAL_GROUP, "rebuilding", "completed"): (22, ((13, 0), (27, 3), (34, 6), (41, 8), (46, 9)), ((44, 5),)),
    (ANNAN, "bases", "planted"): (50, ((13, 12), (20, 30), (27, 44), (34, 50), (46, 50)), ((40, 50),)),
    (ANNAN, "bases", "surviving"): (45, ((34, 40), (46, 44)), ()),
    (ANNAN, "relocation", "started"): (4, ((13, 1), (20, 2), (27, 4), (46, 4)), ((40, 4),)),
    (ANNAN, "relocation", "completed"): (4, ((13, 0), (27, 0), (46, 0)), ()),
}  # fmt: skip
WEEKLY_LAG: Final = 0.17
"""Who reports once a week must be a little ahead to look on time."""
NOTES: Final = {
    "bases": "冬桃试验基地，套种秦艽。",
    "renovation": "中心小组藏族民居修缮。",
    "relocation": "四个安置点均在施工。",
}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One row of the demo's places."""

    code: str
    parent: str
    name: str
    short_name: str
    name_en: str
    tile_x: int | None
    tile_y: int | None


def places() -> list[PlaceRow]:
    """The county, its townships and villages (codes and names are facts), and the groups of 安南村."""
    text = (resources.files("bairi.edges.cli.demo") / "data" / "places.csv").read_text(encoding="utf-8")
    return [
        PlaceRow(
            row["code"], row["parent"], row["name"], row["short_name"], row["name_en"],
            int(row["tile_x"]) if row["tile_x"] else None, int(row["tile_y"]) if row["tile_y"] else None,
        )
        for row in csv.DictReader(text.splitlines())
    ]  # fmt: skip


def villages() -> list[str]:
    """Codes of the villages."""
    return [row.code for row in places() if len(row.code) == 12]


def townships() -> list[str]:
    """Codes of the townships."""
    return [row.code for row in places() if len(row.code) == 9]


def all_series(seed: int) -> list[Series]:
    """Every measure of every target, with its pace."""
    dice = random.Random(seed)  # noqa: S311 - a seed must give the same demo again
    found: list[Series] = []
    for village in villages():
        base = TOWNSHIP_PACE[village[6:9]] + WEEKLY_LAG + dice.gauss(0, 0.035)
        for task in TASKS:
            absent, speed = dice.random() < task.absent, base + task.effect + dice.gauss(0, 0.07)
            quantity = task.size * (0.5 + dice.random())
            if village == ANNAN:
                found += _annan(task, speed, quantity)
            elif not absent:
                found += _generated(village, task, speed, quantity)
    return found


def control_totals(series: list[Series]) -> dict[tuple[str, str], float]:
    """What county and townships have promised above: a little more at each level (层层加码), to be compared only."""
    counting = {task.code: task.measures[0].code for task in TASKS}
    totals: dict[tuple[str, str], float] = {}
    for row in series:
        if row.measure == counting[row.task]:
            for place in (COUNTY, row.place[:9]):
                totals[place, row.task] = totals.get((place, row.task), 0.0) + row.must
    return {key: _promised(key[0], key[1], total) for key, total in totals.items()}


def _promised(place: str, task: str, total: float) -> float:
    less = {"roads": 0.9, "renovation": 0.93, "water": 0.95}.get(task, 1.0)
    share = less if place == COUNTY else (1 + less) / 2
    return round(total * share, 1) if task == "roads" else float(round(total * share))


def _annan(task: TaskPlan, speed: float, quantity: float) -> list[Series]:
    fixed = [
        Series(
            place,
            task.code,
            measure,
            must,
            task.whole,
            speed,
            source=GENERATED if measure == "surviving" else REPORT,
            fixed=readings,
            found=findings,
        )
        for (place, code, measure), (must, readings, findings) in LADDER.items()
        if code == task.code
    ]
    if task.code == "renovation":
        groups = [Series(place, task.code, "completed", float(must), True, speed) for place, must in OTHER_GROUPS]
        return [*fixed, *groups]
    return fixed or _generated(ANNAN, task, speed, {"water": 210.0, "lamps": 60.0}.get(task.code, quantity))


def _generated(place: str, task: TaskPlan, speed: float, quantity: float) -> list[Series]:
    must = float(max(1, round(quantity))) if task.whole else max(0.5, round(quantity, 1))
    boast = BOASTING.get(place, 1.0)
    return [
        Series(
            place=place, task=task.code, measure=measure.code, must=must, whole=task.whole, speed=speed,
            lead=measure.lead, delay=measure.delay, boast=boast * (1.0 if boast > 1 else 1.02), source=GENERATED,
        )
        for measure in task.measures
    ]  # fmt: skip
