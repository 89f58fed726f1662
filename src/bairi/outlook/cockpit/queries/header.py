"""The head of the cockpit: where the campaign stands on its day, in one bar and one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from bairi.delivery.reports.rules import Level
from bairi.ground.places.models import Place
from bairi.outlook.cockpit.queries.picture import Picture
from bairi.outlook.cockpit.queries.whole import Whole
from bairi.plan.campaigns.models import Milestone
from bairi.plan.campaigns.queries import day_number, days

STATES = ("late", "at_risk", "on_pace", "silent", "done")
LEVELS = (Level.REPORTED, Level.CONFIRMED, Level.VERIFIED)


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """The next milestone: the share asked for, where it stands now, and where it is foreseen on its day."""

    name: str
    due_on: date
    share: float
    now: float | None
    foreseen: float | None
    state: str


@dataclass(frozen=True, slots=True)
class Header:
    """Attainments are shares 0..1 over the whole view, None where nothing stands.

    `coverage` is the share of targets that an inspection has looked at; no status is given on the verified basis while
    it is below the campaign's threshold (`status_given` False). `expected` of `targets` will be met, 80 % between `low`
    and `high`. `worst` names the places with most late targets.
    """

    day: int
    days: int
    on: date
    days_left: int
    elapsed: float
    planned: float | None
    reported: float | None
    confirmed: float | None
    verified: float | None
    coverage: float
    status_given: bool
    basis: str
    targets: int
    counts: dict[str, int]
    expected: float
    low: int
    high: int
    probability: float | None
    finish_on: date | None
    finish_low: date | None
    finish_high: date | None
    worst: tuple[str, ...]
    milestone: MilestoneLine | None

    @property
    def over(self) -> bool:
        """Whether the deadline has come, so that what is not done is late, whatever comes after."""
        return self.days_left == 0

    @property
    def level(self) -> float | None:
        """The attainment on the basis that the page is read by."""
        return {"reported": self.reported, "confirmed": self.confirmed, "verified": self.verified}[self.basis]


def header(picture: Picture, whole: Whole, places: Sequence[Place], milestones: Sequence[Milestone]) -> Header:
    """The head of the page. No query."""
    campaign, on = picture.campaign, picture.on
    planned, *levels = (optional(value) for value in picture.today_of())
    inspected = ~np.isnan(picture.shares[Level.VERIFIED - 1, :, -1]) if picture.rows else np.zeros(0, dtype=bool)
    coverage = float(inspected.mean()) if len(inspected) else 0.0
    together = picture.together()
    span = days(campaign)
    return Header(
        day=day_number(campaign, on),
        days=span,
        on=on,
        days_left=max((campaign.deadline_on - on).days, 0),
        elapsed=min(max(day_number(campaign, on) / span, 0.0), 1.0),
        planned=planned,
        reported=levels[0],
        confirmed=levels[1],
        verified=levels[2],
        coverage=coverage,
        status_given=picture.basis != Level.VERIFIED or coverage >= campaign.coverage_needed,
        basis=picture.basis.name.lower(),
        targets=len(picture.rows),
        counts={state: Counter(picture.states)[state] for state in STATES},
        expected=together.expected,
        low=together.low,
        high=together.high,
        probability=whole.probability,
        finish_on=whole.finish[1],
        finish_low=whole.finish[0],
        finish_high=whole.finish[2],
        worst=_worst(picture, places),
        milestone=_next_milestone(picture, milestones),
    )


def optional(value: float) -> float | None:
    """The number, None for NaN."""
    return None if np.isnan(value) else float(value)


def _worst(picture: Picture, places: Sequence[Place], most: int = 3) -> tuple[str, ...]:
    late = Counter(
        place.label
        for row, state in zip(picture.rows, picture.states, strict=True)
        if state == "late"
        for place in places
        if row.place_path.startswith(place.path)
    )
    return tuple(name for name, count in late.most_common(most) if count > 1 or len(late) <= most)


def _next_milestone(picture: Picture, milestones: Sequence[Milestone]) -> MilestoneLine | None:
    ahead = [m for m in milestones if m.due_on >= picture.on]
    if not ahead:
        return None
    # A milestone of a whole line, or of all, goes before one of a single task.
    found = min(ahead, key=lambda m: (m.task_id is not None, m.due_on))
    mask = mask_of(picture, _task_codes(picture, found))
    now = optional(picture.today_of(mask)[picture.basis])
    foreseen = foreseen_share(picture, mask, found.due_on)
    state = "no_target" if foreseen is None else "on_pace" if foreseen >= found.share else "at_risk"
    return MilestoneLine(found.name, found.due_on, found.share, now, foreseen, state)


def _task_codes(picture: Picture, milestone: Milestone) -> set[str]:
    if milestone.task is not None:
        return {milestone.task.code}
    return {t.code for t in picture.asked.tasks if milestone.line is None or t.line_id == milestone.line_id}


def mask_of(picture: Picture, codes: set[str]) -> np.ndarray:
    """(N,) True for the targets of these tasks."""
    return np.array([row.task_code in codes for row in picture.rows], dtype=bool)


def foreseen_share(picture: Picture, mask: np.ndarray, due_on: date) -> float | None:
    """Attainment foreseen for a set of targets on a day: from today's towards the median on each target's due day."""
    if not mask.any():
        return None
    now = np.nan_to_num(picture.shares[picture.basis - 1, :, -1])
    plan = picture.plan
    way = np.where(plan.target == plan.baseline, 1.0, plan.target - plan.baseline)
    median = (picture.forecast.quantiles[:, 9] - plan.baseline) / way
    left = np.maximum(plan.due - picture.on.toordinal(), 1)
    part = np.clip((due_on.toordinal() - picture.on.toordinal()) / left, 0.0, 1.0)
    return picture.mean_of(np.maximum(now, now + (median - now) * part), mask)
