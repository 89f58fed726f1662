from __future__ import annotations

import pytest

from bairi.ground.access import SYSTEM
from bairi.ground.transparency.actions import erase_personal_data, integrate
from bairi.ground.transparency.problems import NothingLogged, ProofDoesNotHold
from bairi.ground.transparency.queries import check, prove
from bairi.ground.transparency.rules.verify import check_proof
from tests.cast import NOON


@pytest.fixture
def key(log_home):
    return (log_home / "keys/log.pub").read_text


def test_every_leaf_is_proven_under_the_newest_checkpoint(lay, key):
    lay(3)
    integrate(at=NOON)
    lay(260)
    integrate(at=NOON)

    for seq, metres in [(0, 0), (2, 2), (3, 3), (255, 255), (256, 256), (262, 262)]:
        proof = prove(SYSTEM, str(seq))
        proven = check_proof(proof.text, key())
        assert (proven.index, proven.head.size) == (seq, 263)
        assert proven.envelope["payload"]["metres"] == metres
        assert proof.name == f"test-pipe_laid-{seq}.tlog-proof"


def test_an_object_is_proven_by_its_key(lay, key):
    row = lay(2, place="533401")[1]
    integrate(at=NOON)

    proven = check(prove(SYSTEM, row.subject).text, key())
    assert proven.envelope["payload"]["pipe"] == row.subject
    assert proven.envelope["place"] == "533401"
    assert proven.personal == {"by": "Bairi", "fields": {"worker": "阿布"}}
    assert prove(SYSTEM, row.subject.replace("-", "").upper()).text == prove(SYSTEM, row.subject).text


def test_personal_details_are_withheld_where_they_may_not_be_shown(lay, cast, key):
    row = lay(1, place=cast.places["village"].code)[0]
    integrate(at=NOON)

    assert check(prove(cast["village_team"], row.subject).text, key()).personal is None
    assert check(prove(SYSTEM, row.subject, bare=True).text, key()).personal is None
    assert check(prove(cast["township_clerk"], row.subject).text, key()).personal is not None


def test_an_erased_event_is_proven_without_its_personal_part(lay, key):
    lay(1)
    integrate(at=NOON)
    before = prove(SYSTEM, "0").text
    erase_personal_data(seq=0, reason="asked", by=SYSTEM, at=NOON)
    integrate(at=NOON)

    assert check(prove(SYSTEM, "0").text, key()).personal is None
    assert check(before, key()).personal["fields"] == {"worker": "阿布"}, "a proof given out earlier stays good"


def test_what_is_not_logged_or_not_seen_is_not_proven(lay, cast):
    row = lay(1, place=cast.places["neighbour_village"].code)[0]
    for subject, kind in [("0", None), (row.subject, None)]:
        with pytest.raises(NothingLogged):
            prove(SYSTEM, subject, kind=kind)
    integrate(at=NOON)
    for actor, subject, kind in [
        (cast["village_team"], row.subject, None),
        (SYSTEM, "1", None),
        (SYSTEM, "x", None),
        (SYSTEM, "0", "test.other"),
    ]:
        with pytest.raises(NothingLogged):
            prove(actor, subject, kind=kind)


def test_a_bad_proof_is_refused_with_its_reason(lay, key):
    lay(1)
    integrate(at=NOON)
    with pytest.raises(ProofDoesNotHold) as caught:
        check(prove(SYSTEM, "0").text.replace("index 0", "index 1"), key())
    assert caught.value.data["fault"] == "not_in_tree"
