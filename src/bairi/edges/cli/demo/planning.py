"""Makes the demo's places, people and plan through the rooms' own actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bairi.edges.cli.actors import COMMAND
from bairi.edges.cli.demo import plan
from bairi.edges.cli.demo.acts import Series
from bairi.edges.cli.demo.people import PAIRED, PAIRING_UNITS, UNITS, Person
from bairi.edges.cli.demo.targets import PlaceRow, control_totals
from bairi.ground.access import Actor, Role
from bairi.ground.accounts.actions import add_user
from bairi.ground.accounts.models import User
from bairi.ground.accounts.queries import actor_for
from bairi.ground.organisations.actions import add_member, add_organisation, add_pairing
from bairi.ground.places.actions import import_places, place_tiles
from bairi.ground.places.rules import PlaceSetting
from bairi.plan.campaigns import actions
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

AT: Final[Any] = plan.PLANNED_AT
DAYS_OFF: Final = (date(2016, 4, 4),)


def make_places(rows: Sequence[PlaceRow]) -> None:
    """The tree of places, with the tiles of the war-map."""
    settings = [
        PlaceSetting(code=r.code, name=r.name, name_en=r.name_en, parent=r.parent or None, short_name=r.short_name)
        for r in rows
    ]
    import_places(rows=settings, by=COMMAND, at=AT)
    positions = {r.code: (r.tile_x, r.tile_y) for r in rows if r.tile_x is not None and r.tile_y is not None}
    place_tiles(positions=positions, by=COMMAND, at=AT)


def make_people(people: Sequence[Person]) -> dict[str, Actor]:
    """The demo's people with their roles; village teams act from a phone. By user name."""
    for person in people:
        add_user(
            name=person.name, username=person.username, role=Role(person.role), place=person.place, post=person.post,
            task_codes=person.tasks, is_demo=True, by=COMMAND, at=AT,
        )  # fmt: skip
    users = {user.username: user for user in User.objects.filter(is_demo=True)}
    return {
        p.username: actor_for(users[p.username], via="device" if p.role == "village_team" else "page") for p in people
    }


def make_units(places: Sequence[PlaceRow], people: Sequence[Person]) -> None:
    """Units, who belongs to them, and which village each department is paired with."""
    for code, name, name_en, kind, _source in UNITS:
        add_organisation(code=code, name=name, name_en=name_en, kind=kind, place=plan.COUNTY, by=COMMAND, at=AT)
    for row in places:
        if len(row.code) == 9:
            name = f"{row.name}人民政府" if row.name.endswith(("乡", "镇")) else f"{row.short_name}管委会"
            add_organisation(code=f"gov-{row.code}", name=name, kind="township", place=row.code, by=COMMAND, at=AT)
        if len(row.code) == 12:
            name = f"{row.name}驻村工作队"
            add_organisation(code=f"team-{row.code}", name=name, kind="village_team", place=row.code, by=COMMAND, at=AT)
    for person in people:
        add_member(
            organisation=person.unit, username=person.username, post=person.post, is_head=person.is_head,
            since_on=plan.START, by=COMMAND, at=AT,
        )  # fmt: skip
    villages = [row.code for row in places if len(row.code) == 12]
    for number, village in enumerate(villages):
        unit = PAIRED[0] if village == PAIRED[1] else PAIRING_UNITS[number % len(PAIRING_UNITS)]
        add_pairing(organisation=unit, place=village, since_on=plan.START, by=COMMAND, at=AT)


def make_plan(series: Sequence[Series], people: Sequence[Person], by: Actor) -> None:
    """The campaign with its lines, tasks, targets, goals and milestones, started on its first day."""
    common: dict[str, Any] = {"campaign": plan.CAMPAIGN, "by": by, "at": AT}
    actions.create_campaign(
        code=plan.CAMPAIGN, name=plan.NAME, name_en=plan.NAME_EN, place_code=plan.COUNTY, start_on=plan.START,
        deadline_on=plan.DEADLINE, source="香格里拉网 3月31日报道；其余为生成", replay_at=plan.REPLAY_AT, by=by, at=AT,
    )  # fmt: skip
    phases = [PhaseSetting(n, plan.day_of(a), plan.day_of(b), name_en=e) for n, e, a, b in plan.PHASES]
    actions.set_calendar(
        start_on=plan.START, deadline_on=plan.DEADLINE, days_off=DAYS_OFF, weekly_off=(), phases=phases, **common
    )
    for order, (code, name, name_en) in enumerate(plan.LINES):
        actions.add_line(line=LineSetting(code, name, name_en=name_en, order=order), **common)
    for order, task in enumerate(plan.TASKS):
        _make_task(task, order, common)
    actions.set_targets(
        rows=[*_targets(series), *_controls(series)],
        reason="首次百日会战任务分解（生成）",
        approved_by="市委常委会（生成）",
        **common,
    )
    _make_milestones(common)
    actions.set_goals(goals=_goals(), reason="报道所列目标", **common)
    actions.set_responsibilities(rows=_answers(people), **common)
    actions.start_campaign(campaign=plan.CAMPAIGN, by=by, at=plan.STARTED_AT)


