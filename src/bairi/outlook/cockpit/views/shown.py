"""The hot parts of the cockpit as ready strings: matrix cells and map tiles, formatted once, looped flat."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from django.utils.translation import get_language

from bairi.ground.places.models import PlaceLevel
from bairi.ground.ui import parts
from bairi.ground.ui.markup import Markup
from bairi.ground.ui.states import State
from bairi.ground.ui.words import percent
from bairi.outlook.cockpit.queries.cockpit import Cockpit
from bairi.outlook.cockpit.queries.matrix import Cell, Row, Tile
from bairi.outlook.cockpit.views.asked import Asked
from bairi.outlook.cockpit.views.charts import named

Made = TypeVar("Made")
MOST_READY = 3000
_ready: OrderedDict[tuple[Hashable, ...], tuple[object, Any]] = OrderedDict()
_lock = threading.Lock()


def ready(thing: object, asked: Hashable, make: Callable[[], Made]) -> Made:
    """What `make` says of a thing in the language of the page, made once for what is `asked`.

    A row that a report has not touched stays the same object, and need not be put into words again.
    """
    key = (id(thing), asked, get_language())
    found = _ready.get(key)
    if found is not None and found[0] is thing:
        return found[1]  # type: ignore[no-any-return]
    made = make()
    with _lock:
        _ready[key] = (thing, made)
        while len(_ready) > MOST_READY:
            _ready.popitem(last=False)
    return made


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the matrix: its head and (label, cell) for the whole and each task."""

    code: str
    name: str
    href: str
    count: int
    opened: bool
    toggle: str
    cells: list[tuple[str, Markup]]
    below: list[ShownRow]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The tiles of one parent on the map, `x`, `y` its column and row where they are set."""

    name: str
    href: str
    late: int
    x: int | None
    y: int | None
    tiles: list[Markup]


def task_names(page: Cockpit) -> list[tuple[str, str]]:
    """(code, name) of the tasks in the page's language."""
    return [(task.code, named(task.name, task.name_en)) for task in page.tasks]


def shown_rows(page: Cockpit, asked: Asked, opened: Collection[str], whole: str) -> list[ShownRow]:
    """The matrix; rows of `opened` places show the places below. `whole` labels the first column."""
    said = parts.phrases()
    names = task_names(page)
    given = page.header.status_given

    def cells(row: Row) -> list[tuple[str, Markup]]:
        here = (page.campaign.code, asked.query, given)
        return ready(row, here, lambda: _cells(row, names, whole, asked, said, has_status=given))

    def show(row: Row, below: list[ShownRow], *, is_open: bool) -> ShownRow:
        others = sorted(set(opened) ^ {row.code})
        toggle = "?" + "&".join(p for p in (asked.query, f"open={','.join(others)}" if others else "") if p)
        return ShownRow(
            row.code, row.name, asked.cockpit(row.code), len(page.below.get(row.code, ())), is_open, toggle,
            cells(row), below,
        )  # fmt: skip

    return [
        show(
            row,
            [show(b, [], is_open=False) for b in page.below.get(row.code, ())] if row.code in opened else [],
            is_open=row.code in opened,
        )
        for row in page.rows
    ]


def _cells(
    row: Row, names: list[tuple[str, str]], whole: str, asked: Asked, said: parts.Phrases, *, has_status: bool
) -> list[tuple[str, Markup]]:
    made = [(whole, _cell(row.whole, asked.cockpit(row.code), whole, said, has_status=has_status))]
    for cell, (code, name) in zip(row.cells, names, strict=True):
        one = cell.targets == 1 and row.level >= PlaceLevel.VILLAGE and not row.has_below
        href = asked.target(code, row.code) if one else asked.cockpit(row.code, code)
        made.append((name, _cell(cell, href, name, said, has_status=has_status)))
    return made


def _cell(cell: Cell, href: str, label: str, said: parts.Phrases, *, has_status: bool) -> Markup:
    return parts.pace_cell(
        parts.Cell(
            state=state_of(cell, has_status=has_status),
            href=href,
            figure=percent(cell.figure),
            label=label,
            planned=cell.planned,
            reported=cell.reported or 0.0,
            confirmed=cell.confirmed or 0.0,
            verified=cell.verified,
            late=cell.late if cell.targets > 1 and has_status else 0,
        ),
        said,
    )


def state_of(cell: Cell, *, has_status: bool) -> State:
    """The state to show; none is given on the verified basis while too little was inspected."""
    return cell.state if has_status or not cell.targets else "unrated"


def shown_map(page: Cockpit, asked: Asked) -> list[ShownGroup]:
    """The tile map: places of the level shown, under their parents."""
    said = parts.phrases()
    here = (page.campaign.code, asked.query, page.header.status_given)

    def draw(tile: Tile) -> Markup:
        return parts.map_tile(
            parts.Tile(
                name=tile.label,
                href=asked.cockpit(tile.code),
                state=state_of(tile.cell, has_status=page.header.status_given),
                figure="" if tile.cell.targets != 1 else percent(tile.cell.figure),
                late=tile.cell.late,
                full_name=tile.name,
            ),
            said,
        )

    return [
        ShownGroup(
            group.name,
            asked.cockpit(group.code),
            group.late,
            group.x,
            group.y,
            [ready(tile.cell, (*here, tile.code), partial(draw, tile)) for tile in group.tiles],
        )
        for group in page.map
    ]
