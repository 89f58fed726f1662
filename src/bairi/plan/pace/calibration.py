"""How good past forecasts were: pure scores of probabilities against what happened.

Sources: G. W. Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78, 1950;
reliability diagram with bins, Murphy and Winkler, Applied Statistics 26, 1977; CRPS as the mean pinball loss,
Gneiting and Raftery, JASA 102, 2007.
"""

from dataclasses import dataclass

import numpy as np

from bairi.plan.pace.arrays import Bools, Floats, Ints


@dataclass(frozen=True)
class Bin:
    """Forecasts with a probability in [low, high): how many, the mean of what was said, how many made it, and the
    range in which that number would lie in nine of ten cases if the forecasts were right (independent, so a little
    too narrow)."""

    low: float
    high: float
    count: int
    said: float
    made: int
    expected_low: int
    expected_high: int

    @property
    def share(self) -> float:
        """Share that made it, NaN for an empty bin."""
        return self.made / self.count if self.count else float("nan")


def brier(probability: Floats, made: Bools) -> float:
    """Mean squared error of probabilities, 0 best, 0.25 for always saying one half; NaN without forecasts.

    >>> brier(np.array([1.0, 0.5]), np.array([True, False]))
    0.125
    """
    return float(np.mean((probability - made) ** 2)) if len(probability) else float("nan")


def log_loss(probability: Floats, made: Bools, edge: float = 0.005) -> float:
    """Mean negative log likelihood with probabilities kept `edge` away from 0 and 1; NaN without forecasts.

    >>> round(log_loss(np.array([0.5]), np.array([True])), 3)
    0.693
    """
    if not len(probability):
        return float("nan")
    p = np.clip(probability, edge, 1 - edge)
    return float(-np.mean(np.where(made, np.log(p), np.log1p(-p))))


def reliability(probability: Floats, made: Bools, bins: int = 10) -> list[Bin]:
    """Forecasts in `bins` equal bands of probability, the last one closed at 1; empty bands are kept, so that a
    diagram can show them as empty.

    >>> bands = reliability(np.array([0.1, 0.2, 0.9, 1.0]), np.array([False, True, True, True]), bins=2)
    >>> [(band.count, band.made) for band in bands]
    [(2, 1), (2, 2)]
    """
    band = np.minimum((probability * bins).astype(np.int64), bins - 1)
    return [_bin(k / bins, (k + 1) / bins, probability[band == k], made[band == k]) for k in range(bins)]


def coverage(quantiles: Floats, levels: Floats, truth: Floats, low: float = 0.1, high: float = 0.9) -> float:
    """Share of `truth` (N,) inside the range between two levels of `quantiles` (N, Q); NaN without forecasts."""
    if not len(truth):
        return float("nan")
    a, b = int(np.argmin(np.abs(levels - low))), int(np.argmin(np.abs(levels - high)))
    return float(np.mean((truth >= quantiles[:, a] - 1e-9) & (truth <= quantiles[:, b] + 1e-9)))


def crps(quantiles: Floats, levels: Floats, truth: Floats) -> float:
    """Continuous ranked probability score, approached by twice the mean pinball loss over the levels, in the unit of
    `truth`."""
    miss = truth[:, None] - quantiles
    return float(2 * np.mean(np.maximum(levels * miss, (levels - 1) * miss)))


@dataclass(frozen=True)
class Record:
    """Scores of a campaign's own past forecasts; `better_than_base` is the Brier skill against always saying the
    share that made it (1 perfect, 0 no better)."""

    count: int
    brier: float
    log_loss: float
    made: int
    better_than_base: float
    bins: list[Bin]


def record(probability: Floats, made: Bools, bins: int = 10) -> Record:
    """Everything that the page "How good are our forecasts?" needs, from forecasts kept and outcomes known."""
    n, score = len(probability), brier(probability, made)
    base = float(np.mean(made)) if n else float("nan")
    spread = base * (1 - base)
    skill = 1 - score / spread if n and spread > 0 else float("nan")
    count = int(np.sum(made))
    return Record(n, score, log_loss(probability, made), count, skill, reliability(probability, made, bins))


def outcomes(due: Ints, values: Floats, days: Ints, target: Floats, baseline: Floats) -> tuple[Bools, Bools]:
    """(made, known): whether each target was reached by its due day, from readings (N, T), and whether the due day is
    past or the target reached, so that the outcome can be told."""
    sign = np.where(target < baseline, -1.0, 1.0)[:, None]
    by_due = np.where(days[None, :] <= due[:, None], values, np.nan)
    made = np.any((by_due - target[:, None]) * sign >= 0, axis=1)
    return made, made | (due <= days[-1])


def _bin(low: float, high: float, said: Floats, made: Bools) -> Bin:
    n = len(said)
    if not n:
        return Bin(low, high, 0, float("nan"), 0, 0, 0)
    mean, half = float(said.sum()), 1.645 * float(np.sqrt(np.sum(said * (1 - said))))
    return Bin(
        low, high, n, mean / n, int(made.sum()), max(int(np.floor(mean - half)), 0), min(int(np.ceil(mean + half)), n)
    )
