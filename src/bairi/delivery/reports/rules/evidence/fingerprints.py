"""Perceptual hashes of photos: 64 signs of low frequencies, of the whole picture and of windows in it.

A copy that was cut has another frame, so its frequencies are others. Each photo is therefore hashed ten times: whole,
and through windows that each leave out up to a tenth of the width and the height. The frame of the copy lies close to
one of them. What is far from all of them is no copy; what is close may be one (`likeness` decides).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Floats = NDArray[np.float32]
Hashes = NDArray[np.uint64]
Box = tuple[float, float, float, float]

METHOD: Final = 1
"""Goes up when the same photo would get another fingerprint; photos of an older method are hashed anew."""
SIDE: Final = 32
BITS: Final = 64
WINDOWS: Final[tuple[Box, ...]] = (
    (0.0, 0.0, 0.0, 0.0),
    (0.05, 0.05, 0.05, 0.05),
    (0.09, 0.08, 0.0, 0.01),
    (0.0, 0.08, 0.09, 0.01),
    (0.09, 0.01, 0.0, 0.08),
    (0.0, 0.01, 0.09, 0.08),
    (0.085, 0.03, 0.0, 0.03),
    (0.0, 0.03, 0.085, 0.03),
    (0.03, 0.085, 0.03, 0.0),
    (0.03, 0.0, 0.03, 0.085),
)
"""Shares of the picture left out at the left, top, right and bottom."""

_STEPS: Final = np.arange(SIDE)
_WAVES: Final = np.cos(np.pi / SIDE * (_STEPS[None, :] + 0.5) * _STEPS[:, None]).astype(np.float32)
_ORDER: Final = sorted(
    ((u, v) for u in range(SIDE) for v in range(SIDE) if u + v > 0), key=lambda p: (p[0] ** 2 + p[1] ** 2, p)
)[:BITS]
_ROWS: Final = np.array([u for u, _ in _ORDER])
_COLUMNS: Final = np.array([v for _, v in _ORDER])
_LOW: Final = _WAVES[: int(max(_ROWS.max(), _COLUMNS.max())) + 1]


def fingerprint(picture: Image.Image) -> Hashes:
    """The hashes of a picture, one for each of `WINDOWS`, the whole picture first.

    >>> fingerprint(Image.linear_gradient("L")).shape
    (10,)
    """
    grey = picture.convert("L")
    width, height = grey.size
    frames = [
        grey.resize(
            (SIDE, SIDE),
            Image.Resampling.BOX,
            box=(left * width, top * height, (1 - right) * width, (1 - bottom) * height),
        )
        for left, top, right, bottom in WINDOWS
    ]
    return hashes_of(np.stack([np.asarray(frame, np.float32) for frame in frames]))


def hashes_of(frames: Floats) -> Hashes:
    """One hash for each frame (N, SIDE, SIDE): which of its low frequencies lie above their median."""
    waves = (_LOW @ frames @ _LOW.T)[:, _ROWS, _COLUMNS]
    high = waves > np.median(waves, axis=1, keepdims=True)
    packed = np.ascontiguousarray(np.packbits(high, axis=1))
    return packed.view(">u8").astype(np.uint64)[:, 0]


def distances(one: np.uint64, many: Hashes) -> NDArray[np.uint8]:
    """In how many of 64 bits each differs from the one."""
    return np.bitwise_count(np.bitwise_xor(many, one))


def miniature(picture: Image.Image) -> bytes:
    """The picture as 32 x 32 grey cells, by which candidates are put in order."""
    return picture.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX).tobytes()


def resemblance(mine: bytes, theirs: Sequence[bytes], windows: Sequence[int]) -> Floats:
    """How alike a miniature is to others, each seen through its window, -1 to 1; by it candidates are put in order.

    Of a window `w` the others are looked at, of `~w` (below 0) mine, as `PhotoTable.near` gives them.
    """
    cells = np.stack([np.frombuffer(raw, np.uint8).reshape(SIDE, SIDE) for raw in theirs]).astype(np.float32)
    own = np.frombuffer(mine, np.uint8).reshape(SIDE, SIDE).astype(np.float32)
    at = np.array(windows)
    framed = _framed(cells, np.where(at < 0, 0, at))
    seen = _framed(np.broadcast_to(own, cells.shape), np.where(at < 0, ~at, 0))
    return cast("Floats", (_even(framed) * _even(seen)).sum((1, 2)))


def _even(cells: Floats) -> Floats:
    """Each picture with mean 0 and length 1."""
    flat = cells - cells.mean((1, 2), keepdims=True)
    return cast("Floats", flat / (np.sqrt((flat * flat).sum((1, 2), keepdims=True)) + 1e-6))


def _framed(cells: Floats, windows: NDArray[np.int64]) -> Floats:
    """Each picture through its window, in as many cells."""
    return cast("Floats", _FRAMES_DOWN[windows] @ cells @ _FRAMES_ACROSS[windows].transpose(0, 2, 1))


def _frame(before: float, after: float) -> Floats:
    """The matrix that stretches what is left between two cut shares over all cells."""
    places = (before + (1 - before - after) * (_STEPS + 0.5) / SIDE) * SIDE - 0.5
    first = np.clip(np.floor(places).astype(int), 0, SIDE - 2)
    share = np.clip(places - first, 0, 1)
    matrix = np.zeros((SIDE, SIDE), np.float32)
    matrix[_STEPS, first], matrix[_STEPS, first + 1] = 1 - share, share
    return matrix


_FRAMES_DOWN: Final = np.stack([_frame(top, bottom) for _, top, _, bottom in WINDOWS])
_FRAMES_ACROSS: Final = np.stack([_frame(left, right) for left, _, right, _ in WINDOWS])
