from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bairi.ground.transparency.actions import integrate
from bairi.ground.transparency.folder import LogFolder
from bairi.ground.transparency.models import Checkpoint, EventRow
from bairi.ground.transparency.problems import CheckpointUnreadable, LogKeyMissing, LogRewritten, LogRolledBack
from bairi.ground.transparency.queries import check_log, events_since
from bairi.ground.transparency.rules.checkpoint import open_checkpoint, parse_key, sign_checkpoint
from bairi.ground.transparency.rules.merkle import Frontier, consistency_proof, is_consistent, leaf_hash
from tests.cast import NOON


class Killed(BaseException):
    """The process ends here."""


def root_of_rows() -> bytes:
    frontier = Frontier()
    for digest in EventRow.objects.order_by("seq").values_list("digest", flat=True):
        frontier.push(leaf_hash(bytes(digest)))
    return frontier.root()


def test_rows_become_leaves_in_order_under_a_signed_checkpoint(lay, log_home):
    rows = lay(300)
    done = integrate(at=NOON)

    assert (done.added, done.head.size, done.head.root) == (300, 300, root_of_rows())
    assert list(EventRow.objects.order_by("seq").values_list("pk", flat=True)) == [row.pk for row in rows]
    key = parse_key((log_home / "keys/log.pub").read_text())
    assert open_checkpoint((log_home / "log/checkpoint").read_text(), key) == done.head
    assert Checkpoint.objects.get().note == done.note
    assert (log_home / "keys/log.key").stat().st_mode & 0o777 == 0o600


def test_nothing_new_signs_nothing(lay):
    lay(3)
    first = integrate(at=NOON)
    again = integrate(at=NOON + timedelta(hours=1))

    assert (again.head, again.note, again.added) == (first.head, first.note, 0)
    assert Checkpoint.objects.count() == 1


def test_an_empty_log_has_no_checkpoint(db, log_home):
    assert integrate(at=NOON).note is None
    assert check_log().findings == []


def test_every_checkpoint_is_kept_and_consistent_with_all_later_ones(lay, log_home):
    heads = []
    for count in [1, 1, 254, 1, 300]:
        lay(count)
        heads.append(integrate(at=NOON).head)

    folder = LogFolder(log_home / "log")
    assert [head.size for head in heads] == [1, 2, 256, 257, 557]
    assert [int(file.name) for file in folder.checkpoints()] == [1, 2, 256, 257, 557]
    for old in heads:
        for new in heads:
            if old.size <= new.size:
                proof = consistency_proof(old.size, new.size, folder.nodes(new.size))
                assert is_consistent(old.size, new.size, old.root, new.root, proof)


def test_partial_tiles_go_once_the_full_tile_is_there(lay, log_home):
    lay(100)
    integrate(at=NOON)
    tiles = log_home / "log/tile"
    assert (tiles / "0/000.p/100").exists()
    assert (tiles / "entries/000.p/100").exists()

    lay(200)
    integrate(at=NOON)

    found = {str(file.relative_to(tiles)) for file in tiles.rglob("*") if file.is_file()}
    assert found == {"0/000", "0/001.p/44", "1/000.p/1", "entries/000", "entries/001.p/44"}
    assert (tiles / "0/000").stat().st_size == 256 * 32


def test_a_row_that_commits_late_with_a_low_id_is_not_lost(lay):
    rows = lay(5)
    late = rows[1]
    EventRow.objects.filter(pk=late.pk).update(kind="test.late")
    held = EventRow.objects.filter(pk=late.pk).values().get()
    EventRow.objects.filter(pk=late.pk).delete()
    integrate(at=NOON)
    EventRow.objects.create(**held)
    lay(1)
    integrate(at=NOON)

    assert [row.seq for row in events_since(None)] == list(range(6))
    assert events_since(3)[0].pk == late.pk


def test_readers_follow_the_number_and_meet_each_event_once(lay):
    lay(5)
    assert events_since(None) == [], "an event without a number is not read yet"
    integrate(at=NOON)
    first = events_since(None, limit=3)
    lay(2)
    integrate(at=NOON)
    rest = events_since(first[-1].seq, kinds=["test.pipe_laid"])

    assert [row.seq for row in first + rest] == list(range(7))
    assert events_since(None, kinds=["other"]) == []


