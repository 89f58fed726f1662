"""The folder of files: `BAIRI_HOME/files/ab/cd/SHA256`. What `put` returns is on disk, whatever happens next."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

CHUNK = 1024 * 1024


class TooLarge(Exception):  # noqa: N818 - says what the file is
    """More bytes than allowed."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that has arrived whole and durable, but not yet under its name."""

    path: Path
    sha256: str
    size: int


class Store:
    """The store in one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Where the file of this hash lies."""
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def thumbnail_path(self, sha256: str) -> Path:
        """Where its small copy lies; it can be made again."""
        return self.root / "thumbnails" / sha256[:2] / f"{sha256}.jpg"

    def receive(self, source: BinaryIO, limit: int) -> Incoming:
        """Copy a stream into the store's waiting room, hashing it on the way. Raises TooLarge."""
        folder = self.root / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        path, hasher, size = folder / secrets.token_hex(8), hashlib.sha256(), 0
        try:
            with path.open("xb") as file:
                while chunk := source.read(CHUNK):
                    size += len(chunk)
                    if size > limit:
                        raise TooLarge
                    hasher.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Incoming(path, hasher.hexdigest(), size)

    def keep(self, incoming: Incoming) -> Path:
        """Give the file its name. A file already there is replaced by the same bytes, which mends a damaged one."""
        target = self.path(incoming.sha256)
        fresh = _make_folder(target.parent, self.root)
        incoming.path.replace(target)
        for folder in (target.parent, *fresh):
            _sync(folder)
        return target

    def discard(self, incoming: Incoming) -> None:
        """Throw away what is not kept."""
        incoming.path.unlink(missing_ok=True)

    def write_thumbnail(self, sha256: str, raw: bytes) -> None:
        """Keep the small copy. Not synced: it can be made again."""
        target = self.thumbnail_path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{secrets.token_hex(8)}")
        temporary.write_bytes(raw)
        temporary.replace(target)

    def hashes(self) -> Iterator[str]:
        """Names of all files kept."""
        for file in self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
            yield file.name

    def digest(self, sha256: str) -> str | None:
        """SHA-256 of what lies under the name now; None when nothing does."""
        try:
            with self.path(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return None

    def sweep_incoming(self, older_than: float) -> int:
        """Remove what uploads that broke off left behind before the moment (seconds since the epoch)."""
        gone = 0
        for path in (self.root / "incoming").glob("*"):
            if path.stat().st_mtime < older_than:
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    def free_bytes(self) -> int:
        """Room left on the disk."""
        self.root.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self.root).free


def _make_folder(folder: Path, root: Path) -> list[Path]:
    """Make a folder; returns the folders that got a new entry by it."""
    missing = [f for f in (folder, *folder.parents) if f.is_relative_to(root) and not f.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return [f.parent for f in missing]


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
