"""Whether one picture is a copy of another: of a copy all details fall together once it is laid onto its original.

It is laid on by the scale and the shift of each axis that leave the smallest difference (Gauss-Newton, after Lucas
and Kanade 1981), from coarse to fine; light and slow shades are taken out first. A second photo of the same place
fits only when it is bent as well, since it was taken from another standpoint: no cutting or scaling does that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from bairi.delivery.reports.rules.evidence.fingerprints import WINDOWS, Box

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

SIDES: Final = (32, 64, 128)
FINEST: Final = SIDES[-1]
ROUNDS: Final = 8
RIM: Final = 0.04
HOPELESS: Final = 0.3
"""Pictures that agree by less on any level are not looked at more finely."""
SCALES: Final = (0.75, 1.35)
MOST_BENT: Final = 0.008
"""Share of the side. Copies bend by less (noise of the fit), second photos by 0.02 and more."""
_CELLS: Final = (np.arange(FINEST) + 0.5) / FINEST
_DOWN, _ACROSS = np.meshgrid(_CELLS, _CELLS, indexing="ij")
_BASIS: Final = np.stack([np.ones_like(_DOWN), _ACROSS - 0.5, _DOWN - 0.5, (_ACROSS - 0.5) * (_DOWN - 0.5)], axis=-1)


@dataclass(frozen=True, slots=True)
class Likeness:
    """`share`: correlation of the details, -1 to 1. `bend`: how far the corners move in ways no cutting explains."""

    share: float
    bend: float

    def is_copy(self, least_share: float) -> bool:
        """Whether one is a copy of the other."""
        return self.share >= least_share and self.bend <= MOST_BENT


def square(picture: Image.Image) -> Floats:
    """A picture as `likeness` takes it."""
    return np.asarray(picture.convert("L").resize((FINEST, FINEST), Image.Resampling.BOX), np.float32)


def likeness(one: Floats, other: Floats, box: Box = WINDOWS[0]) -> Likeness:
    """How alike two square pictures are. `box` is the part of `other` where `one` is looked for first."""
    left, top, right, bottom = box
    placed = np.array([1 - top - bottom, top, 1 - left - right, left], np.float64)
    share = 0.0
    for side in SIDES:
        small, large = _details(_shrunk(one, side)), _details(_shrunk(other, side))
        placed, share = _lay_on(small, large, placed)
        if share < HOPELESS:
            return Likeness(share, bend=1.0)
    return Likeness(share, _bend(small, large, placed))


def _shrunk(picture: Floats, side: int) -> Floats:
    step = picture.shape[0] // side
    return cast("Floats", picture.reshape(side, step, side, step).mean((1, 3), dtype=np.float32))


def _details(picture: Floats) -> Floats:
    """The picture without light and slow shades, of even strength all over."""
    sigma = max(1.0, 0.02 * picture.shape[0])
    fine = picture - ndimage.gaussian_filter(picture, 2 * sigma)
    strength = np.sqrt(ndimage.gaussian_filter(fine * fine, 4 * sigma)) + 2.0
    return cast("Floats", fine / strength)


def _slopes(picture: Floats) -> tuple[Floats, Floats]:
    """How much the picture changes down and across, for the whole side."""
    side = picture.shape[0]
    return ndimage.sobel(picture, 0) / 8 * side, ndimage.sobel(picture, 1) / 8 * side


def _lay_on(one: Floats, other: Floats, placed: Doubles) -> tuple[Doubles, float]:
    """The best placing nearby, and the correlation there. `placed`: scale and shift down, scale and shift across."""
    side = one.shape[0]
    cells = (np.arange(side) + 0.5) / side
    down, across = _slopes(other)
    best, best_share = placed, -1.0
    for _ in range(ROUNDS):
        seen, inside = _sampled(other, placed), _inside(placed, side)
        share = _correlation(one[inside], seen[inside])
        if share <= best_share:
            break
        best, best_share = placed, share
        by_down, by_across = _sampled(down, placed), _sampled(across, placed)
        ways = np.stack([by_down * cells[:, None], by_down, by_across * cells[None, :], by_across], axis=-1)
        placed = placed + _step(ways[inside].reshape(-1, 4), (one[inside] - seen[inside]).ravel())
        if not all(SCALES[0] < scale < SCALES[1] for scale in placed[::2]):
            break
    return best, best_share


def _bend(one: Floats, other: Floats, placed: Doubles) -> float:
    """How far the corners still move, as a share of the side, once shear and perspective are let in."""
    down, across = _slopes(other)
    to_down = np.array([placed[1] + placed[0] / 2, 0.0, placed[0], 0.0])
    to_across = np.array([placed[3] + placed[2] / 2, placed[2], 0.0, 0.0])
    best_share, bend = -1.0, 1.0
    for _ in range(ROUNDS):
        y, x = _BASIS @ to_down, _BASIS @ to_across
        inside = (y > RIM) & (y < 1 - RIM) & (x > RIM) & (x < 1 - RIM)
        if not inside.any():
            break
        where = np.stack([y, x]) * FINEST - 0.5
        seen = ndimage.map_coordinates(other, where, order=1, mode="nearest")
        share = _correlation(one[inside], seen[inside])
        if share <= best_share:
            break
        best_share = share
        bend = max(abs(to_down[1]) / 2 + abs(to_down[3]) / 4, abs(to_across[2]) / 2 + abs(to_across[3]) / 4)
        by_down = ndimage.map_coordinates(down, where, order=1, mode="nearest")[..., None]
        by_across = ndimage.map_coordinates(across, where, order=1, mode="nearest")[..., None]
        step = _step(np.concatenate([_BASIS * by_down, _BASIS * by_across], axis=-1)[inside], (one - seen)[inside])
        to_down, to_across = to_down + step[:4], to_across + step[4:]
    return float(bend)


def _step(ways: NDArray[np.floating], wanted: NDArray[np.floating]) -> Doubles:
    """The least-squares step by the ways in which the picture can change."""
    matrix = ways.astype(np.float64)
    found, *_rest = np.linalg.lstsq(matrix.T @ matrix, matrix.T @ wanted.astype(np.float64), rcond=1e-6)
    return cast("Doubles", found)


def _sampled(picture: Floats, placed: Doubles) -> Floats:
    """The picture read where the cells of the other fall."""
    side = picture.shape[0]
    scale = np.array([placed[0], placed[2]])
    shift = np.array([placed[1], placed[3]]) * side + 0.5 * scale - 0.5
    return cast("Floats", ndimage.affine_transform(picture, scale, shift, order=1, mode="nearest"))


def _inside(placed: Doubles, side: int) -> tuple[slice, slice]:
    """The cells that fall within the other picture, without a rim."""

    def cells(scale: float, shift: float) -> slice:
        first = max(RIM, (RIM - shift) / scale)
        last = min(1 - RIM, (1 - RIM - shift) / scale)
        start = min(int(np.ceil(first * side)), side - 2)
        return slice(start, max(start + 2, int(last * side)))

    return cells(placed[0], placed[1]), cells(placed[2], placed[3])


def _correlation(one: Floats, other: Floats) -> float:
    a, b = one - one.mean(), other - other.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / size if size > 1e-3 else 0.0
