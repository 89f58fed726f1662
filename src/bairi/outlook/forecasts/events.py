"""Past facts about kept forecasts. Names and fields never change once stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from bairi.ground.transparency.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastKept(Event):
    """The forecast of a day was kept; `digest` is the SHA-256 of its rows, so that it cannot be bettered later."""

    kind: ClassVar[str] = "forecasts.forecast_kept"
    label = _("Forecast kept")
    line = _("%(targets)d targets, %(on)s")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = None
    campaign: str
    level: int
    on: date
    known: int
    targets: int
    digest: str
