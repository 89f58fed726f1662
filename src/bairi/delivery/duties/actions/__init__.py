"""Every change of state of the duty log, one file a verb."""

from bairi.delivery.duties.actions.entries import Logged, NewDay, NewVisit, Recorded
from bairi.delivery.duties.actions.log_duty import log_duty
from bairi.delivery.duties.actions.record_visit import record_visit
from bairi.delivery.duties.actions.set_duty_rules import set_duty_rules
from bairi.delivery.duties.actions.withdraw_visit import withdraw_visit

__all__ = [
    "Logged",
    "NewDay",
    "NewVisit",
    "Recorded",
    "log_duty",
    "record_visit",
    "set_duty_rules",
    "withdraw_visit",
]
