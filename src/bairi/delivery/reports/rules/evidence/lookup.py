"""Finding the hashes near a hash among millions: multi-index hashing (Norouzi, Punjani and Fleet 2012).

A hash of 64 bits is four chunks of 16. Two hashes that differ in at most 11 bits differ in at most two bits of some
chunk, so only hashes in 137 buckets of each chunk's table need be compared; of those at distance 12 few are missed.
What came in since the tables were made lies in a tail, which is compared as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bairi.delivery.reports.rules.evidence.fingerprints import WINDOWS, Hashes, distances

Ints = NDArray[np.int64]
Hits = tuple[Ints, Ints, NDArray[np.uint8]]
"""Photos, the windows through which they are near, and how far off they are in bits."""

NEAR: Final = 12
CHUNKS: Final = 4
CHUNK_BITS: Final = 16
BUCKETS: Final = 1 << CHUNK_BITS
TAIL: Final = 8192
FLIPS: Final = np.array(
    [sum(1 << bit for bit in bits) for size in range(3) for bits in combinations(range(CHUNK_BITS), size)], np.int64
)
"""The 137 ways in which a chunk can differ in at most two bits."""


class Table:
    """Hashes that can be looked up; each goes by its place in the array."""

    def __init__(self, hashes: Hashes) -> None:
        self.hashes = hashes
        keys = [_chunk(hashes, n).astype(np.uint16) for n in range(CHUNKS)]
        self._order = [np.argsort(key, kind="stable").astype(np.uint32) for key in keys]
        self._starts = [np.concatenate([[0], np.cumsum(np.bincount(key, minlength=BUCKETS))]) for key in keys]

    def near(self, one: np.uint64, radius: int = NEAR) -> Ints:
        """Places of the hashes within the radius, in order."""
        found = []
        for n, (order, starts) in enumerate(zip(self._order, self._starts, strict=True)):
            buckets = int(_chunk(np.array([one], np.uint64), n)[0]) ^ FLIPS
            places = order[_ranges(starts[buckets], starts[buckets + 1])]
            found.append(places[distances(one, self.hashes[places]) <= radius])
        return np.unique(np.concatenate(found)).astype(np.int64)


class PhotoTable:
    """Fingerprints of photos by number from 0: which photos may be copies of one another, in either direction.

    The whole of one photo is looked for among the windows of the others, and its windows among the wholes.
    """

    def __init__(self) -> None:
        self._settled = np.empty((0, len(WINDOWS)), np.uint64)
        self._tail: list[Hashes] = []
        self._windows, self._wholes = Table(self._settled.reshape(-1)), Table(self._settled[:, 0])

    def __len__(self) -> int:
        return len(self._settled) + len(self._tail)

    def add(self, prints: Hashes) -> None:
        """Take in fingerprints (N, windows); the tables are made anew when the tail has grown long."""
        self._tail.extend(prints)
        if len(self._tail) > max(TAIL, len(self._settled) // 64):
            self._settled = np.concatenate([self._settled, np.array(self._tail, np.uint64)])
            self._tail = []
            self._windows = Table(self._settled.reshape(-1))
            self._wholes = Table(np.ascontiguousarray(self._settled[:, 0]))

    def near(self, prints: Hashes, radius: int = NEAR) -> dict[int, tuple[int, int]]:
        """Photos near a fingerprint: (distance, window). The window is of the found photo; minus one less than it,
        of the photo asked about."""
        places = self._windows.near(prints[0], radius)
        photos, windows = np.divmod(places, len(WINDOWS))
        hits = [(photos, windows, distances(prints[0], self._windows.hashes[places]))]
        for window, one in enumerate(prints[1:], start=1):
            photos = self._wholes.near(one, radius)
            hits.append((photos, np.full(len(photos), ~window), distances(one, self._wholes.hashes[photos])))
        if self._tail:
            hits += self._in_tail(prints, radius)
        return _nearest(hits)

    def _in_tail(self, prints: Hashes, radius: int) -> list[Hits]:
        tail, first = np.array(self._tail, np.uint64), len(self._settled)
        theirs = distances(prints[0], tail)
        photos, windows = np.nonzero(theirs <= radius)
        hits: list[Hits] = [(first + photos, windows, theirs[photos, windows])]
        for window, one in enumerate(prints[1:], start=1):
            ours = distances(one, tail[:, 0])
            photos = np.flatnonzero(ours <= radius)
            hits.append((first + photos, np.full(len(photos), ~window), ours[photos]))
        return hits


def _nearest(hits: Sequence[Hits]) -> dict[int, tuple[int, int]]:
    """The nearest hit of each photo; of equally near ones the first."""
    photos = np.concatenate([photos for photos, _, _ in hits])
    windows = np.concatenate([windows for _, windows, _ in hits])
    off = np.concatenate([off for _, _, off in hits])
    order = np.lexsort((off, photos))
    photos, windows, off = photos[order], windows[order], off[order]
    is_first = np.concatenate([[True], photos[1:] != photos[:-1]]) if len(photos) else np.empty(0, bool)
    both = zip(off[is_first].tolist(), windows[is_first].tolist(), strict=True)
    return dict(zip(photos[is_first].tolist(), both, strict=True))


def _chunk(hashes: Hashes, n: int) -> Hashes:
    return (hashes >> np.uint64(CHUNK_BITS * n)) & np.uint64(BUCKETS - 1)


def _ranges(starts: Ints, ends: Ints) -> Ints:
    """All whole numbers of the ranges, one range after the other."""
    sizes = ends - starts
    total = int(sizes.sum())
    if not total:
        return np.empty(0, np.int64)
    before = np.cumsum(sizes) - sizes
    places: Ints = np.arange(total) + np.repeat(starts - before, sizes)
    return places
