"""The verifier: from a proof file and the log's public key alone, whether something was logged, and what."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from bairi.ground.transparency.rules.checkpoint import Fault, NoteError, TreeHead, open_checkpoint, parse_key
from bairi.ground.transparency.rules.envelope import digest
from bairi.ground.transparency.rules.merkle import leaf_hash, root_from_inclusion
from bairi.ground.transparency.rules.tlogproof import Content, ProofMalformed, parse_proof

ProofFault = Literal["proof_malformed", "leaf_unknown", "not_in_tree", "content_differs", "personal_differs"]


class ProofRejected(ValueError):  # noqa: N818 - says what happened to the proof
    """Why a proof does not hold: `fault`."""

    def __init__(self, fault: ProofFault | Fault) -> None:
        super().__init__(fault)
        self.fault: ProofFault | Fault = fault


@dataclass(frozen=True, slots=True)
class Proven:
    """What a good proof shows. `envelope` and `personal` are None where the proof withholds them."""

    head: TreeHead
    index: int
    digest: bytes
    envelope: dict[str, Any] | None
    personal: dict[str, Any] | None


def check_proof(text: str, key: str, *, expected_digest: bytes | None = None) -> Proven:
    """What the proof shows under the log's public key. Raises ProofRejected.

    `expected_digest` is a leaf known from elsewhere (a receipt); a proof without content needs it or its own digest.
    """
    try:
        proof = parse_proof(text)
        content = None if proof.extra is None else Content.decode(proof.extra)
        head = open_checkpoint(proof.checkpoint, parse_key(key))
    except ProofMalformed:
        raise ProofRejected("proof_malformed") from None
    except NoteError as error:
        raise ProofRejected(error.fault) from None
    leaf = expected_digest or (content.digest if content else None)
    if leaf is None:
        raise ProofRejected("leaf_unknown")
    if root_from_inclusion(proof.index, head.size, leaf_hash(leaf), proof.path) != head.root:
        raise ProofRejected("not_in_tree")
    envelope, personal = (None, None) if content is None else _disclosed(content, leaf)
    return Proven(head, proof.index, leaf, envelope, personal)


def _disclosed(content: Content, leaf: bytes) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The parts that the proof shows, each checked against the leaf."""
    if content.envelope is None or content.salt is None:
        return None, None
    if digest(content.salt, content.envelope.encode()) != leaf:
        raise ProofRejected("content_differs")
    envelope = json.loads(content.envelope)
    if content.personal is None or content.personal_salt is None:
        return envelope, None
    if digest(content.personal_salt, content.personal.encode()).hex() != envelope.get("personal"):
        raise ProofRejected("personal_differs")
    return envelope, json.loads(content.personal)
