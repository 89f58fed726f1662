"""A finding: something about a photo or a report that a person should look at. It says what, and judges nobody."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any, Final


class FindingKind(StrEnum):
    """What can be found. The values are kept and given by the API; they never change."""

    SAME_PHOTO = "same_photo"
    NEAR_COPY = "near_copy"
    SEVERAL_WORKS = "several_works"
    OUT_OF_PLACE = "out_of_place"
    FAR_FROM_USUAL = "far_from_usual"
    TAKEN_EARLY = "taken_early"
    TAKEN_LATE = "taken_late"
    CLOCK_IMPOSSIBLE = "clock_impossible"
    METADATA_DIFFERS = "metadata_differs"
    METADATA_MISSING = "metadata_missing"
    SCREEN_PICTURE = "screen_picture"


class Sureness(IntEnum):
    """How sure: a fact of arithmetic, likely so, or no more than possible."""

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


ELSEWHERE: Final = 90
WEIGHTS: Final = {
    FindingKind.SEVERAL_WORKS: 70,
    FindingKind.SAME_PHOTO: 60,
    FindingKind.NEAR_COPY: 60,
    FindingKind.OUT_OF_PLACE: 50,
    FindingKind.CLOCK_IMPOSSIBLE: 45,
    FindingKind.TAKEN_EARLY: 40,
    FindingKind.TAKEN_LATE: 35,
    FindingKind.METADATA_DIFFERS: 30,
    FindingKind.SCREEN_PICTURE: 30,
    FindingKind.FAR_FROM_USUAL: 20,
    FindingKind.METADATA_MISSING: 5,
}


def weight_of(kind: FindingKind, sureness: Sureness, *, elsewhere: bool = False) -> int:
    """How early it is to be looked at: photos used in another place first, then by kind, the surer before.

    >>> weight_of(FindingKind.NEAR_COPY, Sureness.LIKELY, elsewhere=True) > weight_of(
    ...     FindingKind.SAME_PHOTO, Sureness.CERTAIN)
    True
    """
    return (ELSEWHERE if elsewhere else WEIGHTS[kind]) + int(sureness)


@dataclass(frozen=True, slots=True)
class Found:
    """One finding as the rules give it. `facts` holds the figures that its sentence names, `limit` among them."""

    kind: FindingKind
    sureness: Sureness
    facts: dict[str, Any] = field(default_factory=dict)
    elsewhere: bool = False

    @property
    def weight(self) -> int:
        return weight_of(self.kind, self.sureness, elsewhere=self.elsewhere)