def _make_task(task: plan.TaskPlan, order: int, common: dict[str, Any]) -> None:
    setting = TaskSetting(
        code=task.code, line=task.line, name=task.name, name_en=task.name_en, order=order, lead_unit=task.lead_unit,
        asks_position=task.asks_position, source=plan.GENERATED,
    )  # fmt: skip
    actions.add_task(task=setting, **common)
    for place, measure in enumerate(task.measures):
        wanted = MeasureSetting(
            code=measure.code, name=measure.name, name_en=measure.name_en, unit=task.unit, unit_en=task.unit_en,
            order=place, whole=task.whole, counts=place == 0,
        )  # fmt: skip
        actions.add_measure(task=task.code, measure=wanted, **common)


def _targets(series: Sequence[Series]) -> list[TargetSetting]:
    return [
        TargetSetting(
            place=row.place, task=row.task, measure=row.measure, must=row.must, source=row.source,
            trajectory={"kind": _trajectory(row.task)},
        )
        for row in series
    ]  # fmt: skip


def _trajectory(task: str) -> str:
    """Straight until the milestones say otherwise."""
    kind = next(t.trajectory for t in plan.TASKS if t.code == task)
    return "linear" if kind == "milestones" else kind


def _controls(series: Sequence[Series]) -> list[TargetSetting]:
    return [
        TargetSetting(place=place, task=task, must=total, source=plan.GENERATED, trajectory={"kind": _trajectory(task)})
        for (place, task), total in control_totals(list(series)).items()
    ]


def _make_milestones(common: dict[str, Any]) -> None:
    for task, rows in plan.MILESTONES.items():
        milestones = [
            MilestoneSetting(name, plan.day_of(day), share, name_en=name_en, source=plan.GENERATED)
            for name, name_en, day, share in rows
        ]
        actions.set_milestones(task=task, milestones=milestones, reason="倒排工期（生成）", **common)


def _goals() -> list[GoalSetting]:
    return [
        GoalSetting(name, kind, plan.DEADLINE, tasks, share=share, name_en=name_en, order=order, source=plan.REPORT)
        for order, (name, name_en, kind, share, tasks) in enumerate(plan.GOALS)
    ]


@dataclass(frozen=True, slots=True)
class _Answer:
    place: str
    kind: str
    task: str | None = None
    unit: str | None = None
    user: str | None = None
    source: str = plan.GENERATED


def _answers(people: Sequence[Person]) -> list[ResponsibilitySetting]:
    """Leader and units of the county, lead unit of each task, township and team of each place."""
    rows = [
        _Answer(plan.COUNTY, "lead_leader", user="zhihuizhang"),
        _Answer(plan.COUNTY, "lead_unit", unit="headquarters"),
    ]
    rows += [_Answer(plan.COUNTY, "lead_unit", task=task.code, unit=task.lead_unit) for task in plan.TASKS]
    rows += [_Answer(plan.ANNAN, "lead_unit", unit="shiweiban", source=plan.REPORT)]
    for person in people:
        if person.role in {"township_clerk", "village_team"} and person.username != "geza-2":
            rows.append(_Answer(person.place, "responsible_person", user=person.username))
            kind = "supporting_unit" if person.place == plan.ANNAN else "lead_unit"
            rows.append(_Answer(person.place, kind, unit=person.unit))
    return [
        ResponsibilitySetting(r.place, r.kind, task=r.task, organisation=r.unit, user=r.user, source=r.source)
        for r in rows
    ]
