"""What needs you today: late, silent, or claimed far above what was verified; who answers, and what follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

import numpy as np

from bairi.delivery.reports.rules import Level
from bairi.ground.places.models import Place
from bairi.outlook.cockpit.queries.header import optional
from bairi.outlook.cockpit.queries.matrix import groups_of
from bairi.outlook.cockpit.queries.picture import Picture
from bairi.plan.campaigns.queries import AnswerIndex

KINDS = ("late", "silent", "gap")


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """One target that needs a decision.

    kind: late (will miss its day), silent (no report), gap (reported far above verified). Shares 0..1 or None.
    missing, rate, needed: in `unit` and per working day: what is left, the best week's rate, what it would take
    (None: no working day is left). due_on: the target's day, passed or not.
    finish_on: median day of reaching the target (None: not foreseen), days_late against the due day.
    silent_days: since the last report. who: those who answer, nearest first.
    """

    kind: str
    state: str
    place_code: str
    place: str
    parent: str
    task_code: str
    task: str
    planned: float | None
    reported: float | None
    confirmed: float | None
    verified: float | None
    unit: str
    missing: float
    rate: float | None
    needed: float | None
    due_on: date
    finish_on: date | None
    days_late: int | None
    silent_days: int
    probability: float | None
    who: tuple[str, ...]


def exceptions(
    picture: Picture, parents: Sequence[Place], answers: AnswerIndex, *, most: int = 6
) -> list[ExceptionRow]:
    """The worst of each kind by turns, and within a kind of each parent by turns."""
    group = groups_of(picture, parents)
    ranked = [_parents_in_turn(found, group) for found in (_late(picture), _silent(picture), _gaps(picture))]
    turns = [pick for turn in zip_longest(*ranked) for pick in zip(KINDS, turn, strict=True) if pick[1] is not None]
    names = {place.pk: place.name for place in parents}
    return [_row(picture, kind, int(at), names, parents, group, answers) for kind, at in turns[:most] if at is not None]


def exception_count(picture: Picture) -> int:
    """How many targets need a decision in all, each counted once."""
    return len({*_late(picture), *_silent(picture), *_gaps(picture)})


def _late(picture: Picture) -> list[int]:
    made = picture.forecast
    found = [at for at, state in enumerate(picture.states) if state == "late"]
    behind = picture.planned[:, -1] - np.nan_to_num(picture.shares[picture.basis - 1, :, -1])
    return sorted(found, key=lambda at: (-(1 - made.probability[at]) * behind[at], at))


def _silent(picture: Picture) -> list[int]:
    found = [at for at, state in enumerate(picture.states) if state == "silent"]
    return sorted(found, key=lambda at: (-int(picture.forecast.days_silent[at]), at))


def _gaps(picture: Picture) -> list[int]:
    reported, verified = (picture.shares[level - 1, :, -1] for level in (Level.REPORTED, Level.VERIFIED))
    gap = np.nan_to_num(reported - verified, nan=0.0)
    return sorted(np.flatnonzero(gap > picture.campaign.trust_gap).tolist(), key=lambda at: (-gap[at], at))


def _parents_in_turn(ranked: Iterable[int], group: np.ndarray) -> list[int]:
    """The worst of each parent, then the second of each, so that one bad place cannot fill the list."""
    seen: Counter[int] = Counter()
    turns = []
    for rank, at in enumerate(ranked):
        parent = int(group[at])
        turns.append((seen[parent], rank, at))
        seen[parent] += 1
    return [at for _, _, at in sorted(turns)]


def _row(
    picture: Picture,
    kind: str,
    at: int,
    names: dict[int, str],
    parents: Sequence[Place],
    group: np.ndarray,
    answers: AnswerIndex,
) -> ExceptionRow:
    row, made = picture.rows[at], picture.forecast
    levels = [optional(value) for value in picture.shares[:, at, -1]]
    held = picture.table.values[picture.basis - 1, at, -1]
    median = made.finish_p50[at]
    finish = None if np.isnan(median) else date.fromordinal(int(np.ceil(median)))
    found = answers.who(row.place_path, row.task_code)
    parent = names.get(parents[group[at]].pk, "") if group[at] >= 0 else ""
    return ExceptionRow(
        kind=kind,
        state=picture.states[at],
        place_code=row.place_code,
        place=row.place_name,
        parent="" if parent == row.place_name else parent,
        task_code=row.task_code,
        task=row.task_name,
        planned=optional(picture.planned[at, -1]),
        reported=levels[0],
        confirmed=levels[1],
        verified=levels[2],
        unit=row.unit,
        missing=max(abs(row.must - (row.baseline if np.isnan(held) else held)), 0.0),
        rate=_finite(made.needed.best_week[at]),
        needed=_finite(made.needed.rate[at]),
        due_on=row.due_on,
        finish_on=finish,
        days_late=None if finish is None else (finish - row.due_on).days,
        silent_days=int(made.days_silent[at]),
        probability=optional(made.probability[at]),
        who=tuple(dict.fromkeys(entry.who for entry in reversed(found.chain) if entry.who))[:2],
    )


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
