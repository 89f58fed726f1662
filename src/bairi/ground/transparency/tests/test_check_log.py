from __future__ import annotations

import hashlib

import pytest

from bairi.ground.access import SYSTEM, Actor, NotAllowed
from bairi.ground.access.actor import Grant
from bairi.ground.access.roles import Role
from bairi.ground.transparency.actions import erase_personal_data, integrate
from bairi.ground.transparency.models import Checkpoint, EventRow
from bairi.ground.transparency.problems import NothingLogged, NothingPersonal
from bairi.ground.transparency.queries import check_log
from bairi.ground.transparency.rules.envelope import digest
from tests.cast import NOON


def codes() -> list[str]:
    return [finding.code for finding in check_log().findings]


@pytest.fixture
def a_log(lay):
    """A log of 600 events under three checkpoints."""
    for count in (200, 200, 200):
        lay(count)
        integrate(at=NOON)
    assert check_log().findings == []


@pytest.mark.usefixtures("a_log")
@pytest.mark.parametrize(
    "change",
    [{"payload": '{"metres":9}'}, {"by_name": "Other"}, {"place": "1"}, {"known": 1}, {"kind": "test.other"},
     {"by_id": 3}, {"personal": '{"worker":"x"}'}, {"subject": "x"}, {"salt": b"0" * 16}, {"digest": b"0" * 32}],
)  # fmt: skip
def test_a_changed_row_is_found_and_named(change):
    EventRow.objects.filter(seq=300).update(**change)
    (finding, *more) = check_log().findings
    assert (finding.code, finding.data["event"]) == ("event_changed", 300)
    assert "300" in str(finding)
    assert {f.code for f in more} <= {"root_differs"}


@pytest.mark.usefixtures("a_log")
def test_a_row_replaced_together_with_its_digest_is_found_and_named():
    row = EventRow.objects.get(seq=300)
    row.by_name = "Other"
    row.digest = digest(bytes(row.salt), row.envelope())
    row.save()
    findings = {f.code: f for f in check_log().findings}
    assert findings["event_replaced"].data["event"] == 300
    assert findings["root_differs"].data["size"] == 400


@pytest.mark.usefixtures("a_log")
def test_two_rows_that_changed_places_are_found():
    EventRow.objects.filter(seq=300).update(seq=1000)
    EventRow.objects.filter(seq=301).update(seq=300)
    EventRow.objects.filter(seq=1000).update(seq=301)
    replaced = {f.data["event"] for f in check_log().findings if f.code == "event_replaced"}
    assert replaced == {300, 301}


@pytest.mark.usefixtures("a_log")
def test_missing_rows_are_named_by_their_numbers():
    EventRow.objects.filter(seq__in=[3, 4, 5, 255, 256, 599]).delete()
    EventRow.objects.filter(seq=599).delete()
    findings = check_log().findings
    missing = [(f.data["first"], f.data["last"]) for f in findings if f.code == "events_missing"]
    assert missing == [(3, 5), (255, 255), (256, 256)]
    assert "log_rolled_back" in {f.code for f in findings}, "the last row is missing at the end"


@pytest.mark.usefixtures("a_log")
def test_a_missing_block_is_named():
    EventRow.objects.filter(seq__gte=256, seq__lt=512).delete()
    (finding,) = check_log().findings
    assert finding.data == {"first": 256, "last": 511}


@pytest.mark.usefixtures("a_log")
def test_a_rolled_back_database_is_named():
    EventRow.objects.filter(seq__gte=400).delete()
    Checkpoint.objects.filter(size__gt=400).delete()
    (finding,) = check_log().findings
    assert (finding.code, finding.data) == ("log_rolled_back", {"size": 600, "rows": 400})


@pytest.mark.usefixtures("a_log")
def test_a_database_rolled_back_and_gone_on_is_found(lay):
    EventRow.objects.filter(seq__gte=400).delete()
    Checkpoint.objects.filter(size__gt=400).delete()
    for seq, row in enumerate(lay(250), 400):
        EventRow.objects.filter(pk=row.pk).update(seq=seq)
    found = {f.code for f in check_log().findings}
    assert {"root_differs", "event_replaced"} <= found


@pytest.mark.usefixtures("a_log")
def test_a_changed_tile_is_named_and_no_row_is_accused(log_home):
    tile = log_home / "log/tile/0/001"
    raw = bytearray(tile.read_bytes())
    raw[40] ^= 1
    tile.write_bytes(raw)
    findings = check_log().findings
    assert {f.code for f in findings} == {"tile_damaged"}
    assert "tile/0/001" in {f.data["path"] for f in findings}


@pytest.mark.usefixtures("a_log")
@pytest.mark.parametrize("path", ["0/000", "entries/001", "1/000.p/2", "0/002.p/88"])
def test_a_deleted_tile_is_named(log_home, path):
    (log_home / "log/tile" / path).unlink()
    (finding,) = [f for f in check_log().findings if f.data.get("path") == f"tile/{path}"]
    assert finding.code == "tile_damaged"


@pytest.mark.usefixtures("a_log")
def test_a_forged_checkpoint_is_named(log_home):
    row = Checkpoint.objects.get(size=400)
    row.note = row.note.replace("\n400\n", "\n401\n")
    row.save()
    assert codes() == ["checkpoint_forged", "checkpoint_row_missing"]


@pytest.mark.usefixtures("a_log")
def test_a_checkpoint_missing_in_one_place_is_named(log_home):
    Checkpoint.objects.filter(size=200).delete()
    next((log_home / "log/checkpoints").glob("*/000000000400")).unlink()
    assert sorted(codes()) == ["checkpoint_file_missing", "checkpoint_row_missing"]


@pytest.mark.usefixtures("a_log")
def test_a_missing_public_key_is_named(log_home):
    (log_home / "keys/log.pub").unlink()
    assert codes() == ["log_key_missing"]


@pytest.mark.usefixtures("a_log")
def test_erased_personal_data_is_gone_and_the_check_stays_clean():
    row = EventRow.objects.get(seq=300)
    erased = erase_personal_data(seq=row.seq, reason="the person asked", by=SYSTEM, at=NOON)
    integrate(at=NOON)

    row.refresh_from_db()
    assert (row.personal, row.personal_salt, row.by_name) == (None, None, "")
    assert row.event() is None
    assert digest(bytes(row.salt), row.envelope()) == bytes(row.digest) == bytes(erased.digest)
    check = check_log()
    assert (check.findings, check.erased, check.size) == ([], 1, 601)
    with pytest.raises(NothingPersonal):
        erase_personal_data(seq=row.seq, reason="again", by=SYSTEM, at=NOON)


@pytest.mark.usefixtures("a_log")
def test_an_erasure_without_a_record_is_named():
    sealed = hashlib.sha256(b"anything").digest()
    EventRow.objects.filter(seq=300).update(personal=None, personal_salt=None, personal_digest=sealed, by_name="")
    assert codes() == ["erased_without_record", "event_changed"]


@pytest.mark.usefixtures("a_log")
def test_who_may_not_erase():
    row = EventRow.objects.get(seq=300)
    team = Actor(user_id=3, name="Team", grants=(Grant(Role.VILLAGE_TEAM, ""),))
    with pytest.raises(NotAllowed):
        erase_personal_data(seq=row.seq, reason="x", by=team, at=NOON)
    with pytest.raises(NothingLogged):
        erase_personal_data(seq=row.seq, reason="x", by=Actor(user_id=4, name="Stranger"), at=NOON)
    assert EventRow.objects.count() == 600
