"""Reads the sheets that say what is to be done."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from bairi.ground.places.rules import short_code
from bairi.ground.tables import Row, SheetReading
from bairi.ground.tables.rules.words import fold
from bairi.plan.campaigns.rules.settings import LineSetting, MeasureSetting, PhaseSetting, TaskSetting
from bairi.plan.campaigns.rules.whole_plan import CampaignSetting, DayOff, Key, WholePlan
from bairi.plan.campaigns.workbook.reader import Reader, in_order, words_of

_DEFAULTS = {f.name: f.default for f in fields(CampaignSetting)}


def read_structure(reader: Reader) -> WholePlan:
    """Campaign, days off, phases, lines, tasks and measures; sections that the workbook lacks are None."""
    plan = WholePlan(campaign=read_campaign(reader))
    has = reader.reading.rows
    if "days_off" in has:
        plan.days_off = {row["day"]: DayOff(row["day"]) for _where, row in reader.rows("days_off")}
    if "phases" in has:
        plan.phases = _phases(reader)
    if "lines" in has:
        plan.lines = _lines(reader)
    if "tasks" in has:
        plan.tasks = _tasks(reader, {**reader.present.section("lines"), **plan.section("lines")})
    if "measures" in has:
        plan.measures = _measures(reader, {**reader.present.section("tasks"), **plan.section("tasks")})
    return plan


def read_campaign(reader: Reader) -> dict[Key, CampaignSetting]:
    """The one row of the campaign's sheet."""
    found: dict[Key, CampaignSetting] = {}
    for where, row in reader.rows("campaign"):
        if found:
            message = _("A workbook holds one campaign; this is the second row.")
            where.add(row.number, "code", "one_campaign", message, _("Delete the row."), value=row["code"])
            break
        old = reader.present.section("campaign").get(row["code"])
        values = {
            name: reader.pick(where, row, name, old, default)
            for name, default in _DEFAULTS.items()
            if name not in ("weekly_off", "place")
        }
        values["time_zone"] = values["time_zone"] or _DEFAULTS["time_zone"]
        values |= {"place": short_code(row["place"]), "weekly_off": _weekdays(where, row, old)}
        reader.keep("campaign", row["code"], where, row, found, CampaignSetting(**values))
    return found


def _weekdays(where: SheetReading, row: Row, old: CampaignSetting | None) -> tuple[int, ...]:
    if row["weekly_off"] is None:
        return () if "weekly_off" in where.header.columns or old is None else old.weekly_off
    days = [text for text in row["weekly_off"] if text in "1234567" and len(text) == 1]
    if len(days) != len(row["weekly_off"]):
        message = _("Weekdays are numbers from 1 for Monday to 7 for Sunday; “%(value)s” is none.")
        wrong = next(text for text in row["weekly_off"] if text not in days)
        where.add(row.number, "weekly_off", "no_weekday", message, value=wrong)
    return tuple(sorted({int(day) for day in days}))


def _phases(reader: Reader) -> dict[Key, PhaseSetting]:
    found: dict[Key, PhaseSetting] = {}
    for where, row in reader.rows("phases"):
        old = reader.present.section("phases").get(row["name"])
        name_en = reader.pick(where, row, "name_en", old, "")
        rhythm = reader.pick(where, row, "rhythm", old, "", clears=True)
        phase = PhaseSetting(row["name"], row["start_on"], row["end_on"], name_en, rhythm)
        reader.keep("phases", row["name"], where, row, found, phase)
    return found


def _lines(reader: Reader) -> dict[Key, LineSetting]:
    standing = reader.present.section("lines")
    names, taken = words_of((line.code, line.name) for line in standing.values()), set(map(str, standing))
    found: dict[Key, LineSetting] = {}
    for where, row in reader.rows("lines"):
        code = reader.code(where, row, names, taken, "L")
        if code is not None:
            old = standing.get(code)
            weight = reader.pick(where, row, "weight", old, 1.0)
            line = LineSetting(code, row["name"], reader.pick(where, row, "name_en", old, ""), 0, weight)
            reader.keep("lines", code, where, row, found, line)
    return _ordered(found, standing)


def _ordered(found: dict[Key, Any], standing: dict[Key, Any]) -> dict[Key, Any]:
    places = in_order([value.code for value in found.values()], {v.code: v.order for v in standing.values()})
    return {key: replace(value, order=places[value.code]) for key, value in found.items()}


