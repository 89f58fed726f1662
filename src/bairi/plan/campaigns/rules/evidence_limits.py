"""From where on a photo or a report is worth a second look. Each campaign has its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class EvidenceLimits:
    """The limits of the checks of evidence.

    A photo is early or late when taken more than `days_before` or `days_after` days from the effective day. A clock is
    impossible when off by more than `clock_minutes`. A position is out of place more than `outside_m` metres beyond
    the boundary, or more than `far_m` from the place's point and its usual points, of which there are at least
    `usual_points`. What was recorded and what the file says may lie `apart_minutes` and `apart_m` metres apart.
    Pictures are near-copies from a likeness of `alike_share` on. One photo may stand for `works_per_photo` works.
    """

    days_before: int = 7
    days_after: int = 3
    clock_minutes: int = 15
    outside_m: int = 500
    far_m: int = 3000
    usual_points: int = 5
    apart_minutes: int = 60
    apart_m: int = 500
    alike_share: float = 0.8
    works_per_photo: int = 1

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> EvidenceLimits:
        """As kept on a campaign; what is not kept there has its default.

        >>> EvidenceLimits.of({"days_before": 14}).days_before
        14
        """
        return cls(**{field.name: kept[field.name] for field in fields(cls) if field.name in kept})

    def as_dict(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


RANGES: Final[dict[str, tuple[float, float]]] = {
    "days_before": (0, 365),
    "days_after": (0, 365),
    "clock_minutes": (1, 10_080),
    "outside_m": (0, 50_000),
    "far_m": (50, 100_000),
    "usual_points": (1, 100),
    "apart_minutes": (1, 10_080),
    "apart_m": (10, 100_000),
    "alike_share": (0.6, 1),
    "works_per_photo": (1, 100),
}
"""The lowest and the highest that each may be set to."""
