"""The log against the rows: this room's part of `bairi check`. It reads, names what it finds and mends nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Max

from bairi.ground.transparency.folder import LogFolder
from bairi.ground.transparency.keys import load_public_key
from bairi.ground.transparency.models import Checkpoint, EventRow
from bairi.ground.transparency.queries.findings import Finding, Notebook
from bairi.ground.transparency.queries.walk import Walk
from bairi.ground.transparency.rules.checkpoint import NoteError, TreeHead, VerifierKey, open_checkpoint


@dataclass(frozen=True, slots=True)
class LogCheck:
    """What the check saw: events with a number, waiting for one, erased; checkpoints; the root; what it found."""

    size: int
    waiting: int
    erased: int
    checkpoints: int
    root: bytes
    findings: list[Finding]


def check_log() -> LogCheck:
    """Rebuild every root from the rows and compare it with tiles and checkpoints, in the table and in the folder."""
    folder, book = LogFolder(settings.BAIRI_HOME / "log"), Notebook()
    with folder.locked():
        last = EventRow.objects.aggregate(last=Max("seq"))["last"]
        size = 0 if last is None else last + 1
        heads = _heads(folder, book)
        newest = max((head.size for head in heads.values()), default=0)
        walk = Walk(folder, book, size=size, integrated=min(newest, size), sizes={h.size for h in heads.values()})
        walk.run()
        _judge(heads, walk, size, book)
        waiting = EventRow.objects.filter(seq=None).count()
    return LogCheck(size, waiting, walk.erased, len(heads), walk.by_rows.root(), book.findings())


def _heads(folder: LogFolder, book: Notebook) -> dict[str, TreeHead]:
    """Every signed tree head by where it is kept. Notes those that are forged, or are missing in one place."""
    served = folder.checkpoint()
    rows = {f"transparency_checkpoint {s}": note for s, note in Checkpoint.objects.values_list("size", "note")}
    try:
        key = load_public_key(settings.BAIRI_HOME)
    except (OSError, ValueError):
        if rows or served is not None:
            book.add("log_key_missing", file=str(settings.BAIRI_HOME / "keys" / "log.pub"))
        return {}
    in_files = _opened({str(f.relative_to(folder.root)): n for f, n in folder.checkpoints().items()}, key, book)
    in_rows = _opened(rows, key, book)
    for size, root in Checkpoint.objects.values_list("size", "root"):
        head = in_rows.get(where := f"transparency_checkpoint {size}")
        if head is not None and (head.size, head.root) != (size, bytes(root)):
            book.add("checkpoint_forged", where=where)
    newest = _opened({} if served is None else {"checkpoint": served}, key, book)
    sizes_in_rows = {head.size for head in in_rows.values()} | {head.size for head in newest.values()}
    sizes_in_files = {head.size for head in in_files.values()}
    for where, head in in_files.items():
        if head.size not in sizes_in_rows:  # the served one may be on its way into the table
            book.add("checkpoint_row_missing", size=head.size, where=where)
    for head in in_rows.values():
        if head.size not in sizes_in_files:
            book.add("checkpoint_file_missing", size=head.size)
    return in_rows | in_files | newest


def _opened(notes: dict[str, str], key: VerifierKey, book: Notebook) -> dict[str, TreeHead]:
    heads = {}
    for where, note in notes.items():
        try:
            heads[where] = open_checkpoint(note, key)
        except NoteError:
            book.add("checkpoint_forged", where=where)
    return heads


def _judge(heads: dict[str, TreeHead], walk: Walk, size: int, book: Notebook) -> None:
    """Compare the signed roots with those of the rows and of the tiles, and say which of these two were touched."""
    tiles_hold = rows_hold = True
    ahead = max((head.size for head in heads.values()), default=0)
    if ahead > size:
        book.add("log_rolled_back", size=ahead, rows=size)
    for where, head in sorted(heads.items(), key=lambda item: item[1].size):
        if head.size not in walk.roots:
            continue
        by_rows, by_tiles = walk.roots[head.size]
        tiles_hold &= by_tiles == head.root
        if by_rows != head.root:
            if rows_hold or by_tiles != head.root:
                book.add("root_differs", size=head.size, where=where)
            rows_hold = False
    for row in walk.differing:
        if tiles_hold or not rows_hold:
            book.add("event_replaced", event=row.seq, kind=row.kind, at=row.at.isoformat())
    if rows_hold and not tiles_hold:
        for path in sorted({walk.tile_path(row) for row in walk.differing}):
            book.add("tile_damaged", path=path)
