"""Every change of state of reports, one file a verb."""

from bairi.delivery.reports.actions.add_evidence import add_evidence
from bairi.delivery.reports.actions.add_items import AddedItems, NewItem, add_items
from bairi.delivery.reports.actions.check_evidence import check_evidence
from bairi.delivery.reports.actions.confirm_reports import confirm_reports
from bairi.delivery.reports.actions.correct_report import correct_report
from bairi.delivery.reports.actions.dismiss_finding import dismiss_finding, reopen_finding
from bairi.delivery.reports.actions.enter_sheet import enter_sheet
from bairi.delivery.reports.actions.entries import (
    Attachment,
    NewReport,
    NewVerification,
    Outcome,
    SheetOutcome,
)
from bairi.delivery.reports.actions.import_items import ImportedItems, import_items
from bairi.delivery.reports.actions.import_reports import ImportedReports, import_reports
from bairi.delivery.reports.actions.rebuild_standing import rebuild_standing
from bairi.delivery.reports.actions.receive_report import receive_report
from bairi.delivery.reports.actions.recheck_evidence import recheck_evidence
from bairi.delivery.reports.actions.resolve_conflict import resolve_conflict
from bairi.delivery.reports.actions.retire_item import retire_item
from bairi.delivery.reports.actions.revoke_confirmation import revoke_confirmation
from bairi.delivery.reports.actions.send_back_report import send_back_report
from bairi.delivery.reports.actions.send_evidence import SentEvidence, send_evidence
from bairi.delivery.reports.actions.urge_missing import mark_urging_seen, urge_missing
from bairi.delivery.reports.actions.verify_target import verify_target
from bairi.delivery.reports.actions.withdraw_report import withdraw_report
from bairi.delivery.reports.actions.withdraw_verification import withdraw_verification
from bairi.delivery.reports.queries.receipts import FileReceipt, Receipt
from bairi.delivery.reports.rules.readings import NOTHING_SEEN

__all__ = [
    "NOTHING_SEEN",
    "AddedItems",
    "Attachment",
    "FileReceipt",
    "ImportedItems",
    "ImportedReports",
    "NewItem",
    "NewReport",
    "NewVerification",
    "Outcome",
    "Receipt",
    "SentEvidence",
    "SheetOutcome",
    "add_evidence",
    "add_items",
    "check_evidence",
    "confirm_reports",
    "correct_report",
    "dismiss_finding",
    "enter_sheet",
    "import_items",
    "import_reports",
    "mark_urging_seen",
    "rebuild_standing",
    "receive_report",
    "recheck_evidence",
    "reopen_finding",
    "resolve_conflict",
    "retire_item",
    "revoke_confirmation",
    "send_back_report",
    "send_evidence",
    "urge_missing",
    "verify_target",
    "withdraw_report",
    "withdraw_verification",
]
