"""Reading a campaign file: campaign,place,parent,date,value,target,deadline,unit; gzipped or not.

The first date of the file is the start of the time box and what had been reached by then is the baseline.
"""

import csv
import gzip
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from bairi.plan.pace.arrays import Floats, Ints
from bairi.plan.pace.inputs import Series
from bairi.plan.pace.trajectory import Plan

COLUMNS = ("campaign", "place", "parent", "date", "value", "target", "deadline", "unit")
SMALL_COUNT = 20
FORTNIGHT = 14
MOST_AT_START = 0.8


class CampaignFileError(ValueError):
    """A campaign file that cannot be read; the message names the line and the mend."""


@dataclass(frozen=True)
class CampaignFile:
    """A campaign as read: P places by T days, values NaN where there is none; start is the first date of the file.

    target is the one of the last row of each place, targets holds those of every row (P, T), so that a target changed
    midway can be seen.
    """

    name: str
    unit: str
    places: list[str]
    parents: list[str]
    days: Ints
    values: Floats
    targets: Floats
    target: Floats
    deadline: Ints

    @property
    def start(self) -> int:
        """First day of the time box, an ordinal."""
        return int(self.days[0])

    @property
    def percentage(self) -> bool:
        """Whether the unit is a percentage, so that 0 and 100 cannot be passed."""
        return "%" in self.unit

    def day_of(self, origin: float) -> int:
        """The day at the share `origin` of the time box."""
        return self.start + int(np.floor(origin * (int(self.deadline.max()) - self.start)))

    def known(self, day: int) -> "CampaignFile":
        """The same campaign as known on the evening of `day`; places keep their order."""
        keep = self.days <= day
        return CampaignFile(
            self.name,
            self.unit,
            self.places,
            self.parents,
            self.days[keep],
            self.values[:, keep],
            self.targets[:, keep],
            _last_known(self.targets[:, keep], self.target),
            self.deadline,
        )

    def series(self, today: int) -> Series:
        """What the forecast reads, as of the evening of `today`."""
        days, values = self.days, self.values
        if days[-1] < today:
            days = np.append(days, today)
            values = np.concatenate([values, np.full((len(values), 1), np.nan)], axis=1)
        plan = Plan.of(baseline=self._baseline(), target=self.target, start=self.start + 1, due=self.deadline)
        counted = (self.target <= SMALL_COUNT) & np.all(np.isnan(values) | (values == np.round(values)), axis=1)
        parents = np.unique(np.array(self.parents), return_inverse=True)[1]
        return Series.of(
            days=days,
            values=values,
            plan=plan,
            parent=parents,
            floor=0.0 if self.percentage else np.nan,
            ceiling=100.0 if self.percentage else np.nan,
            steps=np.where(counted & (not self.percentage), 1.0, 0.0),
        )

    def _baseline(self) -> Floats:
        """First values, at most four fifths of the target, so that the way to it is never nothing. Where a place came
        later, its first value of the first fortnight if others began above 0, else 0."""
        early = self.values[:, self.days < self.start + FORTNIGHT]
        seen = ~np.isnan(early)
        first = np.where(seen.any(axis=1), early[np.arange(len(early)), np.argmax(seen, axis=1)], 0.0)
        prompt = seen[:, 0]
        if not prompt.any() or np.median(first[prompt]) > 0:
            return np.minimum(first, MOST_AT_START * self.target)
        return np.where(prompt, np.minimum(first, MOST_AT_START * self.target), 0.0)


def read_campaign(path: Path) -> CampaignFile:
    """Read a campaign file, plain or gzipped, UTF-8. Raises CampaignFileError, FileNotFoundError."""
    raw = path.read_bytes()
    try:
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CampaignFileError(f"{path.name} is not a UTF-8 text file: {error}. Save it as CSV in UTF-8.") from error
    rows = list(csv.reader(io.StringIO(text)))
    if not rows or any(name not in rows[0] for name in COLUMNS):
        raise CampaignFileError(f"{path.name} needs a first line with the columns {','.join(COLUMNS)}.")
    if len(rows) < 2:
        raise CampaignFileError(f"{path.name} has no rows below its header. Add at least one report.")
    return _assemble(rows, {name: rows[0].index(name) for name in COLUMNS}, path.name)


def _assemble(rows: list[list[str]], at: dict[str, int], name: str) -> CampaignFile:
    lines = [line for line in rows[1:] if line]
    order: dict[str, int] = {}
    for line in lines:
        order.setdefault(line[at["place"]], len(order))
    parents, dues = [""] * len(order), np.zeros(len(order), dtype=np.int64)
    dates: dict[str, int] = {}
    found: list[tuple[int, int, float, float]] = []
    for number, line in enumerate(lines, start=2):
        try:
            place, day = order[line[at["place"]]], _ordinal(line[at["date"]], dates)
            value = float(line[at["value"]]) if line[at["value"]].strip() else np.nan
            found.append((place, day, value, float(line[at["target"]])))
            parents[place], dues[place] = line[at["parent"]], _ordinal(line[at["deadline"]], dates)
        except (ValueError, IndexError) as error:
            raise CampaignFileError(f"{name}, line {number}: {error}. Mend this line and run again.") from error
    days = np.unique(np.array([row[1] for row in found], dtype=np.int64))
    values, targets = np.full((len(order), len(days)), np.nan), np.full((len(order), len(days)), np.nan)
    table = np.array(found)
    rows_at, cols_at = table[:, 0].astype(np.int64), np.searchsorted(days, table[:, 1].astype(np.int64))
    values[rows_at, cols_at], targets[rows_at, cols_at] = table[:, 2], table[:, 3]
    head = lines[0]
    return CampaignFile(
        head[at["campaign"]],
        head[at["unit"]],
        list(order),
        parents,
        days,
        values,
        targets,
        _last_known(targets, np.ones(len(order))),
        dues,
    )


def _ordinal(text: str, known: dict[str, int]) -> int:
    if text not in known:
        known[text] = date.fromisoformat(text[:10]).toordinal()
    return known[text]


def _last_known(targets: Floats, otherwise: Floats) -> Floats:
    seen = ~np.isnan(targets)
    last = targets.shape[1] - 1 - np.argmax(seen[:, ::-1], axis=1)
    return np.where(seen.any(axis=1), targets[np.arange(len(targets)), last], otherwise)
