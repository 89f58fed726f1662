"""Proofs of inclusion, as `.tlog-proof` files."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Actor
from bairi.ground.transparency.folder import LogFolder
from bairi.ground.transparency.keys import load_public_key
from bairi.ground.transparency.models import Checkpoint, EventRow
from bairi.ground.transparency.permissions import SEE_PERSONAL_DATA, events_q
from bairi.ground.transparency.problems import NothingLogged, ProofDoesNotHold
from bairi.ground.transparency.rules.merkle import inclusion_proof
from bairi.ground.transparency.rules.tlogproof import Content, LogProof
from bairi.ground.transparency.rules.verify import ProofRejected, Proven, check_proof

LEAF_NUMBER = re.compile(r"\d{1,18}", re.ASCII)

FAULTS: dict[str, str | Promise] = {
    "proof_malformed": _("the file is not a proof, or it was cut short."),
    "leaf_unknown": _("it does not say what was logged."),
    "not_in_tree": _("what it claims is not in the log."),
    "content_differs": _("the content was changed after it was logged."),
    "personal_differs": _("the personal details were changed after they were logged."),
    "key_malformed": _("the key is not a public key of a log; copy the whole line."),
    "note_malformed": _("its checkpoint is not readable."),
    "checkpoint_malformed": _("its checkpoint does not name a log, a size and a root."),
    "no_known_signature": _("its checkpoint was not signed with this key."),
    "signature_wrong": _("its checkpoint was changed after it was signed."),
    "other_log": _("its checkpoint belongs to another log."),
}


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A proof ready to be saved."""

    name: str
    text: str


def prove(actor: Actor, subject: str, *, kind: str | None = None, bare: bool = False) -> ProofFile:
    """The proof that an event was logged, under the newest checkpoint.

    `subject` is a leaf number or the key of an object, whose first event (of the `kind`) is taken. Without the
    permission to see personal data, or when `bare`, the proof withholds the personal part. Raises NothingLogged.
    """
    row = _row(actor, subject, kind)
    head = Checkpoint.objects.order_by("-size").first()
    if row is None or row.seq is None or head is None or row.seq >= head.size:
        raise NothingLogged(subject=subject)
    path = inclusion_proof(row.seq, head.size, LogFolder(settings.BAIRI_HOME / "log").nodes(head.size))
    personal = not bare and actor.may(SEE_PERSONAL_DATA)
    proof = LogProof(row.seq, tuple(path), head.note, content_of(row, personal=personal).encode())
    return ProofFile(f"{row.kind.replace('.', '-')}-{row.seq}.tlog-proof", proof.text())


def content_of(row: EventRow, *, personal: bool) -> Content:
    """What ties the row's leaf to its content; the personal part only when asked for and not erased."""
    content = Content(bytes(row.digest), bytes(row.salt), row.envelope().decode())
    if not personal or row.personal is None or row.personal_salt is None:
        return content
    return Content(
        content.digest, content.salt, content.envelope, bytes(row.personal_salt), row.personal_part().decode()
    )


def check(proof: str, key: str) -> Proven:
    """What a proof shows under a public key. Raises ProofDoesNotHold."""
    try:
        return check_proof(proof, key)
    except ProofRejected as rejected:
        raise ProofDoesNotHold(reason=FAULTS[rejected.fault], fault=rejected.fault) from None


def published_key() -> str:
    """The log's public key as one line; "" before there is one."""
    try:
        return str(load_public_key(settings.BAIRI_HOME))
    except (OSError, ValueError):
        return ""


def _row(actor: Actor, subject: str, kind: str | None) -> EventRow | None:
    rows = EventRow.objects.filter(events_q(actor))
    if kind is not None:
        rows = rows.filter(kind=kind)
    named = Q(subject=subject)
    if LEAF_NUMBER.fullmatch(subject):
        named |= Q(seq=int(subject))
    else:
        with suppress(ValueError):
            named |= Q(subject=str(UUID(subject)))
    return rows.filter(named).order_by("known", "pk").first()
