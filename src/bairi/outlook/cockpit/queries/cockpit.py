"""The cockpit of a place: everything its page shows, in one dataclass."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bairi.delivery.reports.rules import Level
from bairi.delivery.rollups.queries import View, view
from bairi.ground.access import Actor
from bairi.ground.access.known import MICROSECOND, to_known
from bairi.ground.places.models import Place, PlaceLevel
from bairi.outlook.cockpit.queries.exceptions import ExceptionRow, exception_count, exceptions
from bairi.outlook.cockpit.queries.goals import GoalLine, goal_lines
from bairi.outlook.cockpit.queries.header import Header, header
from bairi.outlook.cockpit.queries.matrix import Grid, Row, TileGroup, grid, tile_map
from bairi.outlook.cockpit.queries.picture import Picture, picture, places_at
from bairi.outlook.cockpit.queries.whole import Whole, whole
from bairi.plan.campaigns.models import Campaign, Goal, Milestone, Task
from bairi.plan.campaigns.queries import AnswerIndex, answer_index, end_of_day, goals, milestones


@dataclass(frozen=True, slots=True)
class Cockpit:
    """What the page of a place (or of one task in it) shows.

    rows: the places of the level below the root; villages: the places two levels below, by parent code. map: tiles.
    """

    campaign: Campaign
    root: Place
    trail: tuple[Place, ...]
    tasks: tuple[Task, ...]
    header: Header
    whole: Whole
    goals: list[GoalLine]
    exceptions: list[ExceptionRow]
    exception_count: int
    total: Row
    rows: list[Row]
    below: dict[str, list[Row]]
    map: list[TileGroup]
    milestones: list[Milestone]
    picture: Picture


def known_at(campaign: Campaign, on: date, *, then: bool) -> int | None:
    """The known moment of a page: None for what is known now, else the last moment of the day looked at."""
    return to_known(end_of_day(campaign, on) - MICROSECOND) if then else None


def asked_by(
    actor: Actor,
    campaign: str | Campaign,
    *,
    place: str | None = None,
    task: str | None = None,
    on: date | None,
    then: bool,
) -> View:
    """The view that a page asks for. Raises NotVisible for what lies outside the actor's scope."""
    asked = view(actor, campaign, place=place, task=task, on=on)
    return replace(asked, known=known_at(asked.campaign, asked.on, then=True)) if then else asked


def cockpit(
    actor: Actor,
    code: str,
    *,
    place: str | None = None,
    task: str | None = None,
    on: date | None = None,
    then: bool = False,
    basis: Level = Level.CONFIRMED,
) -> Cockpit:
    """The cockpit as of a day, by what was true or (`then`) by what was known at its end.

    Raises NotVisible for a campaign, place or task outside the actor's scope.
    """
    return cockpit_of(picture(asked_by(actor, code, place=place, task=task, on=on, then=then), basis))


@dataclass(frozen=True, slots=True)
class Around:
    """What a page needs besides its picture and what only a change of the plan, the places or the duties alters."""

    parents: list[Place]
    leaves: list[Place]
    trail: tuple[Place, ...]
    answers: AnswerIndex
    milestones: list[Milestone]
    goals: list[tuple[Goal, set[str]]]


def around(asked: View) -> Around:
    """The places around a view, who answers there, the milestones and goals. Ten queries."""
    leaves = places_at(asked, asked.to_level + 1) if asked.to_level < PlaceLevel.GROUP else []
    answers = answer_index(asked.campaign, place_path=asked.root.path)
    marks = milestones(asked.campaign)
    aims = [(goal, {task.code for task in goal.tasks.all()}) for goal in goals(asked.campaign)]
    return Around(places_at(asked, asked.to_level), leaves, trail(asked), answers, marks, aims)


def cockpit_of(
    made: Picture, known: Around | None = None, line: Whole | None = None, cells: Grid | None = None
) -> Cockpit:
    """The page of a picture, with whatever of the rest is at hand."""
    asked, beside = made.asked, known or around(made.asked)
    parents, leaves = beside.parents, beside.leaves
    line, cells = line or whole(made), cells or grid(made, asked.root, parents, leaves)
    rows, leaf_rows = cells.rows, cells.leaves
    codes = {parent.pk: parent.code for parent in parents}
    below: dict[str, list[Row]] = {}
    for leaf, row in zip(leaves, leaf_rows, strict=True):
        if row.whole.targets and leaf.parent_id in codes:
            below.setdefault(codes[leaf.parent_id], []).append(row)
    deep = bool(leaves) and asked.to_level <= PlaceLevel.TOWNSHIP
    shown, shown_rows, above = (leaves, leaf_rows, parents) if deep else (parents, rows, [asked.root])
    return Cockpit(
        campaign=asked.campaign,
        root=asked.root,
        trail=beside.trail,
        tasks=asked.tasks,
        header=header(made, line, parents, beside.milestones),
        whole=line,
        goals=goal_lines(made, beside.goals),
        exceptions=exceptions(made, parents, beside.answers),
        exception_count=exception_count(made),
        total=cells.total,
        rows=[row for row in rows if row.whole.targets],
        below=below,
        map=tile_map(shown_rows, shown, above),
        milestones=beside.milestones,
        picture=made,
    )


def trail(asked: View) -> tuple[Place, ...]:
    """The places from the campaign's down to the root, for the breadcrumb. One query."""
    keys = [int(key) for key in asked.root.path.rstrip("/").split("/")]
    found = {place.pk: place for place in Place.objects.filter(pk__in=keys)}
    return tuple(found[key] for key in keys if found[key].level >= asked.campaign.place.level)
