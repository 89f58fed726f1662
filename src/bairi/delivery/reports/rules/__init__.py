"""What reports obey: pure functions and values, no Django, no clock."""

from bairi.delivery.reports.rules.standing import OPEN, OPEN_DAY, Level

__all__ = ["OPEN", "OPEN_DAY", "Level"]
