"""A set of targets: how many will be met, and whether all will, with the shocks that they share counted.

The scores of the targets are joined by a Gaussian copula with one factor for the campaign, one for each parent and
one for each task (M. B. Gordy, "A comparative anatomy of credit risk models", 2000: given the factors, targets are
independent). The factors are drawn once from a fixed seed, so the same question has the same answer.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import ndtr, ndtri

from bairi.plan.pace.arrays import Bools, Floats, Ints

DRAWS = 256
CHUNK = 2048
MOST_EXACT = 150


@dataclass(frozen=True)
class SetForecast:
    """Of `count` targets: the expected number met, its 10 % and 90 % quantiles, the probability that all are met, and
    what that would be if the targets were independent (to show what the shared shocks change)."""

    count: int
    expected: float
    low: int
    high: int
    all_met: float
    all_met_if_independent: float


def combine(probability: Floats, loads: Floats, parent: Ints, task: Ints) -> SetForecast:
    """Forecast of a set from its members: probabilities (n,), variance shares of the shocks of campaign, parent and
    task (n, 3), and the members' groups (n,). Members without a probability (NaN) are left out."""
    keep = ~np.isnan(probability)
    p, share = probability[keep], loads[keep]
    if not len(p):
        return SetForecast(0, 0.0, 0, 0, 1.0, 1.0)
    mean, variance, every = _given_factors(p, share, parent[keep], task[keep])
    low, high = _count_range(mean, variance, len(p))
    return SetForecast(
        len(p), float(p.sum()), low, high, float(every.mean()), float(np.exp(np.log(np.maximum(p, 1e-300)).sum()))
    )


def _given_factors(p: Floats, share: Floats, parent: Ints, task: Ints) -> tuple[Floats, Floats, Floats]:
    """Mean and variance of the number met and the probability that all are, for each draw of the factors."""
    certain = p >= 1
    score = ndtri(np.clip(p, 1e-12, 1 - 1e-12))
    own = np.sqrt(np.maximum(1 - share.sum(axis=1), 0.05))
    weight = np.sqrt(share)
    parents, tasks = _dense(parent), _dense(task)
    campaign = _normals(0, 1)[0]
    by_parent, by_task = _normals(1, parents.max() + 1), _normals(2, tasks.max() + 1)
    mean, variance, log_all = np.zeros(DRAWS), np.zeros(DRAWS), np.zeros(DRAWS)
    for i in range(0, len(p), CHUNK):
        part = slice(i, i + CHUNK)
        shock = weight[part, 0, None] * campaign + weight[part, 1, None] * by_parent[parents[part]]
        shock += weight[part, 2, None] * by_task[tasks[part]]
        given = np.where(certain[part, None], 1.0, ndtr((score[part, None] + shock) / own[part, None]))
        mean += given.sum(axis=0)
        variance += (given * (1 - given)).sum(axis=0)
        log_all += np.log(np.maximum(given, 1e-300)).sum(axis=0)
    return mean, variance, np.exp(log_all)


def _count_range(mean: Floats, variance: Floats, n: int) -> tuple[int, int]:
    """10 % and 90 % quantiles of the mixture over draws, each draw taken as normal with half a count of
    continuity."""
    counts = np.arange(-1, n + 1) + 0.5 if n <= MOST_EXACT else np.linspace(-0.5, n + 0.5, MOST_EXACT)
    spread = np.sqrt(np.maximum(variance, 1e-9))
    below = ndtr((counts[:, None] - mean) / spread).mean(axis=1)
    at = np.interp([0.1, 0.9], below, counts)
    low, high = int(np.clip(np.floor(at[0] + 0.5), 0, n)), int(np.clip(np.ceil(at[1] - 0.5), 0, n))
    return low, max(low, high)


def _dense(codes: Ints) -> Ints:
    return np.unique(codes, return_inverse=True)[1].astype(np.int64)


@cache
def _table(kind: int, size: int) -> Floats:
    half = np.random.default_rng([20160331, kind]).standard_normal((size, DRAWS // 2))
    return np.concatenate([half, -half], axis=1)


def _normals(kind: int, rows: int) -> Floats:
    """Factors (rows, DRAWS), antithetic, the same every time; a longer table begins with the shorter one."""
    size = 64
    while size < rows:
        size *= 4
    return _table(kind, size)[:rows]


def members(mask: Bools | None, n: int) -> Ints:
    """Indices of the members of a set; all n without a mask."""
    return np.arange(n) if mask is None else np.flatnonzero(mask)
