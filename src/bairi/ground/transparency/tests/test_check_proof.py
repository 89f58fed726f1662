from __future__ import annotations

import base64
import hashlib
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bairi.ground.transparency.rules.checkpoint import (
    NoteError,
    TreeHead,
    VerifierKey,
    open_checkpoint,
    parse_key,
    public_key_of,
    sign_checkpoint,
)
from bairi.ground.transparency.rules.envelope import digest, envelope, personal_part
from bairi.ground.transparency.rules.merkle import inclusion_proof, leaf_hash, node_hash, tree_root
from bairi.ground.transparency.rules.tlogproof import Content, LogProof, parse_proof
from bairi.ground.transparency.rules.verify import ProofRejected, check_proof

ORIGIN = "bairi.example/log"
PRIVATE = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"a test key").digest())
KEY = public_key_of(ORIGIN, PRIVATE)
PERSONAL = personal_part("和丽娟", '{"digger":"阿布"}')
ENVELOPE = envelope(
    kind="test.well_dug", payload='{"depth":12.5}', personal=digest(b"q" * 16, PERSONAL), place="533401", by_id=7,
    known=5, group=None,
)  # fmt: skip
DIGEST = digest(b"s" * 16, ENVELOPE)
FULL = Content(DIGEST, b"s" * 16, ENVELOPE.decode(), b"q" * 16, PERSONAL.decode())
LEAVES = [leaf_hash(bytes([i]) * 32) for i in range(5)] + [leaf_hash(DIGEST)] + [leaf_hash(b"z" * 32)]


def nodes(level, index):
    return LEAVES[index] if level == 0 else node_hash(nodes(level - 1, 2 * index), nodes(level - 1, 2 * index + 1))


def a_proof(content: Content | None = FULL, private=PRIVATE, origin=ORIGIN, index=5) -> str:
    checkpoint = sign_checkpoint(TreeHead(origin, 7, tree_root(7, nodes)), private)
    path = tuple(inclusion_proof(5, 7, nodes))
    return LogProof(index, path, checkpoint, None if content is None else content.encode()).text()


def fault_of(text: str, key: str = str(KEY), **more: bytes) -> str:
    with pytest.raises(ProofRejected) as caught:
        check_proof(text, key, **more)
    return caught.value.fault


def test_a_good_proof_shows_what_was_logged():
    proven = check_proof(a_proof(), str(KEY))

    assert (proven.index, proven.head.size, proven.digest) == (5, 7, DIGEST)
    assert proven.envelope["payload"] == {"depth": 12.5}
    assert proven.personal == {"by": "和丽娟", "fields": {"digger": "阿布"}}


def test_the_personal_part_may_be_withheld():
    proven = check_proof(a_proof(Content(DIGEST, b"s" * 16, ENVELOPE.decode())), str(KEY))

    assert proven.envelope["kind"] == "test.well_dug"
    assert proven.personal is None


def test_all_content_may_be_withheld():
    proven = check_proof(a_proof(Content(DIGEST)), str(KEY))

    assert (proven.digest, proven.envelope, proven.personal) == (DIGEST, None, None)


def test_a_proof_without_extra_data_holds_for_a_digest_known_from_elsewhere():
    assert check_proof(a_proof(None), str(KEY), expected_digest=DIGEST).index == 5
    assert fault_of(a_proof(None)) == "leaf_unknown"
    assert fault_of(a_proof(None), expected_digest=b"x" * 32) == "not_in_tree"


def test_each_way_to_cheat_is_named():
    other = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
    lie = ENVELOPE.decode().replace("12.5", "99.5")
    assert fault_of(a_proof(Content(DIGEST, b"s" * 16, lie))) == "content_differs"
    assert fault_of(a_proof(Content(digest(b"s" * 16, lie.encode()), b"s" * 16, lie))) == "not_in_tree"
    liar = Content(DIGEST, b"s" * 16, ENVELOPE.decode(), b"q" * 16, PERSONAL.decode().replace("阿布", "阿卜"))
    assert fault_of(a_proof(liar)) == "personal_differs"
    assert fault_of(a_proof(index=4)) == "not_in_tree"
    assert fault_of(a_proof(private=other)) == "no_known_signature"
    assert fault_of(a_proof(origin="other.example")) == "no_known_signature"
    assert fault_of(a_proof().replace("\n7\n", "\n8\n")) == "signature_wrong"
    assert fault_of(a_proof(), str(KEY)[:-4]) == "key_malformed"
    assert fault_of(a_proof(), "") == "key_malformed"


