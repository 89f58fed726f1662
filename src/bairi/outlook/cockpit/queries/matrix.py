"""The pace matrix and the map: places by task, each with its late children counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bairi.delivery.rollups.rules import Floats, Ints, by_task, capped, group_state, overall
from bairi.ground.places.models import Place
from bairi.ground.ui.states import State
from bairi.outlook.cockpit.queries.header import optional
from bairi.outlook.cockpit.queries.picture import Picture


@dataclass(frozen=True, slots=True)
class Cell:
    """One place by one task (or all, `task_code` ""). Shares 0..1 or None; `late` of `targets` will be late."""

    task_code: str
    state: State
    planned: float | None
    reported: float | None
    confirmed: float | None
    verified: float | None
    figure: float | None
    late: int
    targets: int


@dataclass(frozen=True, slots=True)
class Row:
    """One place of the matrix: the whole first, then a cell for each task."""

    code: str
    name: str
    label: str
    level: int
    has_below: bool
    whole: Cell
    cells: tuple[Cell, ...]


STATES = ("late", "at_risk", "silent", "done", "on_pace")


def matrix(picture: Picture, places: Sequence[Place], group: Ints | None = None) -> list[Row]:
    """A row for each place, in the order given, a cell for each task. Places must not lie in one another. No query.

    `group`: what `groups_of` says of these places, where it is at hand.
    """
    group = groups_of(picture, places) if group is None else group
    inside = group >= 0
    rows = np.flatnonzero(inside)
    part = replace(picture.weighing, span=picture.weighing.span[rows], task=picture.weighing.task[rows])
    share = capped(np.concatenate([picture.planned[None, rows, -1], picture.shares[:, rows, -1]]))
    cells = by_task(share, part, group[rows], len(places))
    wholes = overall(cells, part)
    counts = _counts(picture, rows, group[rows], len(places))
    own = {place.pk for place in places}
    deeper = {int(group[at]) for at in rows.tolist() if picture.rows[at].place_id not in own}
    codes = [task.code for task in picture.asked.tasks]
    return [
        Row(
            place.code,
            place.name,
            place.label,
            place.level,
            at in deeper,
            _cell(picture, "", wholes[:, at], counts[:, at].sum(axis=1)),
            tuple(_cell(picture, code, cells[:, at, n], counts[:, at, n]) for n, code in enumerate(codes)),
        )
        for at, place in enumerate(places)
    ]


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows of a page: of the places shown, of those below them, and of the whole."""

    rows: list[Row]
    leaves: list[Row]
    total: Row


def grid(picture: Picture, root: Place, places: Sequence[Place], leaves: Sequence[Place]) -> Grid:
    """The rows of a page. No query."""
    return Grid(matrix(picture, places), matrix(picture, leaves) if leaves else [], matrix(picture, [root])[0])


def grid_after(
    before: Grid,
    picture: Picture,
    root: Place,
    places: Sequence[Place],
    leaves: Sequence[Place],
    changed: Sequence[int],
) -> Grid:
    """The same rows once some targets have changed: only rows that hold one of them are made anew."""
    paths = [picture.rows[at].place_path for at in changed]

    def renewed(rows: list[Row], of: Sequence[Place]) -> list[Row]:
        touched = [at for at, place in enumerate(of) if any(path.startswith(place.path) for path in paths)]
        if not touched:
            return rows
        among = np.full(len(of) + 1, -1)
        among[touched] = np.arange(len(touched))
        group = among[groups_of(picture, of)]  # -1, outside all, is the last
        fresh = {row.code: row for row in matrix(picture, [of[at] for at in touched], group)}
        return [fresh.get(row.code, row) for row in rows]

    return Grid(renewed(before.rows, places), renewed(before.leaves, leaves), matrix(picture, [root])[0])


def groups_of(picture: Picture, places: Sequence[Place]) -> Ints:
    """(N,) index of the place that each target lies in, -1 outside all."""
    asked = tuple(place.pk for place in places)
    if asked not in picture.groups:
        index = {str(key): at for at, key in enumerate(asked)}
        found = [next((index[key] for key in row.place_path.split("/") if key in index), -1) for row in picture.rows]
        picture.groups[asked] = np.array(found, dtype=np.int64)
    return picture.groups[asked]


def _counts(picture: Picture, rows: Ints, group: Ints, groups: int) -> Ints:
    """(states, groups, tasks) how many targets of each state."""
    tasks = picture.weighing.tasks
    state = np.array([STATES.index(picture.states[at]) for at in rows], dtype=np.int64)
    flat = (state * groups + group) * tasks + picture.weighing.task[rows]
    return np.bincount(flat, minlength=len(STATES) * groups * tasks).reshape(len(STATES), groups, tasks)


def _cell(picture: Picture, task_code: str, levels: Floats, counts: Ints) -> Cell:
    late, at_risk, silent, done, on_pace = (int(n) for n in counts)
    total = late + at_risk + silent + done + on_pace
    planned, *trusted = (optional(value) for value in levels)
    return Cell(
        task_code=task_code,
        state=group_state(late=late, at_risk=at_risk, silent=silent, done=done, count=total),
        planned=planned,
        reported=trusted[0],
        confirmed=trusted[1],
        verified=trusted[2],
        figure=trusted[picture.basis - 1],
        late=late,
        targets=total,
    )


@dataclass(frozen=True, slots=True)
class Tile:
    """One place on the map; `x`, `y` are columns and rows of the cartogram, None where none is set."""

    code: str
    name: str
    label: str
    x: int | None
    y: int | None
    cell: Cell


@dataclass(frozen=True, slots=True)
class TileGroup:
    """The places under one parent, with its late targets counted; `x`, `y` place the group on the map."""

    code: str
    name: str
    late: int
    x: int | None
    y: int | None
    tiles: tuple[Tile, ...]


def _by_tile(tile: Tile) -> tuple[int, int]:
    return (tile.y or 0, tile.x or 0)


def tile_map(rows: Sequence[Row], places: Sequence[Place], parents: Sequence[Place]) -> list[TileGroup]:
    """Tiles of `places` (with their `rows`) grouped under `parents`, in the orders given. No query."""
    tiles: dict[int | None, list[Tile]] = defaultdict(list)
    for place, row in zip(places, rows, strict=True):
        tiles[place.parent_id].append(Tile(place.code, place.name, place.label, place.tile_x, place.tile_y, row.whole))
    return [
        TileGroup(
            parent.code,
            parent.name,
            sum(t.cell.late for t in tiles[parent.pk]),
            parent.tile_x,
            parent.tile_y,
            tuple(sorted(tiles[parent.pk], key=_by_tile)),
        )
        for parent in parents
        if tiles[parent.pk]
    ]
