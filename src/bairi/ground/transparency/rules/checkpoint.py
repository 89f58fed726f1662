"""Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint) with Ed25519; the key's name is the log's origin."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bairi.ground.transparency.rules.merkle import HASH_BYTES

ED25519 = b"\x01"
KEY_ID_BYTES = 4
MAX_NOTE = 100_000
Fault = Literal[
    "key_malformed", "note_malformed", "checkpoint_malformed", "no_known_signature", "signature_wrong", "other_log"
]


class NoteError(ValueError):
    """Why a note or a key is not accepted: `fault`."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A log's public key: origin and 32 bytes."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """First four bytes of SHA-256(name || newline || type || key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:KEY_ID_BYTES]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"


@dataclass(frozen=True, slots=True)
class TreeHead:
    """What a checkpoint says: of which log, how many leaves, which root."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The note's text, three lines."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def parse_key(text: str) -> VerifierKey:
    """The key of `name+id+base64`. Raises NoteError."""
    try:
        name, key_id, encoded = text.strip().split("+", 2)  # the base64 may hold plus signs, the name and id cannot
        raw = decode64(encoded)
    except ValueError:
        raise NoteError("key_malformed") from None
    key = VerifierKey(name, raw[1:])
    if raw[:1] != ED25519 or len(key.public) != HASH_BYTES or not is_key_name(name) or key.key_id.hex() != key_id:
        raise NoteError("key_malformed")
    return key


def is_key_name(name: str) -> bool:
    """Whether a log may have this origin: not empty, no white space, no plus."""
    return bool(name) and "+" not in name and not any(c.isspace() or ord(c) < ord(" ") for c in name)


def public_key_of(name: str, private: Ed25519PrivateKey) -> VerifierKey:
    """The verifier's half of a log's key."""
    return VerifierKey(name, private.public_key().public_bytes_raw())


def sign_checkpoint(head: TreeHead, private: Ed25519PrivateKey) -> str:
    """The checkpoint as a signed note."""
    text, key = head.text(), public_key_of(head.origin, private)
    signature = base64.b64encode(key.key_id + private.sign(text.encode())).decode()
    return f"{text}\n— {head.origin} {signature}\n"


def open_checkpoint(note: str, key: VerifierKey) -> TreeHead:
    """The tree head of a checkpoint that the key signed. Raises NoteError."""
    text, signatures = _split_note(note)
    _check_signatures(text, signatures, key)
    head = _parse_head(text)
    if head.origin != key.name:
        raise NoteError("other_log")
    return head


def decode64(text: str) -> bytes:
    """Bytes of canonical standard base64. Raises ValueError."""
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None
    if base64.b64encode(raw).decode() != text:
        raise ValueError("not canonical base64")
    return raw


def _split_note(note: str) -> tuple[str, list[str]]:
    if len(note) > MAX_NOTE or any(ord(c) < ord(" ") and c != "\n" for c in note):
        raise NoteError("note_malformed")
    text, gap, tail = note.rpartition("\n\n")
    if not gap or not tail.endswith("\n"):
        raise NoteError("note_malformed")
    return text + "\n", tail[:-1].split("\n")


def _check_signatures(text: str, lines: list[str], key: VerifierKey) -> None:
    known = False
    for line in lines:
        dash, name, encoded = (*line.split(" "), "", "")[:3]
        try:
            raw = decode64(encoded)
        except ValueError:
            raw = b""
        if line != f"— {name} {encoded}" or dash != "—" or not is_key_name(name) or len(raw) <= KEY_ID_BYTES:
            raise NoteError("note_malformed")
        if name != key.name or raw[:KEY_ID_BYTES] != key.key_id:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(raw[KEY_ID_BYTES:], text.encode())
        except InvalidSignature:
            raise NoteError("signature_wrong") from None
        known = True
    if not known:
        raise NoteError("no_known_signature")


def _parse_head(text: str) -> TreeHead:
    lines = text[:-1].split("\n")
    if len(lines) < 3 or not all(lines):
        raise NoteError("checkpoint_malformed")
    origin, size, root = lines[:3]
    try:
        raw = decode64(root)
    except ValueError:
        raise NoteError("checkpoint_malformed") from None
    if not (size.isascii() and size.isdecimal()) or str(int(size)) != size or len(raw) != HASH_BYTES:
        raise NoteError("checkpoint_malformed")
    return TreeHead(origin, int(size), raw)
