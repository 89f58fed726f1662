"""Reads of reports that serve a person: the actor first, dataclasses back."""

from bairi.delivery.reports.queries.checks import check_standing
from bairi.delivery.reports.queries.findings import (
    EvidenceFindingRow,
    FindingFilter,
    FindingPage,
    PhotoUse,
    finding_list,
    finding_page,
    finding_row,
    findings_of,
)
from bairi.delivery.reports.queries.forms import (
    EntryTarget,
    ItemChoice,
    enters_for_others,
    entry_form,
    last_place,
    reporting_places,
    target_named,
)
from bairi.delivery.reports.queries.history import (
    EvidenceRow,
    FindingRow,
    ReportDetail,
    RulingRow,
    TargetHistory,
    report_detail,
    target_history,
)
from bairi.delivery.reports.queries.items import ItemRow, itemised_tasks, items, items_template
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
from bairi.delivery.reports.queries.powers import ReportPowers, report_powers
from bairi.delivery.reports.queries.receipts import FileReceipt, Leaf, Receipt, leaf_of, receipt_of
from bairi.delivery.reports.queries.report_template import report_template
from bairi.delivery.reports.queries.rows import ReportRow
from bairi.delivery.reports.queries.sent import (
    SentFilter,
    SentPage,
    reports_by_number,
    sent_page,
    sent_places,
    sent_tasks,
)
from bairi.delivery.reports.queries.standing import StandingRow, standing_at
from bairi.delivery.reports.queries.verifications import VerificationDetail, verification_detail

__all__ = [
    "ConflictRow",
    "EntryTarget",
    "EvidenceFindingRow",
    "EvidenceRow",
    "FileReceipt",
    "FindingFilter",
    "FindingPage",
    "FindingRow",
    "ItemChoice",
    "ItemRow",
    "Leaf",
    "MissingList",
    "MissingRow",
    "MissingTask",
    "PhotoUse",
    "QueueRow",
    "QueueVillage",
    "Receipt",
    "ReportDetail",
    "ReportPowers",
    "ReportRow",
    "RulingRow",
    "SentFilter",
    "SentPage",
    "StandingRow",
    "TargetHistory",
    "VerificationDetail",
    "check_standing",
    "confirmation_queue",
    "conflict_for",
    "enters_for_others",
    "entry_form",
    "finding_list",
    "finding_page",
    "finding_row",
    "findings_of",
    "itemised_tasks",
    "items",
    "items_template",
    "last_place",
    "leaf_of",
    "missing_reports",
    "open_conflicts",
    "receipt_of",
    "report_detail",
    "report_powers",
    "report_template",
    "reporting_places",
    "reports_by_number",
    "sent_back_count",
    "sent_page",
    "sent_places",
    "sent_reports",
    "sent_tasks",
    "standing_at",
    "target_history",
    "target_named",
    "urgings_for",
    "verification_detail",
    "waiting_reports",
]
