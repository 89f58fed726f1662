"""Scores of deadline forecasts on campaigns that really happened: the rules of the shared scorer, on arrays and in
process."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bairi.plan.pace import LEVELS
from bairi.plan.pace.arrays import Floats
from bairi.plan.pace.series import CampaignFile, read_campaign

ORIGINS, SHARES = (0.25, 0.5, 0.75), (0.3, 0.5, 0.7)
FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "campaigns"
COLUMNS = ("brier", "logloss", "crps", "cover", "finish")


@dataclass(frozen=True)
class Said:
    """One forecast: probability (N,), finish day as an ordinal (N,) or NaN, quantiles (N, 19) in the file's unit."""

    probability: Floats
    finish: Floats
    quantiles: Floats


Method = Callable[[CampaignFile, int], Said]


def campaigns(folder: Path = FOLDER) -> dict[str, CampaignFile]:
    """The campaigns of a folder by name; empty where the folder is absent."""
    return {c.name: c for c in map(read_campaign, sorted(folder.glob("*.csv*")))}


def score(campaign: CampaignFile, origin: float, method: Method, level: float = 1.0) -> dict[str, float]:
    """Scores of one method on one campaign at one origin, with the targets multiplied by `level`."""
    campaign = campaign if level == 1 else with_target(campaign, level)
    day = campaign.day_of(origin)
    said = method(campaign.known(day), day)
    filled = fill(campaign.values)
    target, box = campaign.target, int(campaign.deadline[0]) - campaign.start
    y, n = filled[:, -1] / target, filled[:, int((campaign.days <= day).sum()) - 1] / target
    q = said.quantiles / target[:, None]
    miss = y[:, None] - q
    row = {
        "crps": float(2 * np.mean(np.maximum(LEVELS * miss, (LEVELS - 1) * miss))),
        "cover": float(np.mean((y >= q[:, 1] - 1e-9) & (y <= q[:, -2] + 1e-9))),
        "finish": _finish(said.finish, filled / target[:, None], campaign, (y >= 1) & (n < 1), box),
    }
    return row | _levels(q, y, n)


def fill(values: Floats) -> Floats:
    """Each value carried on until the next."""
    out = values.copy()
    for j in range(1, out.shape[1]):
        out[:, j] = np.where(np.isnan(out[:, j]), out[:, j - 1], out[:, j])
    return out


def reach(q: Floats, level: float) -> Floats:
    """P(final >= level) from quantiles (N, 19): linear between them, exponential tails outside."""
    low, high, scale = q[:, 0], q[:, -1], np.maximum((q[:, -1] - q[:, 0]) / 6, 1e-9)
    rising = np.maximum.accumulate(q, axis=1) + np.arange(q.shape[1]) * 1e-12
    j = np.clip(np.sum(rising <= level, axis=1), 1, q.shape[1] - 1)
    row = np.arange(len(q))
    left, right = rising[row, j - 1], rising[row, j]
    part = np.clip((level - left) / (right - left), 0.0, 1.0)
    inside = 1 - (LEVELS[j - 1] + (LEVELS[j] - LEVELS[j - 1]) * part)
    below = 1 - 0.05 * np.exp(-np.maximum(low - level, 0) / scale)
    above = 0.05 * np.exp(-np.maximum(level - high, 0) / scale)
    return np.clip(np.where(level < low, below, np.where(level > high, above, inside)), 0.005, 0.995)


def mean(rows: list[dict[str, float]]) -> dict[str, float]:
    """Mean of each column over rows, without those that have none."""
    table = np.array([[row[name] for name in COLUMNS] for row in rows])
    return {name: float(np.nanmean(table[:, i])) for i, name in enumerate(COLUMNS)}


def with_target(campaign: CampaignFile, level: float) -> CampaignFile:
    """The same campaign with another target: the way from the baseline multiplied by `level`."""
    first = np.nan_to_num(campaign.values[:, 0])
    target, targets = (
        first + level * (campaign.target - first),
        first[:, None] + level * (campaign.targets - first[:, None]),
    )
    c = campaign
    return CampaignFile(c.name, c.unit, c.places, c.parents, c.days, c.values, targets, target, c.deadline)


def _levels(q: Floats, y: Floats, n: Floats) -> dict[str, float]:
    briers, losses = [], []
    for share in SHARES:
        level = float(np.quantile(y, share))
        open_ = n < level
        if not open_.any():
            continue
        made, p = (y[open_] >= level).astype(float), reach(q[open_], level)
        briers.append(np.mean((p - made) ** 2))
        losses.append(-np.mean(made * np.log(p) + (1 - made) * np.log(1 - p)))
    return {"brier": float(np.mean(briers)), "logloss": float(np.mean(losses))}


def _finish(said: Floats, x: Floats, campaign: CampaignFile, reached: Floats, box: int) -> float:
    if not reached.any():
        return float("nan")
    when = campaign.days[np.argmax(x >= 1, axis=1)]
    days = np.abs(np.ceil(said) - when)[reached]
    return float(np.mean(np.minimum(np.where(np.isnan(days), 2 * box, days), 2 * box)) / box * 100)
