"""A block with its checksum: read whole, so that a damaged one leaves nothing behind."""

from __future__ import annotations

import base64
import binascii
import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from bairi.edges.field.problems import ChecksumDiffers, ChecksumUnknown
from bairi.edges.field.storage import BLOCK

ALGORITHMS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}
IN_MEMORY = 1024 * 1024


@contextmanager
def checked(source: BinaryIO, header: str, most: int) -> Iterator[BinaryIO]:
    """The source itself without an `Upload-Checksum`; else its bytes, once they are the ones announced.

    Raises ChecksumUnknown, ChecksumDiffers; a connection that breaks is an OSError.
    """
    if not header:
        yield source
        return
    algorithm, _, encoded = header.partition(" ")
    try:
        wanted = base64.b64decode(encoded, validate=True)
        digest = ALGORITHMS[algorithm](usedforsecurity=False)
    except (KeyError, binascii.Error, ValueError):
        raise ChecksumUnknown from None
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as spool:
        while most > 0 and (block := source.read(min(BLOCK, most))):
            digest.update(block)
            spool.write(block)
            most -= len(block)
        if digest.digest() != wanted:
            raise ChecksumDiffers
        spool.seek(0)
        yield cast("BinaryIO", spool)
