"""From the rows of a sheet to reports: names become codes, faults cells."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bairi.delivery.reports.actions.entries import NewReport
from bairi.delivery.reports.models import EntryKind, Item
from bairi.delivery.reports.rules.numbers import number_of_row
from bairi.delivery.reports.workbook.sheet import COLUMN_OF
from bairi.ground.access import Actor, Problem, visible_to
from bairi.ground.places.models import Place
from bairi.ground.tables import CellProblem, Row, SheetReading
from bairi.ground.tables.rules.words import fold
from bairi.plan.campaigns.models import Campaign

Names = dict[str, str]
TOTAL = EntryKind.TOTAL.value
MOST_SAID = 1_000
"""Rows about a target and day that an earlier row is about already: so many are named, more nobody would read."""


class ReportRows:
    """Makes the reports of one sheet. What is wrong with a row stands on it afterwards."""

    def __init__(self, reading: SheetReading, campaign: Campaign, by: Actor) -> None:
        self.reading, self.campaign, self.by = reading, campaign, by
        self._places: Names = dict(
            visible_to(by, Place.objects).filter(path__startswith=campaign.place.path).values_list("code", "name")
        )
        self._tasks: Names = {}
        self._measures: dict[str, Names] = {}
        self._stages: dict[str, Names] = {}
        self._items: dict[tuple[str, str], dict[str, UUID]] | None = None
        self._named: dict[tuple[str, str | None], tuple[str, str]] = {}
        self._fitting: set[tuple[str, str | None]] = set()
        self._said: dict[tuple[Any, ...], int] = {}
        self._twice = 0
        self._learn()

    def report(self, row: Row) -> NewReport | None:
        """The report that a row makes; None with a problem on the row."""
        if row.problems:
            return None
        values = row.values
        place, day = values["place"], values["effective_on"]
        named = self._named.get((values["task"], values["measure"])) or self._name(values["task"], values["measure"])
        if (place, values["place_name"]) not in self._fitting:
            self._compare(row, place, values["place_name"])
        task, measure = named
        item, stage = None, ""
        if values["item"] is not None or values["stage"] is not None:
            item, stage = self._item(row, place, task)
            if row.problems:
                return None
        entered_as, note, entered_for = values["entered_as"] or TOTAL, values["note"] or "", values["entered_for"] or ""
        corrects, value, number = values["corrects"], values["value"], values["number"]
        first = self._said.setdefault((place, task, measure, item, day), row.number)
        if first != row.number and self._twice < MOST_SAID:
            self._twice += 1
            row.notices.append(self._say_twice(row, first))
        if number is None:
            where = (self.campaign.code, place, task, measure, item, stage)
            number = number_of_row(day, (*where, entered_as, value, note, entered_for, corrects))
        return NewReport(
            uuid=number, campaign=self.campaign.code, place=place, task=task, effective_on=day, value=value,
            measure=measure, entered_as=entered_as, unit=values["unit"] or "",
            supersedes=() if corrects is None else (corrects,), item=item, stage=stage, note=note,
            entered_for=entered_for,
        )  # fmt: skip

    def place_name(self, code: str) -> str:
        """The place's name; its code where it has none that the sender sees."""
        return self._places.get(code, code)

    def refuse(self, row: Row, problem: Problem) -> None:
        """Put a refusal at the cell that it speaks of."""
        column = COLUMN_OF.get(problem.code, "place")
        row.problems.append(self.reading.add(row.number, column, problem.code, str(problem).replace("%", "%%")))

    def _learn(self) -> None:
        """The words of the plan: tasks, measures and stages by code and by name."""
        for task in self.campaign.tasks.prefetch_related("measures"):
            measures, stages = self._measures.setdefault(task.code, {}), self._stages.setdefault(task.code, {})
            self._tasks |= {fold(word): task.code for word in (task.name_en, task.name) if word}
            for measure in task.measures.all():
                stage = measure.stage or measure.code
                measures |= {fold(word): measure.code for word in (measure.name_en, measure.name) if word}
                stages |= {fold(word): stage for word in (measure.name_en, measure.name, measure.code, stage) if word}
            measures |= {fold(measure.code): measure.code for measure in task.measures.all()}
        self._tasks |= {fold(code): code for code in self._measures}

    def _name(self, said: str, measure_said: str | None) -> tuple[str, str]:
        """Codes of task and measure; what is not known stays as it was said, for the intake to name."""
        task = self._tasks.get(fold(said), said)
        measure = "" if measure_said is None else self._measures.get(task, {}).get(fold(measure_said), measure_said)
        self._named[said, measure_said] = (task, measure)
        return task, measure

    def _compare(self, row: Row, place: str, said: str | None) -> None:
        """A name that does not fit its code is marked, since a wrong code would put the figure elsewhere."""
        name = self._places.get(place)
        self._fitting.add((place, said))
        if name is None or said is None or fold(said) in fold(name) or fold(said)[:2] == fold(name)[:2]:
            return
        message = _("“%(value)s” is called “%(name)s” in the list of places. The code was followed.")
        mend = _("Check that the code is right.")
        row.notices.append(
            self.reading.add(row.number, "place_name", "name_differs", message, mend, level="notice", value=said,
                             name=name)
        )  # fmt: skip

    def _say_twice(self, row: Row, first: int) -> CellProblem:
        message = _("Row %(first)s is about the same target and day. Both go in, and the later one counts.")
        mend = _("Delete the row that should not count.")
        return self.reading.add(row.number, "value", "same_target_and_day", message, mend, level="notice", first=first)

    def _item(self, row: Row, place: str, task: str) -> tuple[UUID | None, str]:
        """The item and the stage that a row names."""
        said, stage = row["item"], row["stage"]
        item = None if said is None else self._items_of(place, task).get(fold(said))
        if said is not None and item is None:
            message = _("“%(value)s” is not an item of this task in this place.")
            mend = _("Compare it with the list of items, or add it there first.")
            row.problems.append(self.reading.add(row.number, "item", "unknown_item", message, mend, value=said))
        return item, "" if stage is None else self._stages.get(task, {}).get(fold(stage), stage)

    def _items_of(self, place: str, task: str) -> dict[str, UUID]:
        if self._items is None:
            self._items = defaultdict(dict)
            rows = visible_to(self.by, Item.objects).filter(task__campaign=self.campaign, retired_on=None)
            for code, where, key, name in rows.values_list("task__code", "place__code", "key", "name"):
                self._items[where, code] |= {fold(name): key, fold(str(key)): key}
        return self._items.get((place, task), {})
