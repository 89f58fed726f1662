"""Who may do what in the duty log."""

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Role, declare

_TEAM = [Role.VILLAGE_TEAM, Role.TOWNSHIP_CLERK, Role.DATA_OFFICER]

VIEW_DUTIES = declare(
    "duties.view_duties", _("Read the duty log"), [*_TEAM, Role.COMMANDER, Role.INSPECTOR, Role.ARCHIVIST]
)
LOG_DUTY = declare("duties.log_duty", _("Enter a day in the duty log"), _TEAM)
LOG_DUTY_FOR = declare(
    "duties.log_duty_for",
    _("Enter the duty log for another member of a team"),
    [Role.TOWNSHIP_CLERK, Role.DATA_OFFICER],
)
RECORD_VISIT = declare("duties.record_visit", _("Enter a visit in the duty log"), _TEAM)
WITHDRAW_VISIT = declare("duties.withdraw_visit", _("Withdraw a visit from the duty log"), _TEAM)
SET_DUTY_RULES = declare(
    "duties.set_duty_rules",
    _("Set the roles of village work teams and the kinds of visit and leave"),
    [Role.DATA_OFFICER, Role.COMMANDER],
)
