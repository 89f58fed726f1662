"""Pace: plan, attainment, earned schedule, forecast and status, as pure functions on arrays."""

from bairi.plan.pace.calibration import Bin, Record, record, reliability
from bairi.plan.pace.drivers import Driver, DriverCode
from bairi.plan.pace.earned import (
    EarnedSchedule,
    Needed,
    attainment,
    earned_schedule,
    needed,
    planned_attainment,
    spi,
)
from bairi.plan.pace.forecast import FAN_LEVELS, LEVELS, Forecast, forecast
from bairi.plan.pace.groups import SetForecast
from bairi.plan.pace.inputs import Series
from bairi.plan.pace.status import Status, Thresholds, status
from bairi.plan.pace.trajectory import (
    Backward,
    Plan,
    Shape,
    milestones_backward,
    planned,
    planned_share,
)
from bairi.plan.pace.workdays import Calendar

__all__ = [
    "FAN_LEVELS",
    "LEVELS",
    "Backward",
    "Bin",
    "Calendar",
    "Driver",
    "DriverCode",
    "EarnedSchedule",
    "Forecast",
    "Needed",
    "Plan",
    "Record",
    "Series",
    "SetForecast",
    "Shape",
    "Status",
    "Thresholds",
    "attainment",
    "earned_schedule",
    "forecast",
    "milestones_backward",
    "needed",
    "planned",
    "planned_attainment",
    "planned_share",
    "record",
    "reliability",
    "spi",
    "status",
]
