"""What a sample says of the part that was not looked at. It stands beside the verified value, never in it."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma

LARGEST = 20_000
"""Beyond this the range is as good as the share itself, and not worth counting out."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many of the claimed are good, with the range that holds 95 % of the possibilities."""

    value: int
    low: int
    high: int


def estimate(claimed: float, inspected: float, found: float) -> Estimate | None:
    """Good ones among all claimed, from a random sample counted in whole units; None where a sample says nothing.

    The rest is drawn from a beta-binomial with Jeffreys' prior (Gelman et al., Bayesian Data Analysis, 3rd ed., 2.4).

    >>> estimate(112, 76, 74)
    Estimate(value=109, low=106, high=110)
    >>> estimate(112, 112, 110) is None, estimate(12.5, 10, 9.5) is None
    (True, True)
    """
    whole = all(number == int(number) for number in (claimed, inspected, found))
    if not whole or not 0 < inspected < claimed <= LARGEST or not 0 <= found <= inspected:
        return None
    rest, good, bad = int(claimed - inspected), found + 0.5, inspected - found + 0.5
    below, low, high = 0.0, 0, rest
    for count in range(rest + 1):
        below += _chance(count, rest, good, bad)
        if below <= 0.025:
            low = count + 1
        if below >= 0.975:
            high = count
            break
    middle = round(rest * found / inspected)
    return Estimate(int(found) + middle, int(found) + min(low, middle), int(found) + max(high, middle))


def _chance(count: int, of: int, good: float, bad: float) -> float:
    """Beta-binomial probability of `count` good ones among `of`."""
    ways = lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
    return exp(ways + _beta(count + good, of - count + bad) - _beta(good, bad))


def _beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
