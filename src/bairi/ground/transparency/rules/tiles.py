"""The layout of C2SP tlog-tiles: which tiles a tree of a size has, and under which paths. Arithmetic only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
_PATH = re.compile(r"tile/(entries|0|[1-5]?[0-9]|6[0-3])/((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?")


class Tile(NamedTuple):
    """A tile: level (`None` for the bundle of entries), number in its level, and width (1 to 256 hashes)."""

    level: int | None
    number: int
    width: int = TILE_WIDTH

    def path(self) -> str:
        """The path under the log's prefix.

        >>> Tile(0, 1234067).path()
        'tile/0/x001/x234/067'
        >>> Tile(1, 0, 17).path()
        'tile/1/000.p/17'
        >>> Tile(None, 5).path()
        'tile/entries/005'
        """
        digits = f"{self.number:d}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        *above, last = (digits[i : i + 3] for i in range(0, len(digits), 3))
        part = "" if self.width == TILE_WIDTH else f".p/{self.width}"
        return f"tile/{'entries' if self.level is None else self.level}/{''.join(f'x{a}/' for a in above)}{last}{part}"


def parse_tile_path(path: str) -> Tile | None:
    """The tile of a path, None when it is not one in canonical form.

    >>> parse_tile_path("tile/0/x001/x234/067")
    Tile(level=0, number=1234067, width=256)
    >>> parse_tile_path("tile/0/../secret") is None
    True
    """
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    level, digits, width = found.groups()
    tile = Tile(
        None if level == "entries" else int(level),
        int(re.sub("[x/]", "", digits)),
        TILE_WIDTH if width is None else int(width),
    )
    return tile if tile.path() == path else None


def hashes_at(level: int, size: int) -> int:
    """How many hashes level `level` of the tiles holds in a tree of `size` leaves: its complete subtrees."""
    return size >> (TILE_HEIGHT * level)


def right_edge(size: int) -> Iterator[Tile]:
    """The rightmost tile of each level in a tree of `size` leaves, from level 0 up, where there is a partial one.

    >>> [tile.path() for tile in right_edge(70_000)]
    ['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1']
    """
    level = 0
    while count := hashes_at(level, size):
        if count % TILE_WIDTH:
            yield Tile(level, count // TILE_WIDTH, count % TILE_WIDTH)
        level += 1


def tile_of(level: int, index: int, size: int) -> tuple[Tile, int, int]:
    """The tile that holds the complete subtree (level, index) of a tree of `size`, and its span of hashes in it."""
    row, inner = divmod(level, TILE_HEIGHT)
    first = index << inner
    number = first // TILE_WIDTH
    width = min(TILE_WIDTH, hashes_at(row, size) - number * TILE_WIDTH)
    start = first % TILE_WIDTH
    return Tile(row, number, width), start, start + (1 << inner)
