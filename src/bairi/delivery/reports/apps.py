from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bairi.delivery.reports.permissions import (
    CONFIRM_REPORTS,
    DISMISS_FINDING,
    RECEIVE_REPORT,
    URGE_MISSING,
    VERIFY_TARGET,
)
from bairi.ground.ui.shell import Entry, register

ENTRIES = (
    Entry("new_report", _("Report"), "new_report", order=15, scope="campaign", icon="pencil", may=RECEIVE_REPORT),
    Entry(
        "sent_reports",
        _("Sent"),
        "sent_reports",
        order=16,
        scope="campaign",
        icon="send",
        may=RECEIVE_REPORT,
        seldom=True,
    ),
    Entry(
        "confirmation_queue",
        _("To confirm"),
        "confirmation_queue",
        order=17,
        scope="campaign",
        icon="stamp",
        may=CONFIRM_REPORTS,
    ),
    Entry(
        "missing_reports",
        _("Not reported"),
        "missing_reports",
        order=18,
        scope="campaign",
        icon="bell",
        may=URGE_MISSING,
    ),
    Entry(
        "verify_target",
        _("Verify"),
        "verify_target",
        order=19,
        scope="campaign",
        icon="clipboard-check",
        may=VERIFY_TARGET,
    ),
    Entry(
        "evidence_findings",
        _("Evidence"),
        "evidence_findings",
        order=19,
        scope="campaign",
        icon="scan-search",
        may=DISMISS_FINDING,
    ),
)


class ReportsConfig(AppConfig):
    name = "bairi.delivery.reports"
    label = "reports"

    def ready(self) -> None:
        for entry in ENTRIES:
            register(entry)
