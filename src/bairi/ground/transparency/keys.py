"""The log's signing key, in `BAIRI_HOME/keys`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from bairi.ground.transparency.problems import LogKeyMissing, OriginUnusable
from bairi.ground.transparency.rules.checkpoint import VerifierKey, is_key_name, parse_key, public_key_of


@dataclass(frozen=True, slots=True)
class LogKey:
    """Both halves of the key."""

    private: Ed25519PrivateKey
    public: VerifierKey


def load_key(home: Path) -> LogKey:
    """The key of the log in this home. Raises LogKeyMissing."""
    file = home / "keys" / "log.key"
    try:
        private = load_pem_private_key(file.read_bytes(), None)
        public = load_public_key(home)
    except (OSError, ValueError):
        raise LogKeyMissing(file=str(file)) from None
    if not isinstance(private, Ed25519PrivateKey) or public_key_of(public.name, private) != public:
        raise LogKeyMissing(file=str(file))
    return LogKey(private, public)


def load_public_key(home: Path) -> VerifierKey:
    """The public half alone. Raises OSError or ValueError when it is not there or not a key."""
    return parse_key((home / "keys" / "log.pub").read_text(encoding="utf-8"))


def make_key(home: Path, origin: str) -> LogKey:
    """A new key for a log of this origin. Raises OriginUnusable; never overwrites one."""
    if not is_key_name(origin):
        raise OriginUnusable(origin=origin)
    folder = home / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    private = Ed25519PrivateKey.generate()
    public = public_key_of(origin, private)
    _write_new(folder / "log.pub", f"{public}\n".encode(), 0o644)
    _write_new(folder / "log.key", private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)
    return LogKey(private, public)


def _write_new(file: Path, raw: bytes, mode: int) -> None:
    """Write a file that must not be there yet, whole and durable."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as opened:
        opened.write(raw)
        opened.flush()
        os.fsync(opened.fileno())
    try:
        file.hardlink_to(temporary)
    finally:
        temporary.unlink()
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
