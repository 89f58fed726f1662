"""The works and households that tasks are counted by, with the stage that each has reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bairi.delivery.reports.models import Item, Report, Standing
from bairi.delivery.reports.permissions import ADD_ITEMS, RETIRE_ITEM
from bairi.delivery.reports.rules import OPEN, OPEN_DAY, Level
from bairi.delivery.reports.workbook.items import ITEMS
from bairi.ground.access import Actor, require, visible_to
from bairi.ground.places.models import Place
from bairi.ground.tables import Filled, write_template
from bairi.plan.campaigns.models import Campaign, Counting, Measure, Task

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item and how far it is: `stage` is "" where nothing was reported, `report` the one that stands."""

    key: UUID
    name: str
    quantity: float
    unit: str
    task_code: str
    task_name: str
    task_name_en: str
    place_code: str
    place_name: str
    place_name_en: str
    stage: str
    stage_name: str
    stage_name_en: str
    last_on: date | None
    report: UUID | None
    is_confirmed: bool
    may_retire: bool


def itemised_tasks(actor: Actor, campaign: Campaign) -> list[Task]:
    """The tasks of the campaign that are counted by items, as far as the actor sees them. One query."""
    return list(visible_to(actor, Task.objects).filter(campaign=campaign, counting=Counting.ITEMISED))


def items(
    actor: Actor, campaign: Campaign, *, task: str = "", place: str = "", number: int = 1, per_page: int = PER_PAGE
) -> tuple[list[ItemRow], Page[Item]]:
    """One page of the items on the list, by task and place, and the page itself. Five queries."""
    rows = visible_to(actor, Item.objects).filter(task__campaign=campaign, retired_on=None)
    if task:
        rows = rows.filter(task__code=task)
    if place:
        rows = rows.filter(place__path__startswith=_path(place))
    ordered = rows.select_related("place", "task").order_by("task__order", "task__code", "place__path", "name", "pk")
    page = Paginator(ordered, per_page).get_page(number)
    return _rows(actor, campaign, list(page.object_list)), page


def items_template(actor: Actor, campaign: Campaign) -> bytes:
    """An .xlsx workbook in the active language to list items in. Raises NotAllowed."""
    require(actor, ADD_ITEMS, campaign_code=campaign.code)
    tasks = [task.name for task in itemised_tasks(actor, campaign)]
    return write_template([Filled(ITEMS, (), {"task": tasks})], title=_("Items"), about=[ITEMS.help])


def _path(code: str) -> str:
    """The path of a place by its code; one that no path begins with where there is no such place."""
    return Place.objects.filter(code=code).values_list("path", flat=True).first() or "none"


def _rows(actor: Actor, campaign: Campaign, found: list[Item]) -> list[ItemRow]:
    measures = list(Measure.objects.filter(task__in={item.task_id for item in found}).order_by("task_id", "order"))
    names = {(m.task_id, m.stage or m.code): m for m in measures}
    counts = {m.task_id: m for m in measures if m.counts}
    reported, confirmed = (_latest(found, level) for level in (Level.REPORTED, Level.CONFIRMED))
    rows = []
    for item in found:
        report = reported.get(item.pk)
        stage = report.stage if report else ""
        measure = names.get((item.task_id, stage))
        may = actor.may(RETIRE_ITEM, place_path=item.place.path, task_code=item.task.code, campaign_code=campaign.code)
        rows.append(
            ItemRow(
                key=item.key, name=item.name, quantity=item.quantity,
                unit=counts[item.task_id].unit if item.task_id in counts else "",
                task_code=item.task.code, task_name=item.task.name, task_name_en=item.task.name_en,
                place_code=item.place.code, place_name=item.place.name, place_name_en=item.place.name_en,
                stage=stage, stage_name=measure.name if measure else stage,
                stage_name_en=(measure.name_en or measure.name) if measure else stage,
                last_on=report.effective_on if report else None, report=report.uuid if report else None,
                is_confirmed=report is not None and confirmed.get(item.pk) == report, may_retire=may and report is None,
            )
        )  # fmt: skip
    return rows


def _latest(found: list[Item], level: Level) -> dict[int, Report]:
    """The report that stands now for each item at a level. Two queries."""
    standing = Standing.objects.filter(
        item_id__in=[item.pk for item in found], level=level, known_to=OPEN, effective_to=OPEN_DAY
    )
    reports: QuerySet[Report] = Report.objects.filter(pk__in=standing.values("claim_id"))
    return {report.item_id: report for report in reports if report.item_id is not None}
