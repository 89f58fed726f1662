"""What a report form, a village sheet or an inspection needs to know before anything is entered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from bairi.delivery.reports.models import Item, Report, Standing
from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.delivery.reports.rules import OPEN, OPEN_DAY, Level
from bairi.delivery.reports.rules.readings import NOTHING_SEEN
from bairi.ground.access import Actor, NotVisible, Role, visible_to
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign, Counting, Target, Task
from bairi.plan.campaigns.queries.targets import TargetRow, targets_known


@dataclass(frozen=True, slots=True)
class ItemChoice:
    """An item of an itemised task and the stage that it has reached, "" for none."""

    key: UUID
    name: str
    quantity: float
    stage: str
    last_on: date | None
    base: UUID


@dataclass(frozen=True, slots=True)
class EntryTarget:
    """A target to report on: the plan, the last reading, its names. `base` goes back with the report as what was seen.

    `stages` are (code, name) in their order, `stages_en` the same in English. `is_only`: the one measure of its task.
    """

    target: TargetRow
    last_value: float | None
    last_on: date | None
    base: UUID
    is_itemised: bool
    stages: tuple[tuple[str, str], ...] = ()
    stages_en: tuple[tuple[str, str], ...] = ()
    items: tuple[ItemChoice, ...] = ()
    place_name: str = ""
    place_name_en: str = ""
    task_name: str = ""
    task_name_en: str = ""
    measure_name: str = ""
    measure_name_en: str = ""
    is_only: bool = True

    def item(self, key: UUID | None) -> ItemChoice | None:
        """The item of that key."""
        return next((item for item in self.items if item.key == key), None)


def reporting_places(actor: Actor, campaign: Campaign, *, permission: str = RECEIVE_REPORT) -> list[Place]:
    """Places with targets that the actor may report on (or what else is permitted), by the tree. One query."""
    reach = Q(pk__in=[])
    for grant in actor.grants_for(permission):
        if grant.campaign_code in {None, campaign.code}:
            part = Q(path__startswith=grant.place_path)
            if grant.task_codes is not None:
                part &= Q(targets__task__code__in=sorted(grant.task_codes))
            reach |= part
    places = Place.objects.filter(reach, targets__campaign=campaign, targets__is_control=False)
    return list(places.select_related("parent").distinct().order_by("path"))


def last_place(actor: Actor, campaign: Campaign) -> str | None:
    """Code of the place that the actor reported on last. One query."""
    own = Report.objects.filter(campaign=campaign, entered_by=actor.user_id).order_by("-known")
    return own.values_list("target__place__code", flat=True).first() if actor.user_id is not None else None


def target_named(actor: Actor, campaign: Campaign, key: int) -> Target:
    """A target within the actor's scope by its key. Raises NotVisible."""
    rows = visible_to(actor, Target.objects).filter(campaign=campaign, pk=key)
    found = rows.select_related("place", "task", "measure").first()
    if found is None:
        raise NotVisible
    return found


def enters_for_others(actor: Actor, campaign: Campaign, place: Place) -> bool:
    """Whether the actor reports on the place without being of its village team: then on someone's word (代报)."""
    held = [grant for grant in actor.grants_for(RECEIVE_REPORT) if grant.covers(place.path, None, campaign.code)]
    return not any(grant.role is Role.VILLAGE_TEAM for grant in held)


def entry_form(
    actor: Actor,
    campaign: Campaign,
    *,
    place: Place,
    below: bool = False,
    task: str = "",
    permission: str = RECEIVE_REPORT,
) -> list[EntryTarget]:
    """The targets of a place (and of all `below`) that the actor may report on, place by place in the plan's order.

    Six queries.
    """
    rows = [
        row
        for row in targets_known(campaign, place_path=place.path, task_codes=[task] if task else None)
        if (below or row.place_id == place.pk) and not row.is_control and _may(actor, campaign, row, permission)
    ]
    last = _last_readings([row.target_id for row in rows])
    places = Place.objects.in_bulk({row.place_id for row in rows})
    tasks = {task.pk: task for task in campaign.tasks.prefetch_related("measures")}
    itemised = {key for key, task in tasks.items() if task.counting == Counting.ITEMISED}
    items = _items(places.keys(), itemised & {row.task_id for row in rows})
    entries = []
    for row in sorted(rows, key=lambda row: _rank(row, tasks)):
        by_item = row.task_id in itemised
        if by_item and not row.counts:
            continue
        measures = list(tasks[row.task_id].measures.all())
        measure = next(m for m in measures if m.pk == row.measure_id)
        value, on, base = last.get(row.target_id, (None, None, NOTHING_SEEN))
        entries.append(
            EntryTarget(
                target=row,
                last_value=value,
                last_on=on,
                base=base,
                is_itemised=by_item,
                stages=tuple((m.stage or m.code, m.name) for m in measures) if by_item else (),
                stages_en=tuple((m.stage or m.code, m.name_en or m.name) for m in measures) if by_item else (),
                items=tuple(items.get((row.place_id, row.task_id), ())),
                place_name=row.place_name,
                place_name_en=places[row.place_id].name_en,
                task_name=row.task_name,
                task_name_en=tasks[row.task_id].name_en,
                measure_name=measure.name,
                measure_name_en=measure.name_en,
                is_only=by_item or len(measures) == 1,
            )
        )
    return entries


def _rank(row: TargetRow, tasks: Mapping[int, Task]) -> tuple[str, int, str, int]:
    """Place by place, tasks and measures in the order of the plan."""
    task = tasks[row.task_id]
    return row.place_path, task.order, task.code, [m.pk for m in task.measures.all()].index(row.measure_id)


def _may(actor: Actor, campaign: Campaign, row: TargetRow, permission: str) -> bool:
    return actor.may(permission, place_path=row.place_path, task_code=row.task_code, campaign_code=campaign.code)


def _last_readings(targets: list[int]) -> dict[int, tuple[float, date, UUID]]:
    """Value, day and report of the latest period of each target; for items the sum and the latest."""
    rows = Standing.objects.filter(
        target__in=targets, level=Level.REPORTED, known_to=OPEN, effective_to=OPEN_DAY
    ).order_by("effective_from")
    found = list(rows.values_list("target_id", "value", "effective_from", "claim_id"))
    uuids = dict(Report.objects.filter(pk__in=[claim for *_, claim in found]).values_list("id", "uuid"))
    last: dict[int, tuple[float, date, UUID]] = {}
    for target, value, since, claim in found:
        before = last[target][0] if target in last else 0.0
        last[target] = (before + value, date.fromordinal(since), uuids[claim])
    return last


def _items(places: Collection[int], tasks: Collection[int]) -> dict[tuple[int, int], list[ItemChoice]]:
    choices: dict[tuple[int, int], list[ItemChoice]] = {}
    rows = Item.objects.filter(place__in=list(places), task__in=list(tasks), retired_on=None)
    standing = Standing.objects.filter(
        item_id__in=[item.pk for item in rows], level=Level.REPORTED, known_to=OPEN, effective_to=OPEN_DAY
    )
    latest = {report.item_id: report for report in Report.objects.filter(pk__in=standing.values("claim_id"))}
    for item in rows:
        report = latest.get(item.pk)
        choices.setdefault((item.place_id, item.task_id), []).append(
            ItemChoice(
                key=item.key,
                name=item.name,
                quantity=item.quantity,
                stage=report.stage if report else "",
                last_on=report.effective_on if report else None,
                base=report.uuid if report else NOTHING_SEEN,
            )
        )
    return choices
