"""`bairi backup`: the whole home into a new folder, while people work."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from bairi.edges.cli.keeping import databases
from bairi.edges.cli.keeping.copying import (
    FORMAT,
    Manifest,
    Progress,
    copy_file,
    digest_of,
    files_below,
    sync_all,
)
from bairi.edges.cli.problems import BackupTargetTaken
from bairi.ground.transparency.actions import log_folder

SMALL = ("secret-key",)
REMADE = ("incoming", "thumbnails")
"""Parts of the store of files that need no copy."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What was written."""

    folder: Path
    files: int
    bytes: int


def backup(target: Path, *, at: datetime, progress: Progress | None = None) -> BackedUp:
    """Copy database, log, keys and files into a new folder; complete and on disk when it returns.

    The log stands still while the database is copied, so that the two fit; reports go on coming in. Files are copied
    after: each was on disk before its row. The copy holds the keys, so keep it as safe as the home. Raises
    BackupTargetTaken, DatabaseToolFailed.
    """
    if target.exists():
        raise BackupTargetTaken(folder=target)
    growing = target.with_name(f".{target.name}.growing")
    shutil.rmtree(growing, ignore_errors=True)
    growing.mkdir(parents=True, mode=0o700)
    try:
        copied = _database_and_log(growing)
        copied |= _rest(growing, progress)
        Manifest(FORMAT, at.isoformat(), databases.kind(), copied).write(growing)
        sync_all()
        size = sum(file.stat().st_size for file in files_below(growing))
        growing.rename(target)
        sync_all()
    except BaseException:
        shutil.rmtree(growing, ignore_errors=True)
        raise
    return BackedUp(target, len(copied), size)


def _database_and_log(growing: Path) -> dict[str, str]:
    folder = log_folder()
    if databases.kind() == "sqlite":
        with folder.locked():
            taken = databases.take_out(growing)
            copied = _copy_all(folder.root, growing)
        return copied | {taken.name: digest_of(taken)}
    with ExitStack() as stack:
        with folder.locked():
            exported = stack.enter_context(databases.snapshot())
            copied = _copy_all(folder.root, growing)
        taken = databases.dump(growing, exported)  # as long as it may take: it shows the moment of the snapshot
    return copied | {taken.name: digest_of(taken)}


def _rest(growing: Path, progress: Progress | None) -> dict[str, str]:
    home: Path = settings.BAIRI_HOME
    sources = [home / name for name in SMALL if (home / name).exists()]
    sources += [file for name in ("keys", "files") for file in files_below(home / name, REMADE)]
    copied = {}
    for done, source in enumerate(sources):
        name = source.relative_to(home).as_posix()
        copied[name] = copy_file(source, growing / name)
        if progress is not None:
            progress(done + 1, len(sources))
    return copied


def _copy_all(folder: Path, growing: Path) -> dict[str, str]:
    home: Path = settings.BAIRI_HOME
    names = [(file, file.relative_to(home).as_posix()) for file in files_below(folder)]
    return {name: copy_file(file, growing / name) for file, name in names}
