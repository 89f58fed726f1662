"""What a report form or a village sheet needs to know before anything is entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from bairi.delivery.reports.models import Item, Report, Standing
from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.delivery.reports.rules import OPEN, OPEN_DAY, Level
from bairi.delivery.reports.rules.readings import NOTHING_SEEN
from bairi.ground.access import Actor
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign, Counting
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
    """A target to report on: the plan, and the last reading. `base` goes back with the report as what was seen."""

    target: TargetRow
    last_value: float | None
    last_on: date | None
    base: UUID
    is_itemised: bool
    stages: tuple[tuple[str, str], ...] = ()
    items: tuple[ItemChoice, ...] = ()


def reporting_places(actor: Actor, campaign: Campaign) -> list[Place]:
    """Places with targets that the actor may report on, in the order of the tree. One query."""
    reach = Q(pk__in=[])
    for grant in actor.grants_for(RECEIVE_REPORT):
        if grant.campaign_code in {None, campaign.code}:
            part = Q(path__startswith=grant.place_path)
            if grant.task_codes is not None:
                part &= Q(targets__task__code__in=sorted(grant.task_codes))
            reach |= part
    places = Place.objects.filter(reach, targets__campaign=campaign, targets__is_control=False)
    return list(places.distinct().order_by("path"))


def entry_form(actor: Actor, campaign: Campaign, *, place: Place) -> list[EntryTarget]:
    """The targets of a place that the actor may report on, in the order of the plan. Four queries."""
    rows = [
        row
        for row in targets_known(campaign, place_path=place.path)
        if row.place_id == place.pk and not row.is_control and _may(actor, campaign, row)
    ]
    last = _last_readings([row.target_id for row in rows])
    tasks = {task.code: task for task in campaign.tasks.prefetch_related("measures")}
    itemised = {code for code, task in tasks.items() if task.counting == Counting.ITEMISED}
    items = _items(place, [tasks[code].pk for code in itemised if any(row.task_code == code for row in rows)])
    entries = []
    for row in rows:
        by_item = row.task_code in itemised
        if by_item and not row.counts:
            continue
        value, on, base = last.get(row.target_id, (None, None, NOTHING_SEEN))
        measures = tasks[row.task_code].measures.all() if by_item else ()
        stages = tuple((m.stage or m.code, m.name) for m in measures)
        choices = tuple(items.get(tasks[row.task_code].pk, ())) if by_item else ()
        entries.append(EntryTarget(row, value, on, base, by_item, stages, choices))
    return entries


def _may(actor: Actor, campaign: Campaign, row: TargetRow) -> bool:
    return actor.may(RECEIVE_REPORT, place_path=row.place_path, task_code=row.task_code, campaign_code=campaign.code)


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


def _items(place: Place, tasks: list[int]) -> dict[int, list[ItemChoice]]:
    choices: dict[int, list[ItemChoice]] = {}
    rows = Item.objects.filter(place=place, task__in=tasks, retired_on=None)
    standing = Standing.objects.filter(
        item_id__in=[item.pk for item in rows], level=Level.REPORTED, known_to=OPEN, effective_to=OPEN_DAY
    )
    latest = {report.item_id: report for report in Report.objects.filter(pk__in=standing.values("claim_id"))}
    for item in rows:
        report = latest.get(item.pk)
        choices.setdefault(item.task_id, []).append(
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
