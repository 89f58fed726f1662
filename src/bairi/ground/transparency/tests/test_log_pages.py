from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from bairi.ground.transparency import commands
from bairi.ground.transparency.actions import integrate
from bairi.ground.transparency.models import EventRow
from bairi.ground.transparency.problems import ProofDoesNotHold
from bairi.ground.transparency.rules.checkpoint import open_checkpoint, parse_key
from bairi.ground.transparency.rules.merkle import leaf_hash
from bairi.ground.transparency.rules.verify import check_proof
from tests.cast import NOON


@pytest.fixture
def told(cast, lay):
    """300 events in the village, one at the neighbour's, all in the log."""
    rows = lay(300, place=cast.places["village"].code) + lay(1, place=cast.places["neighbour_village"].code)
    integrate(at=NOON)
    return rows


@pytest.mark.usefixtures("told")
def test_the_list_pages_through_what_the_person_sees(sign_in):
    client = sign_in("township_clerk")
    seen, address = [], reverse("events")
    while address:
        text = client.get(address).content.decode()
        seen += [int(n) for n in re.findall(r"/log/events/(\d+)/proof/", text)]
        further = re.search(r'rel="next" href="([^"]+)"', text)
        address = reverse("events") + further[1].replace("&amp;", "&") if further else None

    assert seen == list(range(299, -1, -1))


@pytest.mark.usefixtures("told")
def test_the_list_has_a_fixed_number_of_queries(sign_in, django_assert_max_num_queries):
    client = sign_in("commander")
    with django_assert_max_num_queries(8):
        client.get(reverse("events"))


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(("who", "status"), [("township_clerk", 200), ("neighbour_clerk", 404), ("department", 403)])
def test_a_proof_is_given_to_those_who_see_the_event(sign_in, who, status):
    assert sign_in(who).get(reverse("event_proof", args=[0])).status_code == status


@pytest.mark.usefixtures("told")
def test_a_saved_proof_holds(sign_in, log_home):
    answer = sign_in("township_clerk").get(reverse("event_proof", args=[7]))

    assert answer["Content-Disposition"] == 'attachment; filename="test-pipe_laid-7.tlog-proof"'
    assert check_proof(answer.content.decode(), (log_home / "keys/log.pub").read_text()).index == 7


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    "query", ["?before=x", "?before=9999999999999999999999", "?kind=nothing", "?place=%00", "?kind=%00"]
)
def test_an_odd_query_is_no_error(sign_in, query):
    assert sign_in("commander").get(reverse("events") + query).status_code == 200


def test_nobody_signed_in_sees_no_events(db):
    assert Client().get(reverse("events"))["Location"].startswith(reverse("sign_in"))


@pytest.mark.usefixtures("told")
def test_anyone_may_follow_the_log_by_its_static_files(log_home):
    client = Client()
    key = parse_key(client.get(reverse("log_key")).content.decode())
    answer = client.get("/log/checkpoint")
    head = open_checkpoint(answer.content.decode(), key)
    tile = client.get("/log/tile/0/000")
    entries = b"".join(client.get("/log/tile/entries/000").streaming_content)

    assert (answer["Content-Type"], head.size) == ("text/plain; charset=utf-8", 301)
    assert tile["Content-Type"] == "application/octet-stream"
    assert "immutable" in tile["Cache-Control"]
    hashes = b"".join(tile.streaming_content)
    assert hashes[:32] == leaf_hash(entries[2:34])
    assert b"".join(client.get("/log/tile/1/000.p/1").streaming_content)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    "path", ["0/001", "0/000.p/9", "0/..%2f..%2fcheckpoint", "9/000", "entries/00", "0/../../checkpoint"]
)
def test_what_is_no_tile_is_not_served(path):
    assert Client().get(f"/log/tile/{path}").status_code == 404


def test_an_empty_log_serves_no_checkpoint_and_no_key(db, log_home):
    assert Client().get("/log/checkpoint").status_code == 404
    assert Client().get("/log/key").status_code == 404
    assert Client().get(reverse("check_proof")).status_code == 200


@pytest.mark.usefixtures("told")
def test_the_checker_is_public_and_may_be_saved_as_one_file():
    page = Client().get(reverse("check_proof"))
    saved = Client().get(reverse("save_checker"))
    text = saved.content.decode()

    assert page.status_code == 200
    assert saved["Content-Disposition"].startswith("attachment")
    assert "checkProof" in text
    assert not re.search(r"<(?:script|link|img)[^>]+(?:src|href)=", text), "it asks for nothing"
    assert "import {" not in text
    assert "export " not in text.split('<script type="module">')[1]


def test_the_commands_sign_prove_verify_and_check(lay, log_home, tmp_path):
    row = lay(3)[1]
    assert commands.checkpoint(at=NOON).startswith("bairi.local/log\n3\n")
    proof = commands.prove(row.subject, at=NOON)
    file = tmp_path / proof.name
    file.write_text(proof.text)
    key = log_home / "keys/log.pub"

    assert commands.check(file, commands.public_key()).index == 1
    assert commands.check(file, str(key)).index == 1
    assert commands.verify().findings == []
    file.write_bytes(b"\xff")
    with pytest.raises(ProofDoesNotHold):
        commands.check(file, str(key))
    with pytest.raises(ProofDoesNotHold):
        commands.check(file, "nowhere")


@pytest.mark.usefixtures("told")
def test_personal_data_is_erased_with_a_reason_by_those_who_may(sign_in):
    address = reverse("erase_personal_data", args=[7])
    assert sign_in("stranger").get(address).status_code == 404
    assert sign_in("village_team").get(address).status_code == 403
    archivist = sign_in("archivist")
    assert archivist.get(address).status_code == 200
    assert archivist.post(address, {"reason": ""}).status_code == 422
    assert EventRow.objects.get(seq=7).personal is not None

    assert archivist.post(address, {"reason": "asked for"}).status_code == 302
    assert EventRow.objects.get(seq=7).personal is None
    assert archivist.post(address, {"reason": "again"}).status_code == 409
    assert archivist.get(reverse("erase_personal_data", args=[2**63])).status_code == 404
    assert archivist.get(reverse("event_proof", args=[2**63])).status_code == 404
