"""The lists that phones choose from, cut to what the person may report on: places, targets, items, stages."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from bairi.delivery.reports.models import Item, Report, Standing
from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.delivery.reports.queries import reporting_places
from bairi.delivery.reports.rules import OPEN, OPEN_DAY, Level
from bairi.delivery.reports.rules.readings import NOTHING_SEEN
from bairi.ground.access import Actor
from bairi.plan.campaigns.models import Campaign, Counting, Measure, Task
from bairi.plan.campaigns.queries.targets import TargetRow, targets_known

_OF_TARGETS: Final = (
    "name", "label", "place", "task", "measure", "unit", "itemised", "last_value", "last_on", "base", "asks_position",
)  # fmt: skip
HEADS: Final = {
    "places": ("name", "label"),
    "targets": _OF_TARGETS,
    "items": ("name", "label", "target", "base"),
    "stages": ("name", "label", "task", "stage"),
}
MOST_NAMED: Final = 500
"""So many targets are asked for by name; for more, all of the campaign are read."""


def choice_list(actor: Actor, campaign: Campaign, name: str) -> bytes:
    """One of the lists as CSV. A name of `HEADS`; at most six queries, however many targets there are."""
    makers = {"places": _places, "targets": _targets, "items": _items, "stages": _stages}
    return _csv(HEADS[name], makers[name](actor, campaign))


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode()


def _places(actor: Actor, campaign: Campaign) -> Iterable[tuple[str, ...]]:
    for place in reporting_places(actor, campaign):
        yield place.code, place.name


def _targets(actor: Actor, campaign: Campaign) -> Iterable[tuple[str, ...]]:
    rows = _reportable(actor, campaign)
    last = _last_readings(campaign, [row.target_id for row in rows])
    itemised, asking = _itemised(campaign), _asking(campaign)
    for row in rows:
        by_item = row.task_code in itemised
        value, on, base = last.get(row.target_id, (None, None, NOTHING_SEEN))
        yield (
            _name(row), _label(row), row.place_code, row.task_code, row.measure_code, row.unit, str(int(by_item)),
            "" if value is None else f"{value:g}", "" if on is None else on.isoformat(), str(base),
            str(int(row.task_code in asking)),
        )  # fmt: skip


def _items(actor: Actor, campaign: Campaign) -> Iterable[tuple[str, ...]]:
    itemised = _itemised(campaign)
    rows = {(r.task_id, r.place_id): r for r in _reportable(actor, campaign) if r.task_code in itemised}
    items = Item.objects.filter(task__campaign=campaign, retired_on=None).order_by("place_id", "name")
    found = [item for item in items if (item.task_id, item.place_id) in rows]
    bases = _last_of_items(campaign) if found else {}
    for item in found:
        row = rows[item.task_id, item.place_id]
        yield str(item.key), item.name, _name(row), str(bases.get(item.pk, NOTHING_SEEN))


def _stages(actor: Actor, campaign: Campaign) -> Iterable[tuple[str, ...]]:
    tasks = {row.task_code for row in _reportable(actor, campaign)} & _itemised(campaign)
    measures = Measure.objects.filter(task__campaign=campaign, task__code__in=tasks).select_related("task")
    begun: set[str] = set()
    for measure in measures.order_by("task__order", "task__code", "order"):
        if measure.task.code not in begun:
            begun.add(measure.task.code)
            yield f"{measure.task.code}.", _("not begun"), measure.task.code, ""
        stage = measure.stage or measure.code
        yield f"{measure.task.code}.{stage}", measure.name, measure.task.code, stage


def _reportable(actor: Actor, campaign: Campaign) -> list[TargetRow]:
    """The targets that the actor may report on; of a task counted by items only the measure that counts."""
    itemised = _itemised(campaign)
    return [
        row
        for row in targets_known(campaign)
        if not row.is_control
        and (row.counts or row.task_code not in itemised)
        and actor.may(RECEIVE_REPORT, place_path=row.place_path, task_code=row.task_code, campaign_code=campaign.code)
    ]


def _itemised(campaign: Campaign) -> set[str]:
    rows = Task.objects.filter(campaign=campaign, counting=Counting.ITEMISED)
    return set(rows.values_list("code", flat=True))


def _asking(campaign: Campaign) -> set[str]:
    rows = Task.objects.filter(campaign=campaign, asks_position=True)
    return set(rows.values_list("code", flat=True))


def _name(row: TargetRow) -> str:
    return f"{row.place_code}.{row.task_code}.{row.measure_code}"


def _label(row: TargetRow) -> str:
    return f"{row.task_name} · {row.measure_name} ({row.unit})"


def _last_readings(campaign: Campaign, targets: Sequence[int]) -> dict[int, tuple[float, date, UUID]]:
    """Value, day and report that stand at the end for each target; for items the sum and the latest."""
    reach = {"target__in": targets} if len(targets) <= MOST_NAMED else {"target__campaign": campaign}
    standing = Standing.objects.filter(**reach, level=Level.REPORTED, known_to=OPEN, effective_to=OPEN_DAY)
    found = list(standing.order_by("effective_from").values_list("target_id", "value", "effective_from", "claim_id"))
    uuids = dict(Report.objects.filter(pk__in=standing.values("claim_id")).values_list("id", "uuid"))
    last: dict[int, tuple[float, date, UUID]] = {}
    for target, value, since, claim in found:
        before = last[target][0] if target in last else 0.0
        last[target] = (before + value, date.fromordinal(since), uuids[claim])
    return last


def _last_of_items(campaign: Campaign) -> dict[int, UUID]:
    """The report that stands at the end for each item."""
    standing = Standing.objects.filter(
        target__campaign=campaign, item_id__gt=0, level=Level.REPORTED, known_to=OPEN, effective_to=OPEN_DAY
    )
    claims = Report.objects.filter(pk__in=standing.values("claim_id"))
    return {item: uuid for item, uuid in claims.values_list("item_id", "uuid") if item is not None}
