"""One pass over the numbered rows, a tile's width at a time, beside the tiles of the same leaves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from bairi.ground.transparency.events import event_classes
from bairi.ground.transparency.folder import LogFolder, TileDamaged
from bairi.ground.transparency.models import EventRow
from bairi.ground.transparency.queries.findings import Notebook
from bairi.ground.transparency.rules.envelope import digest
from bairi.ground.transparency.rules.merkle import EMPTY_ROOT, Frontier, leaf_hash, root_of_complete
from bairi.ground.transparency.rules.tiles import TILE_WIDTH, Tile, hashes_at

ERASURE = "transparency.personal_data_erased"
NO_LEAF = bytes(32)


class Walk:
    """Checks each row against its own digest and against the tiles, and gathers the roots that both lead to.

    `size` rows are numbered, `integrated` of them are in tiles; `roots` will hold, for each size in `sizes`, the root
    by the rows and the root by the tiles.
    """

    def __init__(self, folder: LogFolder, book: Notebook, *, size: int, integrated: int, sizes: set[int]) -> None:
        self.folder, self.book = folder, book
        self.size, self.integrated, self.sizes = size, integrated, sizes
        self.by_rows, self.by_tiles = Frontier(), Frontier()
        self.roots: dict[int, tuple[bytes, bytes]] = {0: (EMPTY_ROOT, EMPTY_ROOT)}
        self.differing: list[EventRow] = []
        self.bad_tiles: set[str] = set()
        self.erased = 0
        self.erasures = set(EventRow.objects.filter(kind=ERASURE).values_list("subject", flat=True))

    def run(self) -> None:
        """Walk all numbered rows, then those that wait for a number."""
        for first, rows in self._blocks():
            width = min(TILE_WIDTH, self.size - first)
            self._block(first, width, rows, self._tile(first, min(width, self.integrated - first)))
        for row in EventRow.objects.filter(seq=None).iterator():
            self._check_row(row)
        self._check_upper_tiles()

    def _blocks(self) -> Iterator[tuple[int, dict[int, EventRow]]]:
        """Each block's first number with its rows, blocks without a row included."""
        numbered = EventRow.objects.filter(seq__lt=self.size).order_by("seq").iterator(chunk_size=2048)
        expected = 0
        for block, rows in groupby(numbered, lambda row: (row.seq or 0) // TILE_WIDTH):
            while expected < block:
                yield expected * TILE_WIDTH, {}
                expected += 1
            yield block * TILE_WIDTH, {row.seq or 0: row for row in rows}
            expected = block + 1

    def _block(self, first: int, width: int, rows: dict[int, EventRow], tile: list[bytes]) -> None:
        self._note_gaps(first, width, rows)
        for seq in range(first, first + width):
            in_tile = tile[seq - first] if seq - first < len(tile) else None
            row = rows.get(seq)
            by_row = None if row is None else leaf_hash(bytes(row.digest))
            sound = row is not None and self._check_row(row)
            if row is not None and sound and in_tile is not None and by_row != in_tile:
                self.differing.append(row)
            self.by_rows.push(by_row or in_tile or NO_LEAF)
            self.by_tiles.push(in_tile or by_row or NO_LEAF)
            if seq + 1 in self.sizes:
                self.roots[seq + 1] = self.by_rows.root(), self.by_tiles.root()

    def _note_gaps(self, first: int, width: int, rows: dict[int, EventRow]) -> None:
        start = None
        for seq in range(first, first + width + 1):
            missing = seq < first + width and seq not in rows
            if missing and start is None:
                start = seq
            elif not missing and start is not None:
                self.book.add("events_missing", first=start, last=seq - 1)
                start = None

    def _check_row(self, row: EventRow) -> bool:
        """Whether the row is what its digest says. Notes it when not."""
        named = {"event": row.pk if row.seq is None else row.seq, "kind": row.kind, "at": row.at.isoformat()}
        if row.personal is None:
            self.erased += 1
            if bytes(row.digest).hex() not in self.erasures:
                self.book.add("erased_without_record", **named)
        if digest(bytes(row.salt), row.envelope()) == bytes(row.digest) and _names_its_subject(row):
            return True
        self.book.add("event_changed", **named)
        return False

    def _tile(self, first: int, width: int) -> list[bytes]:
        """The leaf hashes that the tiles hold there; none where the tile is damaged, which is noted."""
        if width <= 0:
            return []
        hashes: list[bytes] = []
        tile = Tile(0, first // TILE_WIDTH, width)
        try:
            hashes = self.folder.hashes(tile)
        except TileDamaged:
            self._bad(tile)
        bundle = tile._replace(level=None)
        try:
            if hashes and [leaf_hash(entry) for entry in self.folder.entries(bundle)] != hashes:
                self._bad(bundle)
        except TileDamaged:
            self._bad(bundle)
        return hashes

    def _check_upper_tiles(self) -> None:
        """Each hash above level 0 must be the root of the full tile below it."""
        level = 1
        while count := hashes_at(level, self.integrated):
            for first in range(0, count, TILE_WIDTH):
                tile = Tile(level, first // TILE_WIDTH, min(TILE_WIDTH, count - first))
                below = (Tile(level - 1, number) for number in range(first, first + tile.width))
                try:
                    if self.folder.hashes(tile) != [root_of_complete(self.folder.hashes(t)) for t in below]:
                        self._bad(tile)
                except TileDamaged as damaged:
                    self._bad(tile if damaged.path in self.bad_tiles else None, damaged.path)
            level += 1

    def tile_path(self, row: EventRow) -> str:
        """The path of the tile that holds the row's leaf."""
        number = (row.seq or 0) // TILE_WIDTH
        return Tile(0, number, min(TILE_WIDTH, self.integrated - number * TILE_WIDTH)).path()

    def _bad(self, tile: Tile | None, path: str = "") -> None:
        path = tile.path() if tile else path
        if path not in self.bad_tiles:
            self.bad_tiles.add(path)
            self.book.add("tile_damaged", path=path)


def _names_its_subject(row: EventRow) -> bool:
    """Whether the subject column, which the digest does not cover, is the one in the payload."""
    cls = event_classes().get(row.kind)
    return cls is None or cls.subject is None or row.subject in (row.payload + (row.personal or ""))
