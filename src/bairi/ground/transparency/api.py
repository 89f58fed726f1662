"""The log over HTTP: its newest checkpoint, and the proof that something is in it."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import StringConstraints

from bairi.ground.access import Actor
from bairi.ground.transparency import queries

router = Router(tags=["transparency"])
Subject = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[\w.-]+$")]


class ProofOut(Schema):
    """A C2SP `.tlog-proof` file: `name` to save it by, and its text."""

    name: str
    text: str


@router.get("log/proofs/{subject}", response=ProofOut, operation_id="prove", summary="Prove that it is in the log")
def prove(request: HttpRequest, subject: Subject, bare: bool = False) -> queries.ProofFile:
    """The proof for a report's key, another object's key or a leaf's number; `bare` withholds personal details.

    It holds without this server: `bairi log check PROOF --key KEY`, the key being at /log/key.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return queries.prove(actor, subject, bare=bare)
