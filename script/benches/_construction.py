"""Construction-like campaigns, made up: lumpy stages, weather stops, late money, weekly reporters, places that
overstate.

A test bed for the forecast beside the real campaigns, which are all of one kind (people who come to be counted).
Nothing here is fitted to the model; the numbers are what a county's project office would call ordinary. One campaign
has 3 to 6 tasks in 12 to 40 villages of 3 to 6 townships. Listed work (houses, relocation sites) ends at its
quantity; unlisted work (mu planted, people trained) may pass it, at an easier pace. The truth on the deadline is what
an inspection finds.
"""

from dataclasses import dataclass

import numpy as np

from bairi.plan.pace import Calendar, Plan, Series, Shape
from bairi.plan.pace.arrays import Bools, Floats, Ints

START = 736_000
MOST = 1.5
RHYTHMS, RHYTHM_SHARES = (1, 7, 10), (0.35, 0.5, 0.15)


@dataclass(frozen=True)
class Made:
    """A campaign: what was reported, day by day, and what was really there on the deadline (N,)."""

    days: Ints
    values: Floats
    truth: Floats
    plan: Plan
    task: Ints
    parent: Ints
    steps: Floats
    listed: Bools

    def series(self, origin: float) -> Series:
        """What is known on the evening of the origin's day."""
        today = START + int(origin * (len(self.days) - 1))
        keep = self.days <= today
        return Series.of(
            days=self.days[keep],
            values=self.values[:, keep],
            plan=self.plan,
            task=self.task,
            parent=self.parent,
            steps=self.steps,
            ceiling=np.where(self.listed, self.plan.target, np.nan),
        )


def make(seed: int) -> Made:
    """One campaign; the same seed makes the same one."""
    rng = np.random.default_rng([92, seed])
    villages, townships, tasks = int(rng.integers(12, 41)), int(rng.integers(3, 7)), int(rng.integers(3, 7))
    length = int(rng.integers(90, 161))
    township_of = rng.integers(0, townships, villages)
    task, village = (a.ravel() for a in np.meshgrid(np.arange(tasks), np.arange(villages), indexing="ij"))
    has_target = rng.random(len(task)) < 0.85
    task, village = task[has_target], village[has_target]
    parent = township_of[village]
    size = rng.choice([4, 25, 120, 900], tasks, p=[0.15, 0.2, 0.35, 0.3])
    quantity = np.maximum(np.round(size[task] * rng.lognormal(0, 0.4, len(task))), 2.0)
    listed = (size <= 25) | ((size == 120) & (rng.random(tasks) < 0.5))
    done = _work(rng, length, task, parent, village, listed[task])
    counted = np.floor(done * quantity[:, None] + 1e-9)
    values = _reports(rng, counted, np.where(listed[task], quantity, np.inf), village)
    off = [START + d for d in range(length) if d % 7 == 6]
    plan = Plan.of(
        baseline=0.0,
        target=quantity,
        start=START,
        due=START + length - 1,
        shape=rng.choice([Shape.LINEAR, Shape.S_CURVE], tasks)[task],
        calendar=Calendar.of(off),
    )
    steps = np.where(quantity <= 20, 1.0, 0.0)
    return Made(START + np.arange(length), values, counted[:, -1], plan, task, parent, steps, listed[task])


def _work(rng: np.random.Generator, length: int, task: Ints, parent: Ints, village: Ints, listed: Bools) -> Floats:
    """Share really done by the evening of each day, (N, length)."""
    tasks, townships, villages = task.max() + 1, parent.max() + 1, village.max() + 1
    speed = rng.normal(0.12, 0.16) + rng.normal(0, 0.18, tasks)[task] + rng.normal(0, 0.1, townships)[parent]
    speed += rng.normal(0, 0.15, villages)[village] + rng.normal(0, 0.2, len(task))
    open_ = _open_days(rng, length, parent)
    money = _money(rng, length, task, parent)
    share, out = np.zeros(len(task)), np.empty((len(task), length))
    push = rng.uniform(0.2, 0.9)
    pace = np.exp(speed) / (length * 0.78)
    for day in range(length):
        u = day / length
        ramp = min(0.3 + u / 0.15 * 0.7, 1.0)
        behind = np.clip(u - share, 0.0, 0.5)
        effort = ramp * (1 + push * 2 * behind * max(u - 0.4, 0.0) / 0.6)
        effort = effort * np.where(listed & (share > 0.9), 0.6, 1.0) * np.where(day < money, 0.15, 1.0)
        daily = rng.gamma(2.0, 0.5, len(task))
        effort = effort * np.where(share >= 1, 0.4, 1.0)
        share = np.minimum(share + pace * effort * open_[day] * daily, np.where(listed, 1.0, MOST))
        out[:, day] = share
    return out


def _open_days(rng: np.random.Generator, length: int, parent: Ints) -> Floats:
    """1 where work goes on, 0 on Sundays and while weather stops the county or a township: (length, N)."""
    open_ = np.ones((length, parent.max() + 1))
    open_[6::7] = 0
    for _ in range(rng.poisson(1.4)):
        at = int(rng.integers(0, length))
        open_[at : at + int(rng.integers(3, 13))] = 0
    for township in range(open_.shape[1]):
        for _ in range(rng.poisson(0.7)):
            at = int(rng.integers(0, length))
            open_[at : at + int(rng.integers(3, 11)), township] = 0
    return open_[:, parent]


def _money(rng: np.random.Generator, length: int, task: Ints, parent: Ints) -> Ints:
    """Day on which the money of each target is there: for a third of the tasks late, in some of the townships."""
    late_task = rng.random(task.max() + 1) < 0.35
    late_township = rng.random(parent.max() + 1) < 0.5
    until = rng.integers(int(0.05 * length), int(0.4 * length), task.max() + 1)
    return np.where(late_task[task] & late_township[parent], until[task], 0)


def _reports(rng: np.random.Generator, counted: Floats, most: Floats, village: Ints) -> Floats:
    """What villages report: in their own rhythm, with gaps, some too much until they are found out, a few typed
    tenfold."""
    n, length = counted.shape
    rhythm = rng.choice(RHYTHMS, village.max() + 1, p=RHYTHM_SHARES)[village]
    first = rng.integers(0, 7, n)
    overstates = rng.random(village.max() + 1) < 0.15
    too_much = np.where(overstates[village], 1 + rng.uniform(0.05, 0.2, n), 1.0)
    found_out = np.where(rng.random(n) < 0.6, rng.integers(0, length, n), length)
    day = np.arange(length)
    due = (day[None, :] >= first[:, None]) & ((day[None, :] - first[:, None]) % rhythm[:, None] == 0)
    sent: Bools = due & (rng.random((n, length)) > 0.1)
    claim = np.where(day[None, :] < found_out[:, None], counted * too_much[:, None], counted)
    claim = np.minimum(np.floor(claim + 1e-9), most[:, None])
    claim = np.where(rng.random((n, length)) < 0.001, claim * 10, claim)
    return np.where(sent, claim, np.nan)
