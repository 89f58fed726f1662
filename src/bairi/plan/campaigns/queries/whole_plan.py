"""The plan as it stands, whole: what a template is filled with and a workbook is compared with."""

from __future__ import annotations

from datetime import date

from bairi.plan.campaigns.models import Campaign, Goal, Line, Measure, Milestone, Phase, Responsibility, Task
from bairi.plan.campaigns.queries.targets import targets_known
from bairi.plan.campaigns.rules.answers import answer_key
from bairi.plan.campaigns.rules.settings import (
    GoalSetting,
    LineSetting,
    MeasureSetting,
    MilestoneSetting,
    PhaseSetting,
    ResponsibilitySetting,
    TargetSetting,
    TaskSetting,
)
from bairi.plan.campaigns.rules.whole_plan import CampaignSetting, DayOff, Key, WholePlan


def whole_plan(campaign: Campaign) -> WholePlan:
    """Everything that a plan workbook carries, as it stands now. Nine queries."""
    days = (DayOff(date.fromisoformat(day)) for day in campaign.days_off)
    return WholePlan(
        campaign={campaign.code: _campaign(campaign)},
        days_off={day.day: day for day in days},
        phases={p.name: PhaseSetting(p.name, p.start_on, p.end_on, p.name_en, p.rhythm) for p in _phases(campaign)},
        lines={
            line.code: LineSetting(line.code, line.name, line.name_en, line.order, line.weight)
            for line in Line.objects.filter(campaign=campaign)
        },
        tasks={task.code: _task(task) for task in _tasks(campaign)},
        measures={(measure.task.code, measure.code): _measure(measure) for measure in _measures(campaign)},
        targets=_targets(campaign),
        milestones=_milestones(campaign),
        goals={goal.name: _goal(goal) for goal in Goal.objects.filter(campaign=campaign).prefetch_related("tasks")},
        answers={answer_key(answer): answer for answer in map(_answer, _answers(campaign))},
    )


def _campaign(row: Campaign) -> CampaignSetting:
    return CampaignSetting(
        code=row.code, name=row.name, place=row.place.code, start_on=row.start_on, deadline_on=row.deadline_on,
        name_en=row.name_en, time_zone=row.time_zone, weekly_off=tuple(row.weekly_off), rhythm=row.rhythm,
        cut_off_hour=row.cut_off_hour, silent_after_days=row.silent_after_days, jump_share=round(row.jump_share, 6),
        burden_ceiling=row.burden_ceiling, photo_px=row.photo_px, late_below=round(row.late_below, 6),
        risk_below=round(row.risk_below, 6), coverage_needed=round(row.coverage_needed, 6),
        trust_gap=round(row.trust_gap, 6), source=row.source,
    )  # fmt: skip


def _phases(campaign: Campaign) -> list[Phase]:
    return list(Phase.objects.filter(campaign=campaign))


def _tasks(campaign: Campaign) -> list[Task]:
    rows = Task.objects.filter(campaign=campaign).select_related("line", "lead_unit")
    return list(rows.order_by("line__order", "order", "code"))


def _task(task: Task) -> TaskSetting:
    return TaskSetting(
        code=task.code, line=task.line.code, name=task.name, name_en=task.name_en, order=task.order,
        weight=task.weight, counting=task.counting, rhythm=task.rhythm,
        lead_unit=task.lead_unit.code if task.lead_unit else None, source=task.source,
        asks_position=task.asks_position,
    )  # fmt: skip


def _measures(campaign: Campaign) -> list[Measure]:
    rows = Measure.objects.filter(task__campaign=campaign).select_related("task", "denominator")
    return list(rows.order_by("task__order", "task__code", "order", "code"))


def _measure(row: Measure) -> MeasureSetting:
    return MeasureSetting(
        code=row.code, name=row.name, unit=row.unit, name_en=row.name_en, unit_en=row.unit_en, order=row.order,
        whole=row.whole, counts=row.counts, roll_up=row.roll_up,
        denominator=row.denominator.code if row.denominator else None, stage=row.stage,
        lower_is_better=row.lower_is_better,
    )  # fmt: skip


def _targets(campaign: Campaign) -> dict[Key, TargetSetting]:
    return {
        (row.task_code, row.measure_code, row.place_code): TargetSetting(
            place=row.place_code, task=row.task_code, must=row.must, measure=row.measure_code, reserve=row.reserve,
            baseline=row.baseline, start_on=row.start_on, due_on=row.due_on, trajectory=dict(row.trajectory),
            source=row.source,
        )
        for row in targets_known(campaign)
    }  # fmt: skip


def _milestones(campaign: Campaign) -> dict[Key, MilestoneSetting]:
    found: dict[Key, MilestoneSetting] = {}
    for row in Milestone.objects.filter(campaign=campaign).select_related("task", "line"):
        owner = ("task", row.task.code) if row.task else ("line", row.line.code if row.line else "")
        found[*owner, row.name] = MilestoneSetting(row.name, row.due_on, row.share, row.name_en, row.source)
    return found


def _goal(goal: Goal) -> GoalSetting:
    codes = tuple(sorted(task.code for task in goal.tasks.all()))
    return GoalSetting(goal.name, goal.kind, goal.due_on, codes, goal.share, goal.name_en, goal.order, goal.source)


def _answers(campaign: Campaign) -> list[Responsibility]:
    rows = Responsibility.objects.filter(campaign=campaign).select_related("place", "task", "organisation", "user")
    return list(rows.order_by("place__order", "place__code", "task__order", "kind", "pk"))


def _answer(row: Responsibility) -> ResponsibilitySetting:
    return ResponsibilitySetting(
        place=row.place.code, kind=row.kind, task=row.task.code if row.task else None,
        organisation=row.organisation.code if row.organisation else None,
        user=row.user.username if row.user else None, person=row.person, post=row.post, phone=row.phone,
        source=row.source,
    )  # fmt: skip
