"""The measures that a report moves: one for a tally, all of the task for an item that reaches a stage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from bairi.delivery.reports.actions.entries import NewReport
from bairi.delivery.reports.actions.facts import Facts, Opening
from bairi.delivery.reports.actions.hand import Hand
from bairi.delivery.reports.actions.judge import check_stage
from bairi.delivery.reports.actions.meeting import Meeting, meet
from bairi.delivery.reports.actions.series import SeriesKey
from bairi.delivery.reports.problems import UnknownItem
from bairi.delivery.reports.rules.readings import DECIMALS, FALLING, Bar, doubts, item_value, total
from bairi.delivery.reports.rules.standing import Series

ITEM = """
SELECT id, quantity FROM reports_item
WHERE key = %s AND task_id = %s AND place_id = %s AND retired_on IS NULL"""

MEASURES = """
SELECT t.id, COALESCE(NULLIF(m.stage, ''), m.code) FROM campaigns_measure m
LEFT JOIN campaigns_target t ON t.measure_id = m.id AND t.place_id = %s
WHERE m.task_id = %s ORDER BY m."order" """


@dataclass(frozen=True, slots=True)
class Reading:
    """A report made into figures. `keys` are its series, the first being that of the measure that counts."""

    value: float
    entered_value: float
    marks: tuple[str, ...]
    meeting: Meeting
    series: Series
    keys: tuple[SeriesKey, ...]
    item_id: int | None = None
    stage: str = ""

    def value_in(self, key: SeriesKey) -> float:
        """What the report says in one of its series."""
        return self.value if key.value_of is None else key.value_of(self.entered_value, self.stage)


def read_tally(cursor: Hand, new: NewReport, opening: Opening) -> Reading:
    """The total that a report states. `judge` has seen to it that there is a value."""
    facts = opening.facts
    series = Series(last_known=facts.last_known)
    return tally(new, facts, meet(cursor, new, opening, series, None), series)


def tally(new: NewReport, facts: Facts, meeting: Meeting, series: Series) -> Reading:
    """The total of a report that meets `meeting`."""
    entered = round(float(new.value or 0.0), DECIMALS)
    value = total(new.entered_as, entered, meeting.seen, facts.baseline)
    before = None if meeting.stands is None else meeting.stands.value
    return Reading(value, entered, doubts(value, before, bar_of(facts)), meeting, series, (SeriesKey(facts.target_id),))


def bar_of(facts: Facts) -> Bar:
    """What a reading of the target is held against."""
    return Bar(facts.baseline, facts.must, facts.reserve, facts.jump_share)


def read_item(cursor: Hand, new: NewReport, opening: Opening) -> Reading:
    """What an item at its stage comes to in each measure. Raises UnknownItem, UnknownStage."""
    facts = opening.facts
    item_id, quantity = find_item(cursor, new, facts)
    stages, keys = item_series(
        cursor, item_id=item_id, place_id=facts.place_id, task_id=facts.task_id, target_id=facts.target_id
    )
    check_stage(new.stage, stages, facts)
    series = Series(last_known=facts.last_known)
    meeting = meet(cursor, new, opening, series, item_id)
    before = meeting.stands.stage if meeting.stands else ""
    fell = bool(before) and (not new.stage or stages.index(new.stage) < stages.index(before))
    main = keys[0]
    value = main.value_of(quantity, new.stage) if main.value_of else quantity
    return Reading(value, quantity, (FALLING,) * fell, meeting, series, keys, item_id, new.stage)


def find_item(cursor: Hand, new: NewReport, facts: Facts) -> tuple[int, float]:
    """Key and quantity of the item named. Raises UnknownItem."""
    item = new.item.hex if new.item else ""
    row = cursor.execute(ITEM, [item, facts.task_id, facts.place_id]).fetchone()
    if row is None:
        raise UnknownItem(place=facts.place_name, task=facts.task_name, item=str(new.item))
    return row[0], row[1]


def item_series(
    cursor: Hand, *, item_id: int, place_id: int, task_id: int, target_id: int
) -> tuple[list[str], tuple[SeriesKey, ...]]:
    """The task's stages in order, and the item's series in each measure with a target here, `target_id` first."""
    rows = cursor.execute(MEASURES, [place_id, task_id]).fetchall()
    stages = [stage for _, stage in rows]
    keys = [
        SeriesKey(target, item_id, partial(item_value, counts_from=stage, stages=stages))
        for target, stage in rows
        if target is not None
    ]
    keys.sort(key=lambda key: key.target_id != target_id)
    return stages, tuple(keys)
