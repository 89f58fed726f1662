"""Who may do what to reports."""

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Role, declare

RECEIVE_REPORT = declare(
    "reports.receive_report",
    _("Report on a target"),
    [Role.VILLAGE_TEAM, Role.TOWNSHIP_CLERK, Role.DEPARTMENT, Role.DATA_OFFICER],
)
CONFIRM_REPORTS = declare(
    "reports.confirm_reports", _("Confirm the reports of villages"), [Role.TOWNSHIP_CLERK, Role.DATA_OFFICER]
)
REVOKE_CONFIRMATION = declare(
    "reports.revoke_confirmation", _("Take a confirmation back"), [Role.TOWNSHIP_CLERK, Role.DATA_OFFICER]
)
SEND_BACK_REPORT = declare(
    "reports.send_back_report", _("Send a report back to the village"), [Role.TOWNSHIP_CLERK, Role.DATA_OFFICER]
)
WITHDRAW_REPORT = declare(
    "reports.withdraw_report",
    _("Withdraw a report that is not confirmed"),
    [Role.VILLAGE_TEAM, Role.TOWNSHIP_CLERK, Role.DEPARTMENT, Role.DATA_OFFICER],
)
WITHDRAW_CONFIRMED = declare(
    "reports.withdraw_confirmed",
    _("Withdraw a report that is confirmed or verified"),
    [Role.TOWNSHIP_CLERK, Role.DATA_OFFICER],
)
VERIFY_TARGET = declare("reports.verify_target", _("Enter what an inspection found"), [Role.INSPECTOR])
WITHDRAW_VERIFICATION = declare(
    "reports.withdraw_verification", _("Take back what an inspection found"), [Role.INSPECTOR]
)
RESOLVE_CONFLICT = declare(
    "reports.resolve_conflict",
    _("Resolve two reports that differ"),
    [Role.VILLAGE_TEAM, Role.TOWNSHIP_CLERK, Role.DEPARTMENT, Role.DATA_OFFICER],
)
URGE_MISSING = declare(
    "reports.urge_missing",
    _("Urge places that have not reported"),
    [Role.COMMANDER, Role.DATA_OFFICER, Role.TOWNSHIP_CLERK],
)
IMPORT_REPORTS = declare(
    "reports.import_reports",
    _("Take in reports from a sheet"),
    [Role.DATA_OFFICER, Role.TOWNSHIP_CLERK, Role.DEPARTMENT, Role.VILLAGE_TEAM],
)
CHECK_EVIDENCE = declare(
    "reports.check_evidence",
    _("Have evidence looked at again"),
    [Role.DATA_OFFICER, Role.TOWNSHIP_CLERK, Role.INSPECTOR],
)
DISMISS_FINDING = declare(
    "reports.dismiss_finding",
    _("Say why a finding about evidence is nothing"),
    [Role.TOWNSHIP_CLERK, Role.INSPECTOR, Role.DATA_OFFICER],
)
ADD_ITEMS = declare(
    "reports.add_items",
    _("Enter the works or households that a task is counted by"),
    [Role.DATA_OFFICER, Role.TOWNSHIP_CLERK, Role.DEPARTMENT],
)
RETIRE_ITEM = declare(
    "reports.retire_item",
    _("Take a work or household off the list of a task"),
    [Role.DATA_OFFICER, Role.TOWNSHIP_CLERK, Role.DEPARTMENT],
)
