"""The sequencer: numbers committed rows, writes their tiles, signs and keeps the checkpoint.

The numbers in the database are the truth. Tiles follow from them, a checkpoint is signed over tiles that are on disk,
kept as a file and then as a row. Killed anywhere, the next run finds what is missing and goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from bairi.ground.transparency.folder import LogFolder, TileDamaged
from bairi.ground.transparency.keys import LogKey, load_key, make_key
from bairi.ground.transparency.models import Checkpoint, EventRow
from bairi.ground.transparency.problems import CheckpointUnreadable, LogRewritten, LogRolledBack
from bairi.ground.transparency.rules.checkpoint import NoteError, TreeHead, open_checkpoint, sign_checkpoint
from bairi.ground.transparency.rules.merkle import EMPTY_ROOT, Frontier, leaf_hash

BATCH = 10_000
_NUMBER_SQL = """
UPDATE transparency_event SET seq = numbered.seq
FROM (
  SELECT id, (SELECT COALESCE(MAX(seq), -1) FROM transparency_event) + ROW_NUMBER() OVER (ORDER BY id) AS seq
  FROM transparency_event WHERE seq IS NULL ORDER BY id LIMIT %s
) AS numbered
WHERE transparency_event.id = numbered.id
"""


@dataclass(frozen=True, slots=True)
class Integrated:
    """The newest checkpoint, and how many leaves this run added."""

    head: TreeHead
    note: str | None
    added: int


def log_folder() -> LogFolder:
    """The folder of this installation's log."""
    return LogFolder(settings.BAIRI_HOME / "log")


def integrate(*, at: datetime) -> Integrated:
    """Bring the log up to the rows that are committed now. Raises LogRolledBack, LogRewritten, LogKeyMissing.

    Runs as the system itself and writes no event: its record is the checkpoint.
    """
    folder = log_folder()
    with folder.locked():
        key = _key()
        head, note = _settled_head(folder, key, at)
        start = head.size
        while True:
            _number_rows()
            digests = _digests(head.size, BATCH)
            if not digests:
                return Integrated(head, note, head.size - start)
            head, note = _add(folder, key, head, digests, at)


def _key() -> LogKey:
    fresh = not Checkpoint.objects.exists() and log_folder().checkpoint() is None
    if fresh and not (settings.BAIRI_HOME / "keys" / "log.pub").exists():
        return make_key(settings.BAIRI_HOME, settings.BAIRI_ORIGIN)
    return load_key(settings.BAIRI_HOME)


def _number_rows() -> None:
    """Give the next numbers to rows that have none. Rows are found by having none, never by a greater id."""
    if not EventRow.objects.filter(seq=None).exists():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_NUMBER_SQL, [BATCH])


def _digests(size: int, limit: int) -> list[bytes]:
    rows = EventRow.objects.filter(seq__gte=size).order_by("seq").values_list("seq", "digest")[:limit]
    found = [(seq, bytes(digest)) for seq, digest in rows]
    if [seq for seq, _ in found] != list(range(size, size + len(found))):
        raise LogRewritten(size=size)
    return [digest for _, digest in found]


def _add(folder: LogFolder, key: LogKey, head: TreeHead, digests: list[bytes], at: datetime) -> tuple[TreeHead, str]:
    folder.extend(head.size, digests)
    size = head.size + len(digests)
    new = TreeHead(key.public.name, size, folder.root_at(size))
    note = sign_checkpoint(new, key.private)
    folder.keep_checkpoint(note, size, at)
    Checkpoint.objects.create(size=size, root=new.root, note=note, signed_at=at)
    folder.drop_partial_tiles(head.size, size)
    return new, note


def _settled_head(folder: LogFolder, key: LogKey, at: datetime) -> tuple[TreeHead, str | None]:
    """The newest signed head, after making table, file and tiles agree on it."""
    kept, row = folder.checkpoint(), Checkpoint.objects.order_by("-size").first()
    in_file = _opened(kept, key, "log/checkpoint")
    in_table = _opened(None if row is None else row.note, key, "transparency_checkpoint")
    head = max(in_file, in_table, key=lambda h: h.size)
    if head.size == 0:
        return head, None
    last = EventRow.objects.aggregate(last=Max("seq"))["last"]
    rows = 0 if last is None else last + 1
    if head.size > rows:
        raise LogRolledBack(size=head.size, rows=rows)
    note = kept if kept is not None and head == in_file else row.note if row else None
    if not _tiles_lead_to(folder, head) or in_file != in_table:
        _rebuild(folder, head)
    if note is not None and in_file != in_table:  # stopped between the served file, the kept one and the row
        folder.keep_checkpoint(note, head.size, row.signed_at if row else at)
    if note is not None and in_table.size < head.size:
        Checkpoint.objects.create(size=head.size, root=head.root, note=note, signed_at=at)
    return head, note


def _opened(note: str | None, key: LogKey, where: str) -> TreeHead:
    if note is None:
        return TreeHead(key.public.name, 0, EMPTY_ROOT)
    try:
        return open_checkpoint(note, key.public)
    except NoteError:
        raise CheckpointUnreadable(where=where) from None


def _tiles_lead_to(folder: LogFolder, head: TreeHead) -> bool:
    try:
        return folder.root_at(head.size) == head.root
    except TileDamaged:
        return False


def _rebuild(folder: LogFolder, head: TreeHead) -> None:
    """Write the tiles again from the rows, if these lead to the signed root. Raises LogRewritten."""
    frontier = Frontier()
    for size in range(0, head.size, BATCH):
        for digest in _digests(size, min(BATCH, head.size - size)):
            frontier.push(leaf_hash(digest))
    if frontier.root() != head.root:
        raise LogRewritten(size=head.size)
    for size in range(0, head.size, BATCH):
        folder.extend(size, _digests(size, min(BATCH, head.size - size)))
