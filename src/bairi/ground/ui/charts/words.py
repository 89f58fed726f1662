"""The words that charts print. The defaults are English; `ui.chart_words` gives those of the page's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """`day_zero` stands under the first day; the others beside their lines."""

    planned: str = "plan"
    baseline: str = "first plan"
    reported: str = "reported"
    confirmed: str = "confirmed"
    verified: str = "verified"
    today: str = "today"
    deadline: str = "deadline"
    day: str = "day"
    day_zero: str = "day 0"
    forecast_share: str = "forecast probability"
    observed_share: str = "came true"
    perfect: str = "perfect"
