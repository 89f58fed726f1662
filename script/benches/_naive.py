"""Naive forecasts of a campaign's deadline, to compare with: what a clerk or a spreadsheet would do.

All see the same file as ours. Levels are attainments; each method gives the mean and the spread of the level on the
deadline and a path by which the finish day is read.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from _scoring import Method, Said
from scipy.special import ndtr, ndtri

from bairi.plan.pace import LEVELS
from bairi.plan.pace.arrays import Floats
from bairi.plan.pace.readings import every_day
from bairi.plan.pace.series import CampaignFile

RECENT, WEEK = 14, 7
TAU = 0.5


@dataclass(frozen=True)
class Seen:
    """Levels day by day up to today (N, D), carried on to today; days left; length of the box; ceiling of a
    percentage."""

    x: Floats
    left: int
    box: int
    base: Floats
    way: Floats
    top: Floats


def seen(campaign: CampaignFile, day: int) -> Seen:
    """What a campaign file shows on the evening of `day`."""
    first = np.nan_to_num(campaign.values[:, 0])
    dense = every_day(campaign.days, campaign.values)
    levels = np.maximum.accumulate(np.where(np.isnan(dense), -np.inf, dense), axis=1)
    levels = np.where(np.isinf(levels), first[:, None], levels)
    levels = np.where(np.isnan(dense), levels, dense)
    way = campaign.target - first
    gap = day - int(campaign.days[-1])
    x = np.concatenate([levels, np.repeat(levels[:, -1:], gap, axis=1)], axis=1)
    top = (100 - first) / way if campaign.percentage else np.full(len(way), np.inf)
    box = int(campaign.deadline[0]) - campaign.start
    return Seen((x - first[:, None]) / way[:, None], int(campaign.deadline[0]) - day, box, first, way, top)


@dataclass(frozen=True)
class Outlook:
    """Level by day ahead (N, F) and its spread (N, F): a standard deviation, or, when `skewed`, that of the log of
    the gain."""

    middle: Floats
    spread: Floats
    skewed: bool = False


def straight_line(s: Seen) -> Outlook:
    """The mean rate since the start goes on."""
    rate = s.x[:, -1] / max(s.x.shape[1] - 1, 1)
    return Outlook(_onward(s, rate[:, None] * _ahead(s)), _noise(s))


def recent_rate(s: Seen) -> Outlook:
    """The rate of the last fortnight goes on."""
    return Outlook(_onward(s, _rate(s, RECENT)[:, None] * _ahead(s)), _noise(s))


def earned_schedule(s: Seen) -> Outlook:
    """Earned schedule on an S-curve: the share of planned time earned so far, SPI(t), goes on (Lipke 2003)."""
    share = np.clip(s.x[:, -1], 0.0, 1.0)
    earned = s.box * (0.5 - np.sin(np.arcsin(1 - 2 * share) / 3))
    spi = earned / max(s.box - s.left, 1)
    u = np.clip((earned[:, None] + spi[:, None] * _ahead(s)) / s.box, 0.0, 1.0)
    return Outlook(np.maximum(u * u * (3 - 2 * u), s.x[:, -1:]), _noise(s))


def logistic(s: Seen) -> Outlook:
    """A logistic curve through each place's readings, its ceiling chosen by least squares."""
    return _curve(s, lambda p: np.log(p / (1 - p)), lambda z: 1 / (1 + np.exp(-z)))


def gompertz(s: Seen) -> Outlook:
    """A Gompertz curve, fitted alike."""
    return _curve(s, lambda p: -np.log(-np.log(p)), lambda z: np.exp(-np.exp(-z)))


def damped_trend(s: Seen) -> Outlook:
    """The recent rate, drawn towards the mean of the places, fades over half the box; the spread of the gain is
    learned over the places from how their weekly gains turn (a stand-in for a Kalman filter with empirical Bayes)."""
    gain = _damped(s)
    weekly = np.maximum(np.diff(s.x[:, ::-1][:, ::WEEK][:, ::-1], axis=1), 1e-4)
    turn = np.std(np.diff(np.log(weekly), axis=1)) if weekly.shape[1] > 2 else 0.5
    sd = np.clip(turn, 0.3, 1.0) * (0.3 + 0.7 * np.sqrt(_ahead(s) / s.box))
    return Outlook(_onward(s, gain), np.tile(sd, (len(s.x), 1)), skewed=True)


