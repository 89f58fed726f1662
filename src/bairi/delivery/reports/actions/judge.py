"""Whether a report can be taken in: what is surely wrong is refused, by name and with the mend."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bairi.delivery.reports.actions.entries import NewReport
from bairi.delivery.reports.actions.facts import Facts
from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.delivery.reports.problems import (
    AfterToday,
    CampaignIsClosed,
    CampaignNotRunning,
    ControlTotal,
    ItemNeeded,
    NegativeValue,
    NotANumber,
    NotItemised,
    NotWhole,
    TargetRemoved,
    TextTooLong,
    UnknownStage,
    ValueMissing,
    WrongUnit,
)
from bairi.delivery.reports.rules.readings import CLOCK, CLOCK_LIMIT_MS, LARGEST, LATE, PROXY
from bairi.ground.access import Actor, Role, require

NOTE_LIMIT, NAME_LIMIT = 1000, 80


def judge(new: NewReport, facts: Facts, known: int, by: Actor) -> None:
    """Raise the Problem that keeps the report out, if there is one. Reads nothing but its arguments."""
    require(
        by,
        RECEIVE_REPORT,
        place_path=facts.place_path,
        task_code=facts.task_code,
        campaign_code=facts.campaign_code,
    )
    check_open(facts)
    _check_day(new, facts, known, by)
    _check_texts(new)
    if facts.is_itemised != (new.item is not None):
        raise (ItemNeeded if facts.is_itemised else NotItemised)(task=facts.task_name, place=facts.place_name)
    if new.item is None:
        check_value(new.value, facts)
        _check_unit(new, facts)


def check_open(facts: Facts) -> None:
    """Raise unless the campaign runs and the target is one to report on."""
    if facts.campaign_state == "closed":
        raise CampaignIsClosed(campaign=facts.campaign_name)
    if facts.campaign_state != "running":
        raise CampaignNotRunning(campaign=facts.campaign_name)
    if facts.removed:
        raise TargetRemoved(place=facts.place_name, task=facts.task_name)
    if facts.is_control:
        raise ControlTotal(place=facts.place_name, task=facts.task_name)


def check_value(value: float | None, facts: Facts) -> None:
    """Raise unless the figure is one that the measure can have."""
    where = {"value": value, "task": facts.task_name, "place": facts.place_name}
    if value is None:
        raise ValueMissing(**where)
    check_number(value, facts)
    if value < 0:
        raise NegativeValue(**where)
    if facts.whole and value != int(value):
        raise NotWhole(**where, unit=facts.unit)


def check_number(value: float | None, facts: Facts) -> None:
    """Raise when the figure, if there is one, is not a number that can be kept at all."""
    if value is not None and not (math.isfinite(value) and abs(value) <= LARGEST):
        raise NotANumber(value=str(value), task=facts.task_name, place=facts.place_name)


def check_stage(stage: str, stages: Sequence[str], facts: Facts) -> None:
    """Raise unless the stage is one of the task's; "" says that the first is not reached."""
    if stage and stage not in stages:
        raise UnknownStage(task=facts.task_name, stage=stage, stages=", ".join(stages))


def _check_unit(new: NewReport, facts: Facts) -> None:
    given = new.unit.strip()
    if given and given.casefold() not in {facts.unit.casefold(), facts.unit_en.casefold()}:
        raise WrongUnit(task=facts.task_name, place=facts.place_name, unit=facts.unit, given=given)


def _check_day(new: NewReport, facts: Facts, known: int, by: Actor) -> None:
    today = facts.today(known)
    if new.effective_on > today and by.via != "device":
        raise AfterToday(effective_on=new.effective_on, today=today, task=facts.task_name, place=facts.place_name)


def _check_texts(new: NewReport) -> None:
    for name, text, limit in (
        ("note", new.note, NOTE_LIMIT),
        ("entered_for", new.entered_for, NAME_LIMIT),
    ):
        if len(text) > limit:
            raise TextTooLong(field=name, length=len(text), limit=limit)


def is_proxy(new: NewReport, facts: Facts, by: Actor) -> bool:
    """Whether someone enters for the village: a name is given, or a township clerk types for a place below."""
    if new.entered_for:
        return True
    granted = [
        grant
        for grant in by.grants_for(RECEIVE_REPORT)
        if grant.covers(facts.place_path, facts.task_code, facts.campaign_code)
    ]
    return bool(granted) and all(g.role is Role.TOWNSHIP_CLERK and g.place_path != facts.place_path for g in granted)


def marks_of_entry(new: NewReport, facts: Facts, known: int, *, proxy: bool) -> tuple[str, ...]:
    """Marks that do not depend on the figure: when and by whom it was entered."""
    today = facts.today(known)
    late = new.effective_on < today
    clock = new.effective_on > today or abs(new.skew_ms or 0) > CLOCK_LIMIT_MS
    return (LATE,) * late + (CLOCK,) * clock + (PROXY,) * proxy
