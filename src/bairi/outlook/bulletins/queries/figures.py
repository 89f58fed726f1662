"""The figures of a bulletin: the cockpit as known at a cut-off, against the one before."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bairi.delivery.reports.queries import missing_reports
from bairi.delivery.reports.rules import Level
from bairi.delivery.rollups.queries import view
from bairi.ground.access import Actor
from bairi.ground.access.known import to_moment
from bairi.outlook.bulletins.problems import NothingToTell
from bairi.outlook.bulletins.rules import Figures, MissingFigures, PlaceFigures, ends
from bairi.outlook.cockpit.queries.cockpit import Cockpit, cockpit_of
from bairi.outlook.cockpit.queries.matrix import Cell
from bairi.outlook.cockpit.queries.picture import picture
from bairi.plan.campaigns.models import Campaign

HEAD = ("planned", "reported", "confirmed", "verified", "coverage", "targets", "expected", "low", "high")


def figures_of(
    actor: Actor, campaign: Campaign, place: str, *, first_on: date, on: date, known: int, known_before: int
) -> Figures:
    """All figures of `place` on `on` as known at `known`; changes are against the day before `first_on` as known then.

    The same arguments give the same figures for ever. Raises NothingToTell for a place without targets then.
    """
    now = _page(actor, campaign, place, on, known)
    if not now.header.targets:
        raise NothingToTell(place=now.root.name)
    before = _page(actor, campaign, place, first_on - timedelta(days=1), known_before)
    places = _places(now, before)
    top = ends(places)
    missing = missing_reports(actor, campaign, at=_moment(known), place=place, known=known)
    return {
        "campaign": campaign.name,
        "place": now.root.name,
        "place_level": now.root.level,
        "on": on.isoformat(),
        "first_on": first_on.isoformat(),
        "cut_off": _moment(known).isoformat(),
        "day": now.header.day,
        "days": now.header.days,
        "days_left": now.header.days_left,
        "replay": campaign.replay_at is not None,
        "head": _head(now),
        "before": _head(before),
        "places": places,
        "tasks": _tasks(now, before),
        "first": top.first,
        "last": top.last,
        "newly_done": now.header.counts["done"] - before.header.counts["done"],
        "missing": [
            MissingFigures(
                place=row.place_name,
                township=row.township,
                tasks=[task.name for task in row.tasks],
                days_silent=row.days_silent,
            )
            for row in missing.rows
        ],
        "asked": missing.asked,
        "goals": [goal.name for goal in now.goals],
    }


def _moment(known: int) -> datetime:
    return to_moment(known)


def _page(actor: Actor, campaign: Campaign, place: str, on: date, known: int) -> Cockpit:
    day = max(on, campaign.start_on)
    return cockpit_of(picture(view(actor, campaign.code, place=place, on=day, known=known), Level.CONFIRMED))


def _head(page: Cockpit) -> dict[str, float | int | None]:
    head = page.header
    found: dict[str, float | int | None] = {name: _rounded(getattr(head, name)) for name in HEAD}
    return found | {"probability": _rounded(head.probability)} | dict(head.counts)


def _places(now: Cockpit, before: Cockpit) -> list[PlaceFigures]:
    earlier = {row.code: row.whole.confirmed for row in before.rows}
    return [_line(row.name, row.whole, earlier.get(row.code)) for row in now.rows]


def _tasks(now: Cockpit, before: Cockpit) -> list[PlaceFigures]:
    earlier = {cell.task_code: cell.confirmed for cell in before.total.cells}
    names = {task.code: task.name for task in now.tasks}
    return [_line(names[cell.task_code], cell, earlier.get(cell.task_code)) for cell in now.total.cells if cell.targets]


def _line(name: str, cell: Cell, earlier: float | None) -> PlaceFigures:
    change = None if cell.confirmed is None or earlier is None else cell.confirmed - earlier
    return {
        "name": name,
        "planned": _rounded(cell.planned),
        "reported": _rounded(cell.reported),
        "confirmed": _rounded(cell.confirmed),
        "verified": _rounded(cell.verified),
        "late": cell.late,
        "targets": cell.targets,
        "silent": cell.state == "silent",
        "change": _rounded(change),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 6)