@pytest.mark.parametrize(
    ("before", "after"),
    [("tlog-proof@v1", "tlog-proof@v2"), ("index 5", "index 05"), ("index 5", "index -5"), ("index 5", "index"),
     ("extra ", "extra"), ("extra ", "extra !"), ("\n\n", "\n"), ("index 5\n", "index 5\nAAAA\n")],
)  # fmt: skip
def test_a_text_of_another_form_is_no_proof(before, after):
    assert fault_of(a_proof().replace(before, after)) == "proof_malformed"


@pytest.mark.parametrize("extra", [b"", b"[]", b"{}", b'{"digest":1}', b'{"digest":"!"}', b"[" * 5000, b"\xff"])
def test_extra_data_of_another_form_is_no_proof(extra):
    proof = parse_proof(a_proof())
    assert fault_of(LogProof(proof.index, proof.path, proof.checkpoint, extra).text()) == "proof_malformed"


def test_a_proof_reads_back_as_it_was_written():
    proof = parse_proof(a_proof())
    assert proof.text() == a_proof()
    assert Content.decode(proof.extra) == FULL


def test_a_key_reads_back_and_a_changed_one_is_refused():
    assert parse_key(str(KEY)) == KEY
    for text in ["a", "a+b+c", str(KEY).replace("bairi", "b iri"), "x" + str(KEY)]:
        with pytest.raises(NoteError, match="key_malformed"):
            parse_key(text)


def test_the_key_and_the_note_are_those_of_the_go_implementation():
    """The example key of golang.org/x/mod/sumdb/note."""
    key = parse_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    note = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )
    with pytest.raises(NoteError, match="checkpoint_malformed"):
        open_checkpoint(note, key)  # signed well, but no tree head


def test_a_checkpoint_may_carry_signatures_of_witnesses():
    note = sign_checkpoint(TreeHead(ORIGIN, 7, b"r" * 32), PRIVATE)
    witness = f"— witness.example {base64.b64encode(b'k' * 76).decode()}\n"
    assert open_checkpoint(note + witness, KEY) == TreeHead(ORIGIN, 7, b"r" * 32)
    assert open_checkpoint(note.replace("\n\n", f"\n\n{witness}"), KEY).size == 7


@pytest.mark.parametrize(
    "spoil",
    [lambda n: n[:-1], lambda n: n.replace("\n\n", "\n"), lambda n: n + "- x AAAAAAAA\n", lambda n: n + "\n",
     lambda n: n.replace("\n", "\r\n"), lambda n: n + "— a b AAAAAAAA\n", lambda n: ""],
)  # fmt: skip
def test_a_note_of_another_form_is_refused(spoil):
    with pytest.raises(NoteError, match="note_malformed"):
        open_checkpoint(spoil(sign_checkpoint(TreeHead(ORIGIN, 7, b"r" * 32), PRIVATE)), KEY)


def test_a_key_of_another_log_opens_nothing():
    head = TreeHead("other.example", 7, b"r" * 32)
    signed_for_other = sign_checkpoint(head, PRIVATE)
    with pytest.raises(NoteError, match="no_known_signature"):
        open_checkpoint(signed_for_other, KEY)
    assert VerifierKey("other.example", KEY.public).key_id != KEY.key_id


def test_the_verifier_needs_no_django():
    code = (
        "import sys, bairi.ground.transparency.rules.verify\n"
        "assert not [m for m in sys.modules if m.split('.')[0] in {'django', 'psycopg', 'sqlite3'}], 'not plain'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": "src"})
