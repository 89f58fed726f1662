"""Uploads that go on where they broke off: tus 1.0, https://tus.io/protocols/resumable-upload (core, creation,
creation-with-upload, checksum, expiration, termination).

Creating the same transfer again gives the one that is there with its offset, so a lost answer costs one request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO, Final, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.timezone import now

from bairi.delivery.reports.queries import Receipt, receipt_of
from bairi.edges.field import storage
from bairi.edges.field.actions import finish_transfer
from bairi.edges.field.checksums import checked
from bairi.edges.field.door import for_phones, refusal
from bairi.edges.field.problems import (
    NotABlock,
    NoTransfer,
    OffsetDiffers,
    ProtocolUnknown,
    TooManyTransfers,
    TransferTooLarge,
    TransferUnclear,
)
from bairi.edges.field.shapes import Announced, announced_of
from bairi.edges.field.storage import About, Overtaken, Transfer
from bairi.ground.access import Actor, Problem, require
from bairi.ground.files.permissions import STORE_FILE

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,creation-with-upload,checksum,expiration,termination"
BLOCK_TYPE: Final = "application/offset+octet-stream"
MOST_UNFINISHED: Final = 1000


def speaks_tus(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Every answer says which version it speaks; `X-HTTP-Method-Override` stands in for what a proxy forbids."""

    def speaking(request: HttpRequest, actor: Actor, **named: Any) -> HttpResponse:
        method = request.headers.get("X-HTTP-Method-Override") if request.method == "POST" else None
        try:
            answer = view(request, actor, method=method or request.method, **named)
        except Problem as problem:
            answer = refusal(problem)
        except FileNotFoundError:  # given up, or thrown away as damaged, by another request meanwhile
            answer = refusal(NoTransfer())
        answer["Tus-Resumable"] = VERSION
        return answer

    speaking.__name__ = view.__name__
    return speaking


@for_phones
@speaks_tus
def transfers(request: HttpRequest, actor: Actor, *, method: str) -> HttpResponse:
    """What the server can do (OPTIONS), and a new transfer (POST)."""
    if method == "OPTIONS":
        return HttpResponse(status=204, headers=_abilities())
    if method != "POST":
        return HttpResponseNotAllowed(["OPTIONS", "POST"])
    _require_version(request)
    announced, length = announced_of(request.headers.get("Upload-Metadata", "")), _number(request, "Upload-Length")
    if length > settings.BAIRI_UPLOAD_LIMIT:
        raise TransferTooLarge(megabytes=settings.BAIRI_UPLOAD_LIMIT // 2**20)
    transfer, about = _announce(announced, length, actor)
    if request.headers.get("Content-Type", "") == BLOCK_TYPE and transfer.offset() == 0:
        _write(request, transfer, about, 0)
    answer = _standing(transfer, about, actor, status=201)
    answer["Location"] = reverse("transfer", kwargs={"transfer": about.key})
    return answer


@for_phones
@speaks_tus
def transfer(request: HttpRequest, actor: Actor, *, transfer: UUID, method: str) -> HttpResponse:
    """Where a transfer stands (HEAD, GET), the next block (PATCH), or that it is given up (DELETE)."""
    found = Transfer(_owner(actor), transfer)
    about = found.about()
    if about is None:
        raise NoTransfer
    if method == "GET":
        return JsonResponse({"offset": found.offset(), "length": about.length, "receipt": found.receipt()})
    if method not in {"HEAD", "PATCH", "DELETE"}:
        return HttpResponseNotAllowed(["HEAD", "GET", "PATCH", "DELETE"])
    _require_version(request)
    if method == "DELETE":
        found.discard()
        return HttpResponse(status=204)
    if method == "PATCH":
        if request.headers.get("Content-Type", "") != BLOCK_TYPE:
            raise NotABlock
        _write(request, found, about, _number(request, "Upload-Offset"))
        return _standing(found, about, actor, status=204)
    return _standing(found, about, actor, status=200)


def _announce(announced: Announced, length: int, actor: Actor) -> tuple[Transfer, About]:
    """The transfer of this file, new or begun before. Raises UnknownReport, NotAllowed, TooManyTransfers."""
    require(actor, STORE_FILE)
    receipt = receipt_of(actor, announced.report)
    storage.sweep()
    about = About(_owner(actor), str(announced.report), announced.file.sha256, length, announced.said)
    transfer = Transfer(about.owner, about.key)
    there = transfer.about()
    if there is not None and (there.length == length or transfer.receipt() is not None):
        return transfer, there
    if storage.unfinished(about.owner) >= MOST_UNFINISHED:
        raise TooManyTransfers(count=MOST_UNFINISHED)
    transfer.announce(about)
    if _is_evidence(receipt, about):
        transfer.finish({"sha256": about.sha256, "size": length, "report": about.report})
    return transfer, about


def _is_evidence(receipt: Receipt, about: About) -> bool:
    """Whether the report has the file already, brought by another way."""
    return any(file.sha256 == about.sha256 and file.size == about.length for file in receipt.files)


def _write(request: HttpRequest, transfer: Transfer, about: About, asked: int) -> None:
    """Append the body where the phone thinks it goes. Raises OffsetDiffers, ChecksumUnknown, ChecksumDiffers."""
    here = transfer.offset()
    if here != asked:
        raise OffsetDiffers(offset=here, asked=asked)
    most, said = about.length - here, request.headers.get("Upload-Checksum", "")
    try:
        with checked(cast("BinaryIO", request), said, most) as source:
            transfer.append(source, here, most)
    except Overtaken as overtaken:
        raise OffsetDiffers(offset=overtaken.offset, asked=asked) from None


def _standing(transfer: Transfer, about: About, actor: Actor, *, status: int) -> HttpResponse:
    """Offset, length and expiry; with the last byte the receipt. A server that died in between finishes here."""
    offset = transfer.offset()
    answer = HttpResponse(status=status)
    if offset >= about.length:
        receipt = finish_transfer(transfer, about, by=actor, at=now())
        answer["Bairi-Sha256"] = receipt["sha256"]
    answer["Upload-Offset"], answer["Upload-Length"] = str(offset), str(about.length)
    answer["Upload-Expires"] = http_date(transfer.expires_at())
    return answer


def _abilities() -> dict[str, str]:
    return {
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(settings.BAIRI_UPLOAD_LIMIT),
        "Tus-Checksum-Algorithm": "sha1,sha256",
    }


def _require_version(request: HttpRequest) -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise ProtocolUnknown(version=VERSION)


def _number(request: HttpRequest, header: str) -> int:
    """A header's whole number. Raises TransferUnclear."""
    said = request.headers.get(header, "")
    if not (said.isascii() and said.isdigit() and len(said) < 16):
        raise TransferUnclear(header=header)
    return int(said)


def _owner(actor: Actor) -> int:
    assert actor.user_id is not None
    return actor.user_id
