"""Writes what a workbook changes, in the order in which one part leans on another, under one plan version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from bairi.ground.access import Problem
from bairi.plan.campaigns.actions.calendar import CalendarSetting, write_calendar
from bairi.plan.campaigns.actions.campaign import change_campaign
from bairi.plan.campaigns.actions.goals import write_goals
from bairi.plan.campaigns.actions.limits import THRESHOLDS, Limits, write_reporting, write_thresholds
from bairi.plan.campaigns.actions.lines import find_line, remove_line, write_line
from bairi.plan.campaigns.actions.measures import find_measure, remove_measure, write_measure
from bairi.plan.campaigns.actions.milestones import write_milestones
from bairi.plan.campaigns.actions.plan import Note
from bairi.plan.campaigns.actions.resolve_targets import resolve_targets
from bairi.plan.campaigns.actions.responsibilities import set_responsibilities
from bairi.plan.campaigns.actions.set_photo_size import write_photo_size
from bairi.plan.campaigns.actions.tasks import find_task, remove_task, write_task
from bairi.plan.campaigns.actions.write_targets import Key, Wanted, write_targets
from bairi.plan.campaigns.models import Campaign, Target, TargetVersion
from bairi.plan.campaigns.permissions import IMPORT_PLAN
from bairi.plan.campaigns.problems import TargetsRefused
from bairi.plan.campaigns.rules.settings import TargetSetting
from bairi.plan.campaigns.rules.whole_plan import CampaignSetting, PlanChangeLine, WholePlan
from bairi.plan.campaigns.workbook.reader import Reader

CALENDAR = {"start_on", "deadline_on", "weekly_off", "time_zone"}
NAMES = {"name", "name_en", "source"}
LIMITS = ("rhythm", "cut_off_hour", "silent_after_days", "jump_share", "burden_ceiling")
Changes = list[dict[str, Any]]


def settled(campaign: Campaign, lines: Iterable[PlanChangeLine]) -> list[PlanChangeLine]:
    """The differences, with what has had targets kept, since history needs it: only its targets are taken out."""
    used = set(Target.objects.filter(campaign=campaign).values_list("task__line__code", "task__code", "measure__code"))
    keys: dict[str, set[Any]] = {
        "lines": {line for line, _task, _measure in used},
        "tasks": {task for _line, task, _measure in used},
        "measures": {(task, measure) for _line, task, measure in used},
    }
    return [
        replace(line, kind="kept") if line.kind == "removed" and line.key in keys.get(line.section, ()) else line
        for line in lines
    ]


def apply_plan(
    campaign: Campaign,
    differences: Sequence[PlanChangeLine],
    whole: WholePlan,
    wanted: WholePlan,
    reader: Reader,
    note: Note,
) -> int | None:
    """Write the differences. Returns the number of the plan version, None when no figure of the plan changed.

    A fault found on the way becomes a problem of its cell in the reading; the caller then refuses the whole.
    """
    work = _Apply(campaign, whole, reader, note)
    work.take(differences)
    work.structure()
    moves, standing = work.calendar()
    work.campaign_facts()
    work.milestones()
    work.goals()
    if reader.reading.problems:
        return None
    found = work.targets(differences)
    if reader.reading.problems:
        return None
    named = wanted.section("targets")
    asked = {want.key for want in found[0]}
    moved = [
        w for w in moves if w.key not in asked and (w.measure.task.code, w.measure.code, w.place.code) not in named
    ]
    change = write_targets(campaign, [*found[0], *moved], {**standing, **found[1]}, note, work.changes)
    work.answers()
    work.remove()
    return change.version.number if change.version else None


class _Apply:
    def __init__(self, campaign: Campaign, whole: WholePlan, reader: Reader, note: Note) -> None:
        self.campaign, self.whole, self.reader, self.note = campaign, whole, reader, note
        self.lines: dict[str, list[PlanChangeLine]] = {}
        self.changes: Changes = []

    def take(self, differences: Iterable[PlanChangeLine]) -> None:
        for line in differences:
            if line.kind != "kept":
                self.lines.setdefault(line.section, []).append(line)

    def written(self, section: str) -> list[PlanChangeLine]:
        """What is added or changed in a section."""
        return [line for line in self.lines.get(section, []) if line.kind != "removed"]

    @contextmanager
    def cell(self, section: str, key: Any, column: str = "") -> Iterator[None]:
        """A refusal inside becomes a problem of the row that asked for it; one that no row asked for goes on."""
        try:
            yield
        except Problem as problem:
            origin = self.reader.origins.get((section, key))
            if origin is None:
                raise
            where, row = origin
            column = column or where.sheet.columns[0].name
            where.add(row.number, column, problem.code, problem.message, **problem.data)

    def structure(self) -> None:
        for line in self.written("lines"):
            with self.cell("lines", line.key):
                old = find_line(self.campaign, line.key) if line.before else None
                self.changes += write_line(self.campaign, old, line.after, self.note)[1]
        for line in self.written("tasks"):
            with self.cell("tasks", line.key):
                task = find_task(self.campaign, line.key) if line.before else None
                self.changes += write_task(self.campaign, task, line.after, self.note)[1]
        for line in sorted(self.written("measures"), key=lambda line: line.after.roll_up == "ratio"):
            with self.cell("measures", line.key):
                owner = find_task(self.campaign, line.key[0])
                measure = find_measure(owner, line.key[1]) if line.before else None
                self.changes += write_measure(self.campaign, owner, measure, line.after, self.note)[1]

    def head(self) -> tuple[CampaignSetting, set[str]]:
        """The campaign as it is to stand, and the names of its fields that change."""
        setting: CampaignSetting = self.whole.section("campaign")[self.campaign.code]
        return setting, {field.name for line in self.lines.get("campaign", []) for field in line.fields}

    def calendar(self) -> tuple[list[Wanted], dict[Key, TargetVersion]]:
        setting, changed = self.head()
        if not (changed & CALENDAR or "days_off" in self.lines or "phases" in self.lines):
            return [], {}
        days = CalendarSetting(
            setting.start_on, setting.deadline_on, tuple(self.whole.section("days_off")), setting.weekly_off,
            setting.time_zone,
        )  # fmt: skip
        moves: list[Wanted] = []
        standing: dict[Key, TargetVersion] = {}
        with self.cell("campaign", self.campaign.code, "start_on"):
            phases = list(self.whole.section("phases").values())
            changes, moves, standing = write_calendar(self.campaign, days, phases, self.note)
            self.changes += changes
        return moves, standing

    def campaign_facts(self) -> None:
        setting, changed = self.head()
        with self.cell("campaign", self.campaign.code):
            if changed & NAMES:
                change_campaign(
                    campaign=self.campaign.code, name=setting.name, name_en=setting.name_en, source=setting.source,
                    by=self.note.by, at=self.note.at,
                )  # fmt: skip
            if changed & set(LIMITS):
                limits = Limits(**{name: getattr(setting, name) for name in LIMITS})
                write_reporting(self.campaign, limits, None, self.note)
            if "photo_px" in changed:
                self.changes += write_photo_size(self.campaign, setting.photo_px, self.note)
            if changed & set(THRESHOLDS):
                given = {name: getattr(setting, name) for name in THRESHOLDS}
                self.changes += write_thresholds(self.campaign, given, self.note)

    def milestones(self) -> None:
        owners = {line.key[:2]: line.key for line in self.lines.get("milestones", [])}
        for (kind, code), key in owners.items():
            rows = [m for k, m in self.whole.section("milestones").items() if k[:2] == (kind, code)]
            with self.cell("milestones", key, "share"):
                owner = find_task(self.campaign, code) if kind == "task" else find_line(self.campaign, code)
                ordered = sorted(rows, key=lambda milestone: milestone.due_on)
                self.changes += write_milestones(self.campaign, owner, ordered, self.note)

    def goals(self) -> None:
        if "goals" in self.lines:
            with self.cell("goals", self.lines["goals"][0].key):
                self.changes += write_goals(self.campaign, list(self.whole.section("goals").values()), self.note)

    def targets(self, differences: Sequence[PlanChangeLine]) -> tuple[list[Wanted], dict[Key, TargetVersion]]:
        lines = [line for line in differences if line.section == "targets" and line.kind != "kept"]
        rows: list[TargetSetting] = [
            replace(line.before, removed=True) if line.kind == "removed" else line.after for line in lines
        ]
        try:
            found = resolve_targets(self.campaign, rows, self.note.by, IMPORT_PLAN)
        except TargetsRefused as refused:
            for fault in refused.data["faults"]:
                where, row = self.reader.origins["targets", lines[fault["row"]].key]
                message = fault["message"].replace("%", "%%")
                where.add(row.number, fault["field"], "target_refused", message, value=row.values.get(fault["field"]))
            return [], {}
        return found.wanted, found.standing

    def answers(self) -> None:
        places = {line.key[0] for line in self.lines.get("answers", [])}
        if places:
            rows = [answer for key, answer in self.whole.section("answers").items() if key[0] in places]
            set_responsibilities(
                campaign=self.campaign.code, rows=rows, places=places, by=self.note.by, at=self.note.at
            )

    def remove(self) -> None:
        """What is taken out and never had a target: measures, then their tasks, then the lines."""
        who: dict[str, Any] = {"campaign": self.campaign.code, "by": self.note.by, "at": self.note.at}
        gone = {
            section: [line.key for line in self.lines.get(section, []) if line.kind == "removed"]
            for section in self.lines
        }
        tasks = set(gone.get("tasks", []))
        for task, code in gone.get("measures", []):
            if task not in tasks:
                remove_measure(task=task, code=code, **who)
        for code in tasks:
            remove_task(code=code, **who)
        for code in gone.get("lines", []):
            remove_line(code=code, **who)
