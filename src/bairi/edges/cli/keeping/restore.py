"""`bairi restore`: a copy back into an empty home."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings

from bairi.edges.cli.keeping import databases
from bairi.edges.cli.keeping.copying import Manifest, Progress, copy_file, digest_of, read_manifest, sync_all
from bairi.edges.cli.problems import BackupUnusable, HomeNotEmpty, OtherDatabase


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: when the copy was made, and how many files."""

    made_at: str
    files: int


def restore(source: Path, *, progress: Progress | None = None) -> Restored:
    """Put a backup into this home, which must be empty. Every file is compared with the manifest before any is written.

    The database comes last, so that a restore that broke off leaves a home that does not start. Raises BackupUnusable,
    HomeNotEmpty, OtherDatabase, DatabaseToolFailed.
    """
    manifest = _sound_manifest(source)
    if manifest.database != databases.kind():
        raise OtherDatabase(backup=manifest.database, home=databases.kind())
    _require_empty()
    home: Path = settings.BAIRI_HOME
    names = [name for name in manifest.files if name not in databases.NAMES.values()]
    (home / "keys").mkdir(mode=0o700, parents=True, exist_ok=True)
    for done, name in enumerate(names):
        if name == "secret-key":
            (home / name).unlink(missing_ok=True)
        copy_file(source / name, home / name)
        if progress is not None:
            progress(done + 1, len(names))
    sync_all()
    databases.put_back(source)
    sync_all()
    return Restored(manifest.made_at, len(manifest.files))


def _sound_manifest(source: Path) -> Manifest:
    manifest = read_manifest(source)
    if manifest is None:
        raise BackupUnusable(folder=source, what="manifest.json")
    for name, digest in manifest.files.items():
        path = PurePosixPath(name)
        inside = not path.is_absolute() and ".." not in path.parts
        if not inside or not (source / name).is_file() or digest_of(source / name) != digest:
            raise BackupUnusable(folder=source, what=name)
    if databases.NAMES.get(manifest.database) not in manifest.files:  # type: ignore[call-overload]
        raise BackupUnusable(folder=source, what="the database")
    return manifest


def _require_empty() -> None:
    home: Path = settings.BAIRI_HOME
    for name in ("log", "files", "keys"):
        if any(path.is_file() for path in (home / name).rglob("*")):
            raise HomeNotEmpty(home=home, what=name)
    if not databases.is_empty():
        raise HomeNotEmpty(home=home, what="database")
