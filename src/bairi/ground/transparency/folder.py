"""The log's folder: tiles and checkpoints as static files (C2SP tlog-tiles), each durable before it is relied upon."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bairi.ground.transparency.rules.merkle import (
    HASH_BYTES,
    Nodes,
    leaf_hash,
    root_of_complete,
    tree_root,
)
from bairi.ground.transparency.rules.tiles import TILE_WIDTH, Tile, hashes_at, parse_tile_path, tile_of

LENGTH_BYTES = 2


class TileDamaged(Exception):  # noqa: N818 - a fact about a file
    """A tile is missing or has the wrong length."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class LogFolder:
    """`BAIRI_HOME/log`: `checkpoint`, `checkpoints/DAY/SIZE`, `tile/...`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._touched: set[Path] = set()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One sequencer at a time. The lock falls with the process that holds it."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / ".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def checkpoint(self) -> str | None:
        """The newest checkpoint as it is served."""
        file = self.root / "checkpoint"
        return file.read_text(encoding="utf-8") if file.exists() else None

    def checkpoints(self) -> dict[Path, str]:
        """Every kept checkpoint by its file, oldest first."""
        files = (f for f in (self.root / "checkpoints").glob("*/*") if not f.name.startswith("."))
        return {file: file.read_text(encoding="utf-8") for file in sorted(files, key=lambda f: f.name)}

    def tile_file(self, path: str) -> Path | None:
        """The file of a tile's path; None when it is not one in canonical form, or not there."""
        file = None if parse_tile_path(path) is None else self.root / path
        return file if file is not None and file.is_file() else None

    def keep_checkpoint(self, note: str, size: int, at: datetime) -> None:
        """Serve a checkpoint and keep it for ever. Both files are on disk when this returns."""
        name = f"{size:012d}"
        if self.checkpoint() != note:
            self._write("checkpoint", note.encode())
        if not any((self.root / "checkpoints").glob(f"*/{name}")):
            self._write(f"checkpoints/{at:%Y-%m-%d}/{name}", note.encode())
        self._sync_folders()

    def nodes(self, size: int) -> Nodes:
        """The complete subtrees of a tree of `size`, read from tiles. Raises TileDamaged when asked for a bad one."""
        cache: dict[Tile, list[bytes]] = {}

        def node(level: int, index: int) -> bytes:
            tile, start, end = tile_of(level, index, size)
            if tile not in cache:
                cache[tile] = self.hashes(tile)
            return root_of_complete(cache[tile][start:end])

        return node

    def root_at(self, size: int) -> bytes:
        """The root that the tiles give. Raises TileDamaged."""
        return tree_root(size, self.nodes(size))

    def hashes(self, tile: Tile) -> list[bytes]:
        """The hashes of a tile, from the full tile where the partial one is gone. Raises TileDamaged."""
        raw = self._read(tile)[: tile.width * HASH_BYTES]
        if len(raw) != tile.width * HASH_BYTES:
            raise TileDamaged(tile.path())
        return [raw[i : i + HASH_BYTES] for i in range(0, len(raw), HASH_BYTES)]

    def entries(self, tile: Tile) -> list[bytes]:
        """The entries (digests) of a bundle. Raises TileDamaged."""
        return [entry[LENGTH_BYTES:] for entry in self._bundle(tile)]

    def extend(self, size: int, digests: Sequence[bytes]) -> None:
        """Write the tiles and entry bundles that `digests` add to a tree of `size` leaves. Durable on return."""
        self._extend_entries(size, digests)
        row, level, count = [leaf_hash(d) for d in digests], 0, size
        while row:
            first, width = divmod(count, TILE_WIDTH)
            if width:
                row = self.hashes(Tile(level, first, width)) + row
            above = []
            for number, start in enumerate(range(0, len(row), TILE_WIDTH), first):
                chunk = row[start : start + TILE_WIDTH]
                self._write(Tile(level, number, len(chunk)).path(), b"".join(chunk))
                if len(chunk) == TILE_WIDTH:
                    above.append(root_of_complete(chunk))
            row, level, count = above, level + 1, first
        self._sync_folders()

    def drop_partial_tiles(self, old: int, new: int) -> None:
        """Delete partial tiles whose full tile came between the two sizes."""
        level = 0
        while full := hashes_at(level + 1, new):
            for number in range(hashes_at(level + 1, old), full):
                for kind in (level, None) if level == 0 else (level,):
                    shutil.rmtree(self.root / (Tile(kind, number).path() + ".p"), ignore_errors=True)
            level += 1

    def _extend_entries(self, size: int, digests: Sequence[bytes]) -> None:
        first, width = divmod(size, TILE_WIDTH)
        row = [len(d).to_bytes(LENGTH_BYTES, "big") + d for d in digests]
        if width:
            row = self._bundle(Tile(None, first, width)) + row
        for number, start in enumerate(range(0, len(row), TILE_WIDTH), first):
            chunk = row[start : start + TILE_WIDTH]
            self._write(Tile(None, number, len(chunk)).path(), b"".join(chunk))

    def _bundle(self, tile: Tile) -> list[bytes]:
        raw, step = self._read(tile), LENGTH_BYTES + HASH_BYTES
        if len(raw) < tile.width * step:
            raise TileDamaged(tile.path())
        return [raw[i : i + step] for i in range(0, tile.width * step, step)]

    def _read(self, tile: Tile) -> bytes:
        for path in (tile.path(), tile._replace(width=TILE_WIDTH).path()):
            try:
                return (self.root / path).read_bytes()
            except FileNotFoundError:
                continue
        raise TileDamaged(tile.path())

    def _write(self, path: str, raw: bytes) -> None:
        """Write a file whole or not at all. Its folder is synced by `_sync_folders`."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.new")
        with temporary.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
        self._touched.update(p for p in target.parents if p.is_relative_to(self.root))

    def _sync_folders(self) -> None:
        for folder in sorted(self._touched, reverse=True):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        self._touched.clear()
