"""What drives a forecast, as codes and numbers; upper rooms put them into words."""

from dataclasses import dataclass
from enum import StrEnum


class DriverCode(StrEnum):
    """Codes, each with the numbers that it carries (shares 0..1, rates in units per working day)."""

    DONE = "done"
    """on: ordinal of the last report."""
    NEVER_REPORTED = "never_reported"
    """peers: rate borrowed from the task."""
    SILENT = "silent"
    """days: days since the last report."""
    FEW_REPORTS = "few_reports"
    """reports: how many; borrowed: share of the rate taken from peers."""
    RECENT_RATE = "recent_rate"
    """rate: expected rate at first; needed: rate needed; times: rate / needed."""
    BEST_WEEK = "best_week"
    """rate: best week so far; needed: rate needed; times: needed / best week. Given when the need exceeds it."""
    NO_TIME = "no_time"
    """missing: units missing with no working day left."""
    SLOWING = "slowing"
    """share: recent rate as a share of the rate before it."""
    SHARED_SHOCK = "shared_shock"
    """share: how the last week of all places compares with the weeks before it; fell below or above the usual
    swing."""
    PLAN = "plan"
    """weight: share of the expected gain that comes from trusting the plan."""
    CEILING = "ceiling"
    """room: units left below the ceiling."""
    LUMPY = "lumpy"
    """steps: steps still missing."""
    SET_ASIDE = "set_aside"
    """readings: implausible readings that were cut down to what is plausible."""


@dataclass(frozen=True)
class Driver:
    """One term that drives a forecast, with its numbers by name."""

    code: DriverCode
    data: dict[str, float]