def steps_of_one_run(lay, monkeypatch, stop_at: int | None) -> int:
    """Run the sequencer over some new rows; end the process at its `stop_at`-th effect. Returns how many there were."""
    count = 0

    def counted(real):
        def effect(*args, **kwargs):
            nonlocal count
            count += 1
            if count == stop_at:
                raise Killed
            return real(*args, **kwargs)

        return effect

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", counted(os.fsync))
        patch.setattr(Path, "replace", counted(Path.replace))
        patch.setattr(Checkpoint.objects, "create", counted(Checkpoint.objects.create))
        patch.setitem(integrate.__globals__, "sign_checkpoint", counted(sign_checkpoint))
        patch.setattr("shutil.rmtree", counted(shutil.rmtree))
        with suppress(Killed):
            integrate(at=NOON)
    return count


def test_killed_at_any_step_the_next_run_goes_on(lay, monkeypatch, log_home):
    lay(250)
    integrate(at=NOON)
    lay(10)
    steps = steps_of_one_run(lay, monkeypatch, None)
    assert steps > 15
    key = parse_key((log_home / "keys/log.pub").read_text())

    for step in range(1, steps + 1):
        lay(256 if step % 5 == 0 else 3)
        steps_of_one_run(lay, monkeypatch, step)
        done = integrate(at=NOON)

        assert done.head.root == root_of_rows()
        assert open_checkpoint((log_home / "log/checkpoint").read_text(), key) == done.head
        check = check_log()
        assert (check.findings, check.waiting) == ([], 0), f"stopped at step {step}"


@given(batches=st.lists(st.integers(0, 300), max_size=6))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_batches_give_the_root_of_the_rows(batches, lay, log_home):
    for count in batches:
        lay(count)
        integrate(at=NOON)
    assert integrate(at=NOON).head.root == root_of_rows()
    assert check_log().findings == []


def test_lost_tiles_are_written_again_from_the_rows(lay, log_home):
    lay(300)
    before = integrate(at=NOON).head
    for file in (log_home / "log/tile").rglob("*"):
        if file.is_file():
            file.unlink()
    lay(1)

    after = integrate(at=NOON).head
    assert (before.size, after.size, after.root) == (300, 301, root_of_rows())
    assert check_log().findings == []


def test_a_rolled_back_database_signs_nothing(lay):
    lay(5)
    integrate(at=NOON)
    EventRow.objects.filter(seq__gte=3).delete()
    Checkpoint.objects.all().delete()

    with pytest.raises(LogRolledBack) as caught:
        integrate(at=NOON)
    assert caught.value.data == {"size": 5, "rows": 3}


def test_a_database_that_was_rolled_back_and_went_on_signs_nothing(lay):
    lay(5)
    integrate(at=NOON)
    EventRow.objects.filter(seq__gte=3).delete()
    Checkpoint.objects.all().delete()
    for seq, row in enumerate(lay(4), 3):
        EventRow.objects.filter(pk=row.pk).update(seq=seq)

    with pytest.raises(LogRewritten):
        integrate(at=NOON)
    assert not Checkpoint.objects.exists()


def test_a_hole_in_the_numbers_signs_nothing(lay):
    lay(5)
    integrate(at=NOON)
    lay(3)
    EventRow.objects.filter(seq=None).update(seq=None)
    last = EventRow.objects.latest("pk")
    EventRow.objects.filter(pk=last.pk).update(seq=9)

    with pytest.raises(LogRewritten):
        integrate(at=NOON)


def test_a_log_that_lost_its_key_makes_no_new_one(lay, log_home):
    lay(1)
    integrate(at=NOON)
    (log_home / "keys/log.key").unlink()

    with pytest.raises(LogKeyMissing):
        integrate(at=NOON)


def test_a_checkpoint_of_another_key_is_not_gone_on_from(lay, log_home):
    lay(1)
    integrate(at=NOON)
    file = log_home / "log/checkpoint"
    file.write_text(file.read_text().replace("bairi.local/log\n1\n", "bairi.local/log\n2\n"))

    with pytest.raises(CheckpointUnreadable):
        integrate(at=NOON)
