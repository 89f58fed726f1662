"""The same photo twice: whether that says anything, and what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bairi.delivery.reports.rules.evidence.finding import FindingKind, Found, Sureness
from bairi.plan.campaigns.rules.evidence_limits import EvidenceLimits

ALMOST: Final = 0.9
"""From this likeness on a copy is likely, below it possible; both were measured, see docs/evidence.md."""


class Relation(StrEnum):
    """How two uses of one photo lie to each other."""

    ELSEWHERE = "elsewhere"
    OTHER_WORK = "other_work"
    SAME_WORK = "same_work"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a photo: the report, its place, the work it shows (an item, or the task), its day.

    `place` is the path of the place, cut at the village: its groups are the same place, and so is what lies above it.
    `family` holds the reports that it corrects and that correct it: those may carry the same photo on.
    """

    report: int
    place: str
    work: str
    effective_on: date
    family: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Twin:
    """Another use of the photo, or of one like it: `share` is None for the very same file."""

    use: Use
    share: float | None = None


def relation(use: Use, other: Use) -> Relation:
    """How two uses lie to each other. The same work on the same day, and corrections, are what one expects."""
    if use.report == other.report or other.report in use.family or use.report in other.family:
        return Relation.EXPECTED
    if not (use.place.startswith(other.place) or other.place.startswith(use.place)):
        return Relation.ELSEWHERE
    if use.work != other.work:
        return Relation.OTHER_WORK
    return Relation.EXPECTED if use.effective_on == other.effective_on else Relation.SAME_WORK


def judge_twin(use: Use, twin: Twin) -> Found | None:
    """What a second use of a photo comes to beside an earlier one; other works of the place are judged together."""
    related = relation(use, twin.use)
    if related not in {Relation.ELSEWHERE, Relation.SAME_WORK}:
        return None
    facts = {"relation": related.value, "effective_on": twin.use.effective_on.isoformat()}
    elsewhere = related is Relation.ELSEWHERE
    if twin.share is None:
        return Found(FindingKind.SAME_PHOTO, Sureness.CERTAIN, facts, elsewhere)
    facts |= {"share": f"{twin.share:.2f}"}
    return Found(FindingKind.NEAR_COPY, _sureness(twin), facts, elsewhere)


def judge_works(use: Use, twins: Sequence[Twin], limits: EvidenceLimits) -> Found | None:
    """Whether one photo stands for more works of a place than the campaign lets it."""
    others = [twin for twin in twins if relation(use, twin.use) is Relation.OTHER_WORK]
    works = {use.work, *(twin.use.work for twin in others)}
    if len(works) <= limits.works_per_photo:
        return None
    facts = {"works": len(works), "limit": limits.works_per_photo}
    return Found(FindingKind.SEVERAL_WORKS, min(_sureness(twin) for twin in others), facts)


def _sureness(twin: Twin) -> Sureness:
    if twin.share is None:
        return Sureness.CERTAIN
    return Sureness.LIKELY if twin.share >= ALMOST else Sureness.POSSIBLE
