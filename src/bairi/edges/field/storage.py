"""Uploads that may break off: `BAIRI_HOME/transfers/OWNER/ID/`, the bytes so far in `data`, the rest in `about.json`.

The offset of a transfer is the size of `data`. Each block is written under a short lock at the offset where its
request stands, so a request that hangs on a dead connection never holds up the one that took its place.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, Final
from uuid import UUID, uuid5

from django.conf import settings

NAMES: Final = UUID("b1d7a5c4-0c4a-5f0e-9a66-5a3f2f0b6f11")
KEPT_SECONDS: Final = 7 * 86_400
SWEEP_SECONDS: Final = 3_600
BLOCK: Final = 64 * 1024


class Overtaken(Exception):  # noqa: N818 - says what happened
    """Another request has moved the transfer on; `offset` is where it stands."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class About:
    """What a transfer brings: whose it is, for which report, the file as announced, what the device said of it."""

    owner: int
    report: str
    sha256: str
    length: int
    said: dict[str, Any]

    @property
    def key(self) -> UUID:
        """The same file for the same report from the same person is the same transfer."""
        return uuid5(NAMES, f"{self.owner}:{self.report}:{self.sha256}")


class Transfer:
    """One transfer on disk, found only by its owner."""

    def __init__(self, owner: int, key: UUID) -> None:
        self.folder = root() / str(owner) / str(key)
        self.data = self.folder / "data"

    def about(self) -> About | None:
        """What was announced; None where nothing is."""
        try:
            return About(**json.loads((self.folder / "about.json").read_text("utf-8")))
        except FileNotFoundError:
            return None

    def announce(self, about: About) -> None:
        """Begin it, or let it be where it began before."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.data.touch()
        _write(self.folder / "about.json", asdict(about))

    def offset(self) -> int:
        """Bytes that are on disk for good; all of them once it is finished."""
        receipt = self.receipt()
        if receipt is not None:
            return int(receipt["size"])
        with self.data.open("rb") as file:
            os.fsync(file.fileno())
            return file.seek(0, os.SEEK_END)

    def expires_at(self) -> float:
        """Seconds since the epoch; each block puts it off."""
        return self.data.stat().st_mtime + KEPT_SECONDS

    def append(self, source: BinaryIO, offset: int, most: int) -> int:
        """Write what comes from `source` behind `offset`, at most `most` bytes; where it then stands, on disk.

        What came before a connection broke is kept. Raises Overtaken.
        """
        with self.data.open("r+b") as file:
            try:
                for block in _blocks(source, most):
                    offset = self._put(file, block, offset)
            finally:
                os.fsync(file.fileno())
        return offset

    def _put(self, file: BinaryIO, block: bytes, offset: int) -> int:
        with _locked(file):
            here = file.seek(0, os.SEEK_END)
            if here != offset:
                raise Overtaken(here)
            file.write(block)
            file.flush()
        return offset + len(block)

    def receipt(self) -> dict[str, Any] | None:
        """What was answered when it was finished; None before."""
        try:
            return dict(json.loads((self.folder / "receipt.json").read_text("utf-8")))
        except FileNotFoundError:
            return None

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """Held by whoever makes evidence of it: a phone whose answer was lost may ask while the first is at it."""
        with (self.folder / "finishing").open("w") as file, _locked(file):
            yield

    def finish(self, receipt: dict[str, Any]) -> None:
        """Keep the receipt and give the room of the bytes back, which lie in the store by now."""
        _write(self.folder / "receipt.json", receipt)
        with self.data.open("r+b") as file:
            file.truncate(0)

    def discard(self) -> None:
        """Forget it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def root() -> Path:
    """The folder of all transfers."""
    folder: Path = settings.BAIRI_HOME / "transfers"
    return folder


def sweep(now: float | None = None) -> int:
    """Forget transfers that nobody went on with for a week, looked for once an hour; how many they were."""
    moment, mark = now or time.time(), root() / ".swept"
    root().mkdir(parents=True, exist_ok=True)
    if mark.exists() and moment - mark.stat().st_mtime < SWEEP_SECONDS:
        return 0
    mark.touch()
    old = [f for f in root().glob("*/*/") if moment - _last_touched(f) > KEPT_SECONDS]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def unfinished(owner: int) -> int:
    """How many transfers of a person wait for more bytes."""
    return sum(not (folder / "receipt.json").exists() for folder in (root() / str(owner)).glob("*/"))


def _last_touched(folder: Path) -> float:
    return max((file.stat().st_mtime for file in folder.iterdir()), default=folder.stat().st_mtime)


def _blocks(source: BinaryIO, most: int) -> Iterator[bytes]:
    """What comes, in pieces, until enough or until the connection ends or breaks."""
    while most > 0:
        try:
            block = source.read(min(BLOCK, most))
        except OSError:
            return
        if not block:
            return
        most -= len(block)
        yield block


@contextmanager
def _locked(file: IO[Any]) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _write(path: Path, content: dict[str, Any]) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{time.monotonic_ns()}")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
