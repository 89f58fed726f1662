"""Reads the sheets that say how much, where, by when, and who answers."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from bairi.ground.places.rules import short_code
from bairi.ground.tables import Row, SheetReading
from bairi.ground.tables.rules import Doubt, Refused
from bairi.ground.tables.rules.dates import read_day
from bairi.ground.tables.rules.numbers import read_share
from bairi.ground.tables.rules.words import fold
from bairi.plan.campaigns.rules.answers import answer_key
from bairi.plan.campaigns.rules.settings import (
    GoalSetting,
    MilestoneSetting,
    ResponsibilitySetting,
    TargetSetting,
    Trajectory,
)
from bairi.plan.campaigns.rules.trajectories import LINEAR
from bairi.plan.campaigns.rules.trajectories import milestones as by_milestones
from bairi.plan.campaigns.rules.whole_plan import Key, WholePlan, joined
from bairi.plan.campaigns.workbook.reader import Reader, dates_of, in_order, words_of

_POINT = re.compile(r"(.+?)[\s:：=,，]+([\d.．０-９]+\s*[%％]?)")


class TargetReader:
    """Targets, milestones, goals and answers, with the names that the structure brings."""

    def __init__(self, reader: Reader, structure: WholePlan) -> None:
        self.reader, self.plan = reader, structure
        whole = joined(reader.present, structure, take_out=False)
        self.dates = dates_of(whole)
        self.tasks = words_of((t.code, t.name) for t in whole.section("tasks").values())
        self.lines = words_of((line.code, line.name) for line in whole.section("lines").values())
        self.line_of = {task.code: task.line for task in whole.section("tasks").values()}
        self.measures: dict[str, dict[str, str]] = {}
        self.counting: dict[str, str] = {}
        for (task, code), measure in whole.section("measures").items():
            self.measures.setdefault(task, {}).update({fold(measure.name): code, fold(code): code})
            if measure.counts:
                self.counting[task] = code

    def read(self) -> None:
        """Fill the plan's sections; those that the workbook lacks stay None."""
        has = self.reader.reading.rows
        if "milestones" in has:
            self.plan.milestones = self._milestones()
        if self.dates is None:
            return
        if "targets" in has:
            self.plan.targets = self._targets(*self.dates)
        if "goals" in has:
            self.plan.goals = self._goals(self.dates[1])
        if "answers" in has:
            self.plan.answers = self._answers()

    def _milestones(self) -> dict[Key, MilestoneSetting]:
        found: dict[Key, MilestoneSetting] = {}
        for where, row in self.reader.rows("milestones"):
            if (row["task"] is None) == (row["line"] is None):
                message = _("A milestone belongs to a task or to a line.")
                where.add(row.number, "task", "task_or_line", message, _("Fill in one of the two cells."))
                continue
            kind = "task" if row["task"] else "line"
            owner = self.reader.refer(where, row, kind, self.tasks if kind == "task" else self.lines)
            old = self.reader.present.section("milestones").get((kind, owner, row["name"]))
            more = [self.reader.pick(where, row, name, old, "") for name in ("name_en", "source")]
            if owner is not None:
                setting = MilestoneSetting(row["name"], row["due_on"], row["share"], *more)
                self.reader.keep("milestones", (kind, owner, row["name"]), where, row, found, setting)
        return found

    def _targets(self, start_on: date, deadline_on: date) -> dict[Key, TargetSetting]:
        points = self._task_points()
        found: dict[Key, TargetSetting] = {}
        for where, row in self.reader.rows("targets"):
            row.values["place"] = short_code(row["place"])
            place = self.reader.place(where, row)
            task = self.reader.refer(where, row, "task", self.tasks)
            measure = None if task is None else self._measure(where, row, task)
            if place is None or task is None or measure is None:
                continue
            key = (task, measure, place)
            old = self.reader.present.section("targets").get(key)
            starts, due = row["start_on"] or start_on, row["due_on"] or deadline_on
            setting = TargetSetting(
                place=place, task=task, must=row["must"], measure=measure,
                reserve=self.reader.pick(where, row, "reserve", old, 0.0),
                baseline=self.reader.pick(where, row, "baseline", old, 0.0),
                start_on=starts, due_on=due,
                trajectory=self._trajectory(where, row, old, points.get(task, []), (starts, due)),
                source=self.reader.pick(where, row, "source", old, ""),
            )  # fmt: skip
            self.reader.keep("targets", key, where, row, found, setting)
        return found

    def _measure(self, where: SheetReading, row: Row, task: str) -> str | None:
        if row["measure"]:
            return self.reader.refer(where, row, "measure", self.measures.get(task, {}))
        if task not in self.counting:
            message = _("The task “%(value)s” has no measure yet.")
            where.add(
                row.number, "task", "no_measure", message, _("Add one to the sheet of measures."), value=row["task"]
            )
        return self.counting.get(task)

    def _task_points(self) -> dict[str, list[tuple[date, float]]]:
        whole = joined(self.reader.present, self.plan, take_out=False).section("milestones")
        found: dict[str, list[tuple[date, float]]] = {}
        for (kind, code, _name), milestone in whole.items():
            if kind == "task":
                found.setdefault(code, []).append((milestone.due_on, milestone.share))
        return {task: sorted(points) for task, points in found.items()}

    def _trajectory(
        self, where: SheetReading, row: Row, old: TargetSetting | None, points: list[tuple[date, float]],
        days: tuple[date, date],
    ) -> Trajectory:  # fmt: skip
        if row["points"]:
            return self._points(where, row, days)
        kind = row["trajectory"]
        standing = old.trajectory if old is not None and old.trajectory else LINEAR
        if kind is None:
            return standing
        if kind != "milestones":
            return {"kind": kind}
        within = [(day, share) for day, share in points if days[0] <= day <= days[1]]
        if within:
            return by_milestones(within)
        if standing.get("kind") != "milestones":
            message = _("The trajectory goes by milestones, but the task has none within its days.")
            where.add(row.number, "trajectory", "no_milestones", message, _("Fill in the points or the milestones."))
        return standing

    def _points(self, where: SheetReading, row: Row, days: tuple[date, date]) -> Trajectory:
        found: list[tuple[date, float]] = []
        for part in filter(None, (text.strip() for text in re.split(r"[;；\n]", row["points"]))):
            match = _POINT.fullmatch(part)
            try:
                if match is None:
                    raise Refused("not_a_point")
                day, share = (_sure(read_day(match[1], period=days)), _sure(read_share(match[2])))
            except Refused:
                message = _("“%(value)s” is not a day with a share.")
                where.add(row.number, "points", "not_a_point", message, _("Write it like 2016-04-10 50%%."), value=part)
                return LINEAR
            found.append((day, share))
        return by_milestones(found)

    def _goals(self, deadline_on: date) -> dict[Key, GoalSetting]:
        standing = self.reader.present.section("goals")
        rows = list(self.reader.rows("goals"))
        orders = in_order([row["name"] for _where, row in rows], {g.name: g.order for g in standing.values()})
        found: dict[Key, GoalSetting] = {}
        for where, row in rows:
            old = standing.get(row["name"])
            share = self.reader.pick(where, row, "share", old, 1.0)
            kind = self.reader.pick(where, row, "kind", old, "share" if share < 1 else "all_done")
            goal = GoalSetting(
                name=row["name"], kind=kind, due_on=row["due_on"] or deadline_on, tasks=self._covered(where, row),
                share=1.0 if kind == "all_done" else share, name_en=self.reader.pick(where, row, "name_en", old, ""),
                order=orders[row["name"]], source=self.reader.pick(where, row, "source", old, ""),
            )  # fmt: skip
            self.reader.keep("goals", row["name"], where, row, found, goal)
        return found

    def _covered(self, where: SheetReading, row: Row) -> tuple[str, ...]:
        """Codes of the tasks that the cell names, a line standing for all of its tasks."""
        codes: set[str] = set()
        for said in row["tasks"]:
            line = self.lines.get(fold(said))
            if line is not None and fold(said) not in self.tasks:
                codes |= {task for task, of in self.line_of.items() if of == line}
            else:
                codes |= {code for code in [self.reader.refer(where, row, "tasks", self.tasks, said)] if code}
        return tuple(sorted(codes))

    def _answers(self) -> dict[Key, ResponsibilitySetting]:
        found: dict[Key, ResponsibilitySetting] = {}
        for where, row in self.reader.rows("answers"):
            row.values["place"] = short_code(row["place"])
            place = self.reader.place(where, row)
            task = self.reader.refer(where, row, "task", self.tasks) if row["task"] else None
            if row["user"] and row["user"] not in self.reader.known.users:
                message = _("There is no account with the user name “%(value)s”.")
                mend = _("Write the person's name instead, or mend it.")
                where.add(row.number, "user", "unknown_user", message, mend, value=row["user"])
            units = [self.reader.unit(where, row, "organisation", said) for said in row["organisation"] or ()]
            if not (units or row["user"] or row["person"] or row["post"]):
                message = _("Nobody is named.")
                where.add(row.number, "person", "nobody", message, _("Name a unit, a person or a post."))
            if place is None:
                continue
            for unit in units or [None]:
                setting = self._answer(row, place, task, unit)
                self.reader.keep("answers", answer_key(setting), where, row, found, setting)
        return found

    def _answer(self, row: Row, place: str, task: str | None, unit: str | None) -> ResponsibilitySetting:
        text = {name: row[name] or "" for name in ("person", "post", "phone", "source")}
        return ResponsibilitySetting(
            place=place, kind=row["kind"], task=task, organisation=unit, user=row["user"], **text
        )


def _sure(answer: Any) -> Any:
    return answer.value if isinstance(answer, Doubt) else answer
