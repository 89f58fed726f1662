"""The text of a `.tlog-proof` (C2SP tlog-proof@v1): leaf index, inclusion proof, checkpoint, and our extra data."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

from bairi.ground.transparency.rules.checkpoint import decode64
from bairi.ground.transparency.rules.merkle import HASH_BYTES

HEADER = "c2sp.org/tlog-proof@v1"
MAX_PROOF = 2_000_000
MAX_STEPS = 64


class ProofMalformed(ValueError):  # noqa: N818 - says what is wrong with the text
    """The text is not a proof of this format."""


@dataclass(frozen=True, slots=True)
class Content:
    """What ties a leaf to what happened: the digest, and, where they may be shown, its envelope and personal part."""

    digest: bytes
    salt: bytes | None = None
    envelope: str | None = None
    personal_salt: bytes | None = None
    personal: str | None = None

    def encode(self) -> bytes:
        """As the proof's extra data: JSON, bytes in base64, parts that are withheld left out."""
        values = {
            "digest": _b64(self.digest),
            "salt": _b64(self.salt),
            "envelope": self.envelope,
            "personal_salt": _b64(self.personal_salt),
            "personal": self.personal,
        }
        kept = {name: value for name, value in values.items() if value is not None}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def decode(cls, extra: bytes) -> Content:
        """The content of extra data. Raises ProofMalformed."""
        try:
            raw = json.loads(extra)
            if not isinstance(raw, dict) or not all(isinstance(value, str) for value in raw.values()):
                raise ProofMalformed("extra data")
            salts = {n: decode64(raw[n]) if n in raw else None for n in ("salt", "personal_salt")}
            return cls(decode64(raw["digest"]), envelope=raw.get("envelope"), personal=raw.get("personal"), **salts)
        except (ValueError, KeyError, RecursionError) as error:
            raise ProofMalformed("extra data") from error


@dataclass(frozen=True, slots=True)
class LogProof:
    """One leaf's place in a checkpointed tree."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None

    def text(self) -> str:
        """The file's text."""
        lines = [HEADER]
        if self.extra is not None:
            lines.append(f"extra {base64.b64encode(self.extra).decode()}")
        lines.append(f"index {self.index}")
        lines += [base64.b64encode(step).decode() for step in self.path]
        return "\n".join(lines) + f"\n\n{self.checkpoint}"


def parse_proof(text: str) -> LogProof:
    """The proof of a text. Raises ProofMalformed, naming the line."""
    if len(text) > MAX_PROOF:
        raise ProofMalformed("too long")
    head, gap, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if not gap or lines[0] != HEADER or len(lines) < 2:
        raise ProofMalformed("header")
    extra = None
    if lines[1].startswith("extra "):
        extra = _bytes(lines.pop(1).removeprefix("extra "), "extra")
    index = lines[1].removeprefix("index ") if len(lines) > 1 else ""
    if lines[1:2] != [f"index {index}"] or not (index.isascii() and index.isdecimal()) or str(int(index)) != index:
        raise ProofMalformed("index")
    path = tuple(_bytes(line, "path") for line in lines[2:])
    if len(path) > MAX_STEPS or any(len(step) != HASH_BYTES for step in path):
        raise ProofMalformed("path")
    return LogProof(int(index), path, checkpoint, extra)


def _bytes(text: str, where: str) -> bytes:
    try:
        return decode64(text)
    except ValueError:
        raise ProofMalformed(where) from None


def _b64(raw: bytes | None) -> str | None:
    return None if raw is None else base64.b64encode(raw).decode()
