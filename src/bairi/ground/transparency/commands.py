"""What `bairi log …` does, as plain functions: the command binds them and prints what they return."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bairi.ground.access import SYSTEM
from bairi.ground.transparency import queries
from bairi.ground.transparency.actions import integrate
from bairi.ground.transparency.problems import ProofDoesNotHold
from bairi.ground.transparency.queries import LogCheck, ProofFile
from bairi.ground.transparency.rules.verify import Proven


def checkpoint(*, at: datetime) -> str:
    """Sign a checkpoint over all committed events and return the newest note; "" for an empty log."""
    return integrate(at=at).note or ""


def prove(subject: str, *, at: datetime, kind: str | None = None, bare: bool = False) -> ProofFile:
    """The proof for a report's key, another object's key or a leaf number. `bare` withholds personal details."""
    integrate(at=at)
    return queries.prove(SYSTEM, subject, kind=kind, bare=bare)


def verify() -> LogCheck:
    """Rebuild the log from the rows and compare. Nothing found means clean."""
    return queries.check_log()


def check(proof: Path, key: str) -> Proven:
    """What a proof file shows under a public key (the line itself, or a file that holds it). Needs no database.

    Raises ProofDoesNotHold.
    """
    try:
        text = proof.read_bytes().decode().replace("\r\n", "\n")
        line = Path(key).read_text(encoding="utf-8") if "+" not in key else key
    except (UnicodeDecodeError, OSError) as error:
        raise ProofDoesNotHold(reason=str(error), fault="proof_malformed") from None
    return queries.check(text, line)


def public_key() -> str:
    """The log's public key line; "" before the first checkpoint."""
    return queries.published_key()
