"""Reads of reports that serve a person: the actor first, dataclasses back."""

from bairi.delivery.reports.queries.checks import check_standing
from bairi.delivery.reports.queries.forms import EntryTarget, ItemChoice, entry_form, reporting_places
from bairi.delivery.reports.queries.history import (
    EvidenceRow,
    FindingRow,
    ReportDetail,
    RulingRow,
    TargetHistory,
    report_detail,
    target_history,
)
from bairi.delivery.reports.queries.lists import (
    ConflictRow,
    QueueRow,
    QueueVillage,
    confirmation_queue,
    conflict_for,
    open_conflicts,
    sent_back_count,
    sent_reports,
    waiting_reports,
)
from bairi.delivery.reports.queries.missing import MissingList, MissingRow, MissingTask, missing_reports, urgings_for
from bairi.delivery.reports.queries.receipts import FileReceipt, Receipt, receipt_of
from bairi.delivery.reports.queries.rows import ReportRow
from bairi.delivery.reports.queries.standing import StandingRow, standing_at

__all__ = [
    "ConflictRow",
    "EntryTarget",
    "EvidenceRow",
    "FileReceipt",
    "FindingRow",
    "ItemChoice",
    "MissingList",
    "MissingRow",
    "MissingTask",
    "QueueRow",
    "QueueVillage",
    "Receipt",
    "ReportDetail",
    "ReportRow",
    "RulingRow",
    "StandingRow",
    "TargetHistory",
    "check_standing",
    "confirmation_queue",
    "conflict_for",
    "entry_form",
    "missing_reports",
    "open_conflicts",
    "receipt_of",
    "report_detail",
    "reporting_places",
    "sent_back_count",
    "sent_reports",
    "standing_at",
    "target_history",
    "urgings_for",
    "waiting_reports",
]