def blend(s: Seen) -> Outlook:
    """Six tenths damped trend, four tenths the remaining work as planned; the spread grows with the growth still
    expected."""
    plan = np.maximum(1 - s.x[:, -1:], 0.0) * _ahead(s) / max(s.left, 1)
    sd = 0.6 * (0.3 + 0.7 * np.sqrt(_ahead(s) / s.box))
    return Outlook(_onward(s, 0.6 * _damped(s) + 0.4 * plan), np.tile(sd, (len(s.x), 1)), skewed=True)


NAIVE: dict[str, Callable[[Seen], Outlook]] = {
    "straight line": straight_line,
    "recent rate": recent_rate,
    "earned schedule": earned_schedule,
    "logistic fit": logistic,
    "Gompertz fit": gompertz,
    "damped trend": damped_trend,
}


def as_method(rule: Callable[[Seen], Outlook]) -> Method:
    """A naive rule as a method of the scorer: normal spread, finish where the path first reaches the target."""

    def said(campaign: CampaignFile, day: int) -> Said:
        s = seen(campaign, day)
        look = rule(s)
        path, now, at = look.middle, s.x[:, -1], s.left - 1
        middle, spread = path[:, at], look.spread[:, at]
        gain = np.maximum(middle - now, 1e-6)
        if look.skewed:
            q = now[:, None] + gain[:, None] * np.exp(spread[:, None] * ndtri(LEVELS))
            p = np.where(now >= 1, 1.0, ndtr(np.log(gain / np.maximum(1 - now, 1e-9)) / spread))
        else:
            q, p = middle[:, None] + spread[:, None] * ndtri(LEVELS), ndtr((middle - 1) / spread)
        q, hit = np.minimum(q, s.top[:, None]), path >= 1
        finish = np.where(hit.any(axis=1), day + 1.0 + np.argmax(hit, axis=1), np.nan)
        return Said(p, finish, s.base[:, None] + q * s.way[:, None])

    return said


def _ahead(s: Seen) -> Floats:
    """Days ahead, (1, F): to the deadline and one more box."""
    return np.arange(1, s.left + s.box + 1, dtype=np.float64)[None, :]


def _onward(s: Seen, gain: Floats) -> Floats:
    return np.minimum(s.x[:, -1:] + np.maximum(gain, 0.0), s.top[:, None])


def _rate(s: Seen, days: int) -> Floats:
    back = min(days, s.x.shape[1] - 1)
    return np.maximum(s.x[:, -1] - s.x[:, -1 - back], 0.0) / max(back, 1)


def _damped(s: Seen) -> Floats:
    own = _rate(s, RECENT)
    rate = 0.7 * own + 0.3 * own.mean()
    return rate[:, None] * TAU * s.box * -np.expm1(-_ahead(s) / (TAU * s.box))


def _noise(s: Seen) -> Floats:
    """Spread of a sum of independent weekly gains, as a spreadsheet would have it."""
    weekly = np.diff(s.x[:, ::-1][:, ::WEEK][:, ::-1], axis=1)
    sd = weekly.std(axis=1) if weekly.shape[1] > 1 else np.full(len(s.x), 0.02)
    return np.maximum(sd[:, None] * np.sqrt(_ahead(s) / WEEK), 0.003)


def _curve(s: Seen, bend: Callable[[Floats], Floats], back: Callable[[Floats], Floats]) -> Outlook:
    """Best of a grid of ceilings, each fitted by a line through the bent readings; the misfit is the spread."""
    t = np.arange(s.x.shape[1], dtype=np.float64)
    x = np.clip(s.x, 1e-3, None)
    ahead = t[-1] + _ahead(s)[0]
    best, path = np.full(len(x), np.inf), np.zeros((len(x), len(ahead)))
    for factor in (1.02, 1.1, 1.25, 1.5, 2.0, 3.0, 5.0):
        top = x[:, -1:] * factor
        z = bend(np.clip(x / top, 1e-4, 1 - 1e-4))
        slope = ((z - z.mean(axis=1, keepdims=True)) * (t - t.mean())).sum(axis=1) / ((t - t.mean()) ** 2).sum()
        start = z.mean(axis=1) - slope * t.mean()
        error = np.mean((top * back(start[:, None] + slope[:, None] * t) - x) ** 2, axis=1)
        better = error < best
        path[better] = (top * back(start[:, None] + slope[:, None] * ahead))[better]
        best = np.minimum(best, error)
    spread = np.tile(np.maximum(np.sqrt(best), 0.003)[:, None], (1, len(ahead)))
    return Outlook(np.minimum(np.maximum(path, s.x[:, -1:]), s.top[:, None]), spread)
