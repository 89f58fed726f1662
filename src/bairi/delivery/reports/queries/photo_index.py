"""The fingerprints of all photos, at hand in this process: the table of hashes is read once and then followed.

The database is what counts; after a restart the index is read from it anew (about four seconds for a million photos).
"""

from __future__ import annotations

import threading
from array import array
from typing import Final

import numpy as np

from bairi.delivery.reports.models import PhotoHash
from bairi.delivery.reports.rules.evidence.fingerprints import METHOD, WINDOWS, Hashes
from bairi.delivery.reports.rules.evidence.lookup import PhotoTable

AT_ONCE: Final = 20_000


class PhotoIndex:
    """One for each process that looks photos up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Start anew: the next look-up reads everything."""
        self._table, self._numbers, self._last_file = PhotoTable(), array("q"), ""

    def near(self, prints: Hashes) -> dict[int, tuple[int, int]]:
        """Photos that may be copies of one, itself too: number to (distance, window), see `PhotoTable.near`."""
        with self._lock:
            self._follow()
            return {self._numbers[place]: near for place, near in self._table.near(prints).items()}

    def _follow(self) -> None:
        """Take in what was committed since the last time."""
        last = self._numbers[-1] if self._numbers else 0
        if last and not PhotoHash.objects.filter(number=last, file=self._last_file).exists():
            self.forget()  # the table is another one: restored from a copy, or undone
            last = 0
        fresh = PhotoHash.objects.filter(number__gt=last, method=METHOD).order_by("number")
        rows = fresh.values_list("number", "file_id", "prints").iterator(chunk_size=AT_ONCE)
        batch: list[bytes] = []
        for number, file, prints in rows:
            self._numbers.append(number)
            self._last_file = file
            batch.append(bytes(prints))
            if len(batch) == AT_ONCE:
                self._take(batch)
        self._take(batch)

    def _take(self, batch: list[bytes]) -> None:
        if batch:
            self._table.add(unpacked(b"".join(batch)))
            batch.clear()


def packed(prints: Hashes) -> bytes:
    """Hashes as they are kept."""
    return prints.astype(">u8").tobytes()


def unpacked(raw: bytes) -> Hashes:
    """Hashes as they were kept, one row for each photo."""
    return np.frombuffer(raw, ">u8").astype(np.uint64).reshape(-1, len(WINDOWS))


index: Final = PhotoIndex()
