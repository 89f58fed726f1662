"""Copies, and the list of them that a restore compares with."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

FORMAT = 1
MANIFEST = "manifest.json"
Progress = Callable[[int, int], None]
"""Told how many files are done, of how many."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: the form, when, of which database, and every file with its SHA-256."""

    format: int
    made_at: str
    database: str
    files: dict[str, str]

    def write(self, folder: Path) -> None:
        """Write it as the last file of a backup."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / MANIFEST).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a backup; None when there is none that this program reads."""
    try:
        raw = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**raw)
    except (OSError, ValueError, TypeError):
        return None
    return manifest if manifest.format == FORMAT and isinstance(manifest.files, dict) else None


def files_below(folder: Path, skip: Iterable[str] = ()) -> Iterator[Path]:
    """Every file below a folder but hidden ones and those in the named subfolders, in order."""
    skipped = set(skip)
    for file in sorted(folder.rglob("*")):
        inner = file.relative_to(folder).parts
        if inner[0] not in skipped and not any(part.startswith(".") for part in inner) and file.is_file():
            yield file


def copy_file(source: Path, target: Path) -> str:
    """Copy one file with its mode; its SHA-256. On disk after the next `sync_all`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    hasher = hashlib.sha256()
    with source.open("rb") as reading, target.open("xb") as writing:
        while chunk := reading.read(1024 * 1024):
            hasher.update(chunk)
            writing.write(chunk)
    shutil.copymode(source, target)
    return hasher.hexdigest()


def digest_of(file: Path) -> str:
    """SHA-256 of a file in hex."""
    with file.open("rb") as reading:
        return hashlib.file_digest(reading, "sha256").hexdigest()


def sync_all() -> None:
    """Wait until all that was written is on disk: once for thousands of files is far quicker than each by itself."""
    os.sync()