def _tasks(reader: Reader, lines: dict[Key, LineSetting]) -> dict[Key, TaskSetting]:
    standing = reader.present.section("tasks")
    names, taken = words_of((task.code, task.name) for task in standing.values()), set(map(str, standing))
    line_words = words_of((line.code, line.name) for line in lines.values())
    found: dict[Key, TaskSetting] = {}
    for where, row in reader.rows("tasks"):
        code = reader.code(where, row, names, taken, "T")
        line = reader.refer(where, row, "line", line_words)
        old = standing.get(code)
        said = reader.pick(where, row, "lead_unit", old, "") or None
        unit = said if said is None or row["lead_unit"] is None else reader.unit(where, row, "lead_unit", said)
        if code is None or line is None:
            continue
        task = TaskSetting(
            code=code,
            line=line,
            name=row["name"],
            name_en=reader.pick(where, row, "name_en", old, ""),
            weight=reader.pick(where, row, "weight", old, 1.0),
            counting=reader.pick(where, row, "counting", old, "tallied"),
            rhythm=reader.pick(where, row, "rhythm", old, "", clears=True),
            lead_unit=unit,
            asks_position=bool(reader.pick(where, row, "asks_position", old, False)),
            source=reader.pick(where, row, "source", old, ""),
        )
        reader.keep("tasks", code, where, row, found, task)
    return _ordered(found, standing)


def _measures(reader: Reader, tasks: dict[Key, TaskSetting]) -> dict[Key, MeasureSetting]:
    standing = reader.present.section("measures")
    task_words = words_of((task.code, task.name) for task in tasks.values())
    taken: dict[str, set[str]] = defaultdict(set)
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for (task, code), measure in standing.items():
        taken[task].add(code)
        names[task][fold(measure.name)] = code
    by_task: dict[str, dict[Key, MeasureSetting]] = defaultdict(dict)
    marked: dict[str, str] = {}
    for where, row in reader.rows("measures"):
        task = reader.refer(where, row, "task", task_words)
        code = None if task is None else reader.code(where, row, names[task], taken[task], "m")
        if task is None or code is None:
            continue
        if row["counts"] and marked.setdefault(task, code) != code:
            message = _("Another measure of the task counts already: “%(other)s”.")
            where.add(row.number, "counts", "two_count", message, _("Let only one of them count."), other=marked[task])
        measure = _measure(reader, where, row, code, standing.get((task, code)))
        reader.keep("measures", (task, code), where, row, by_task[task], measure)
    return _counting(reader, by_task, marked, standing)


def _measure(reader: Reader, where: SheetReading, row: Row, code: str, old: MeasureSetting | None) -> MeasureSetting:
    text = {name: reader.pick(where, row, name, old, "") for name in ("name_en", "unit_en", "stage")}
    flags = {name: reader.pick(where, row, name, old, False) for name in ("whole", "lower_is_better")}
    roll_up = reader.pick(where, row, "roll_up", old, "sum")
    denominator = reader.pick(where, row, "denominator", old, "") or None
    return MeasureSetting(
        code=code, name=row["name"], unit=row["unit"], counts=bool(row["counts"]), roll_up=roll_up,
        denominator=denominator, **text, **flags,
    )  # fmt: skip


def _counting(
    reader: Reader, by_task: dict[str, dict[Key, MeasureSetting]], marked: dict[str, str], standing: dict[Key, Any]
) -> dict[Key, MeasureSetting]:
    """Settle order, denominators, and which measure counts: the marked one, else the one that does, else the first."""
    found: dict[Key, MeasureSetting] = {}
    for task, measures in by_task.items():
        present = {measure.code: measure for (owner, _code), measure in standing.items() if owner == task}
        ordered = _ordered(measures, {(task, code): measure for code, measure in present.items()})
        counting = marked.get(task) or next((m.code for m in present.values() if m.counts), None)
        counting = counting or next(iter(ordered.values())).code
        words = words_of((m.code, m.name) for m in [*present.values(), *ordered.values()])
        for key, measure in ordered.items():
            below = measure.denominator
            if below is not None:
                below = reader.refer(*reader.origins["measures", key], "denominator", words, below)
            found[key] = replace(measure, counts=measure.code == counting, denominator=below)
    return found
