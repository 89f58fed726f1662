"""The base of the plan's events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bairi.ground.transparency.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEvent(Event):
    """An event of one campaign; most of them are found by the campaign's code."""

    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "campaign"
    campaign: str
