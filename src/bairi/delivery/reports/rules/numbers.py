"""The number of a report that a sheet brings without one."""

from __future__ import annotations

from datetime import date
from hashlib import blake2b
from uuid import UUID

_VERSION, _VARIANT = 8 << 76, 2 << 62
_FIXED = ~(15 << 76) & ~(3 << 62) & ((1 << 96) - 1)


def number_of_row(effective_on: date, said: tuple[object, ...]) -> UUID:
    """The number that follows from what a row says: the same row always has the same one.

    A UUID of version 8 (RFC 9562, 5.8): the day first, so that the reports of one day lie together in an index, then
    90 bits of BLAKE2b over all that is said.

    >>> str(number_of_row(date(2016, 3, 31), ("battle", "533401202202", "roads", 12.5)))
    '000b3b36-d0f8-8dc8-b588-439eaf5cacdb'
    """
    content = "\x1f".join(map(str, said)).encode()
    mixed = int.from_bytes(blake2b(content, digest_size=12).digest(), "big") & _FIXED
    return UUID(int=effective_on.toordinal() << 96 | mixed | _VERSION | _VARIANT)
