"""Works and households that an itemised task is counted by are entered, one or a whole list."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from bairi.delivery.reports.actions.rulings import check_running, lock_clock
from bairi.delivery.reports.events import ItemAdded
from bairi.delivery.reports.models import Item
from bairi.delivery.reports.permissions import ADD_ITEMS
from bairi.delivery.reports.problems import (
    ControlTotal,
    ItemIsThere,
    ItemNameMissing,
    ItemQuantityWrong,
    NoTarget,
    NothingToDo,
    TaskIsTallied,
    TextTooLong,
    UnknownPlace,
    UnknownTask,
)
from bairi.delivery.reports.rules.readings import DECIMALS, LARGEST
from bairi.ground.access import Actor, Problem, require, visible_to
from bairi.ground.transparency.actions.append import Entry, append_many
from bairi.plan.campaigns.models import Campaign, Counting, Target, Task
from bairi.plan.campaigns.queries import campaign_for

NAME_LIMIT = 120


@dataclass(frozen=True, slots=True)
class NewItem:
    """One work or household as it is sent. `quantity` is what it counts for (1 house, 3.5 km); `task` by code."""

    place: str
    task: str
    name: str
    quantity: float = 1.0
    key: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class AddedItems:
    """What became of a list: `added` new, `again` those that were there, both by key; the refused by their index."""

    added: tuple[UUID, ...] = ()
    again: tuple[UUID, ...] = ()
    refused: tuple[tuple[int, Problem], ...] = ()


@transaction.atomic
def add_items(
    *, campaign: str, items: Sequence[NewItem], source: str = "", dry_run: bool = False, by: Actor, at: datetime
) -> AddedItems:
    """Enter the items that can be, under one group id; a refused one stops no other. The same one again is kept once.

    With `dry_run` nothing is kept. Raises NotVisible, NotAllowed, CampaignIsClosed, NothingToDo for an empty list.
    """
    row = campaign_for(by, campaign)
    require(by, ADD_ITEMS, campaign_code=row.code)
    if not items:
        raise NothingToDo
    lock_clock(row.pk)
    check_running(row)
    entrance = _Entrance(row, by)
    added, again, refused = list[Item](), list[UUID](), list[tuple[int, Problem]]()
    for index, new in enumerate(items):
        try:
            made = entrance.admit(new, source)
        except Problem as problem:
            refused.append((index, problem))
            continue
        if isinstance(made, UUID):
            again.append(made)
        else:
            added.append(made)
    if not dry_run:
        Item.objects.bulk_create(added, batch_size=500)
        append_many([_entry(item, row) for item in added], by=by, at=at, group=uuid4())
    return AddedItems(tuple(item.key for item in added), tuple(again), tuple(refused))


def _entry(item: Item, campaign: Campaign) -> Entry:
    fact = ItemAdded(item=item.key, campaign=campaign.code, task=item.task.code, name=item.name, quantity=item.quantity)
    return Entry(fact, item.place.code)


class _Entrance:
    """Lets items in one by one; it knows the targets that the actor sees and the items that are there."""

    def __init__(self, campaign: Campaign, by: Actor) -> None:
        self.campaign, self.by = campaign, by
        self.tasks = {task.code: task for task in Task.objects.filter(campaign=campaign)}
        targets = visible_to(by, Target.objects).filter(campaign=campaign).select_related("place", "task")
        self.targets = {(row.place.code, row.task.code): row for row in targets.filter(measure__counts=True)}
        self.places = {row.place.code: row.place for row in self.targets.values()}
        there = Item.objects.filter(task__campaign=campaign).select_related("place", "task")
        self.there = {(item.place.code, item.task.code, item.name): item for item in there}
        self.keys = {item.key: item for item in self.there.values()}

    def admit(self, new: NewItem, source: str) -> Item | UUID:
        """The item that is to be made, or the key of the one that is there. Raises the Problem that keeps it out."""
        target = self._target(new)
        name = new.name.strip()
        names = {"task": target.task.name, "place": target.place.name}
        if not name:
            raise ItemNameMissing(**names)
        if len(name) > NAME_LIMIT:
            raise TextTooLong(field="name", length=len(name), limit=NAME_LIMIT)
        if not (math.isfinite(new.quantity) and 0 < round(new.quantity, DECIMALS) <= LARGEST):
            raise ItemQuantityWrong(quantity=new.quantity, name=name)
        quantity = round(new.quantity, DECIMALS)
        found = self.there.get((target.place.code, target.task.code, name)) or self.keys.get(new.key)
        if found is not None:
            if (found.name, found.quantity, found.place_id) != (name, quantity, target.place_id) or found.retired_on:
                raise ItemIsThere(**names, name=found.name, quantity=found.quantity)
            return found.key
        item = Item(
            key=new.key, task=target.task, place=target.place, name=name, quantity=quantity, source=source
        )  # fmt: skip
        self.there[target.place.code, target.task.code, name] = self.keys[item.key] = item
        return item

    def _target(self, new: NewItem) -> Target:
        if new.task not in self.tasks:
            raise UnknownTask(task=new.task, tasks=", ".join(f"{t.code} {t.name}" for t in self.tasks.values()))
        task = self.tasks[new.task]
        if task.counting != Counting.ITEMISED:
            raise TaskIsTallied(task=task.name)
        target = self.targets.get((new.place, new.task))
        if target is None:
            if new.place not in self.places:
                raise UnknownPlace(place=new.place)
            raise NoTarget(place=self.places[new.place].name, task=task.name)
        require(self.by, ADD_ITEMS, place_path=target.place.path, task_code=task.code, campaign_code=self.campaign.code)
        if target.is_control:
            raise ControlTotal(place=target.place.name, task=task.name)
        return target
