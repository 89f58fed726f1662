"""Addresses of reports."""

from django.urls import path

from bairi.delivery.reports.views import (
    entry,
    findings,
    items,
    missing,
    queue,
    report,
    sent,
    sheet,
    verification,
    workbook,
)

urlpatterns = [
    path("campaigns/<str:campaign>/reports/", sent.sent_reports, name="sent_reports"),
    path("campaigns/<str:campaign>/reports/new/", entry.new_report, name="new_report"),
    path("campaigns/<str:campaign>/reports/sheet/", sheet.enter_sheet, name="enter_sheet"),
    path("campaigns/<str:campaign>/reports/workbook/", workbook.import_reports, name="import_reports"),
    path("campaigns/<str:campaign>/reports/workbook/template/", workbook.report_template, name="report_template"),
    path("campaigns/<str:campaign>/reports/workbook/<uuid:sheet>/", workbook.report_sheet, name="report_sheet"),
    path(
        "campaigns/<str:campaign>/reports/workbook/<uuid:sheet>/progress/",
        workbook.report_sheet_progress,
        name="report_sheet_progress",
    ),
    path(
        "campaigns/<str:campaign>/reports/workbook/<uuid:sheet>/reports/", workbook.take_in_sheet, name="take_in_sheet"
    ),
    path("campaigns/<str:campaign>/reports/workbook/<uuid:sheet>/refused/", workbook.refused_rows, name="refused_rows"),
    path(
        "campaigns/<str:campaign>/reports/workbook/<uuid:sheet>/removal/",
        workbook.remove_report_sheet,
        name="remove_report_sheet",
    ),
    path("campaigns/<str:campaign>/items/", items.items, name="items"),
    path("campaigns/<str:campaign>/items/additions/", items.add_items, name="add_items"),
    path("campaigns/<str:campaign>/items/workbook/", items.import_items, name="import_items"),
    path("campaigns/<str:campaign>/items/workbook/template/", items.items_template, name="items_template"),
    path("campaigns/<str:campaign>/items/workbook/<uuid:sheet>/", items.item_sheet, name="item_sheet"),
    path("campaigns/<str:campaign>/items/workbook/<uuid:sheet>/refused/", items.refused_items, name="refused_items"),
    path("campaigns/<str:campaign>/items/<uuid:item>/retirement/", items.retire_item, name="retire_item"),
    path("campaigns/<str:campaign>/reports/receipts/", sent.receipts, name="receipts"),
    path("campaigns/<str:campaign>/reports/<uuid:uuid>/", report.report, name="report"),
    path("campaigns/<str:campaign>/reports/<uuid:uuid>/correction/", entry.correct_report, name="correct_report"),
    path("campaigns/<str:campaign>/reports/<uuid:uuid>/withdrawal/", report.withdraw_report, name="withdraw_report"),
    path("campaigns/<str:campaign>/reports/<uuid:uuid>/evidence/", report.add_evidence, name="add_evidence"),
    path("campaigns/<str:campaign>/verifications/new/", verification.verify_target, name="verify_target"),
    path("campaigns/<str:campaign>/verifications/<uuid:verification>/", verification.verification, name="verification"),
    path(
        "campaigns/<str:campaign>/verifications/<uuid:verification>/withdrawal/",
        verification.withdraw_verification,
        name="withdraw_verification",
    ),
    path("campaigns/<str:campaign>/reports/findings/", findings.evidence_findings, name="evidence_findings"),
    path("campaigns/<str:campaign>/reports/findings/again/", findings.recheck_evidence, name="recheck_evidence"),
    path(
        "campaigns/<str:campaign>/reports/findings/<int:finding>/dismissal/",
        findings.dismiss_finding,
        name="dismiss_finding",
    ),
    path(
        "campaigns/<str:campaign>/reports/findings/<int:finding>/reopening/",
        findings.reopen_finding,
        name="reopen_finding",
    ),
    path("campaigns/<str:campaign>/reports/queue/", queue.confirmation_queue, name="confirmation_queue"),
    path("campaigns/<str:campaign>/reports/confirmations/", queue.confirm_reports, name="confirm_reports"),
    path("campaigns/<str:campaign>/reports/missing/", missing.missing_reports, name="missing_reports"),
    path("campaigns/<str:campaign>/reports/urgings/", missing.urge_missing, name="urge_missing"),
    path(
        "campaigns/<str:campaign>/reports/urgings/<int:urging>/seen/",
        missing.mark_urging_seen,
        name="mark_urging_seen",
    ),
    path("campaigns/<str:campaign>/reports/conflicts/<int:conflict>/", queue.open_conflict, name="open_conflict"),
    path(
        "campaigns/<str:campaign>/reports/conflicts/<int:conflict>/resolution/",
        queue.resolve_conflict,
        name="resolve_conflict",
    ),
    path("campaigns/<str:campaign>/reports/<uuid:uuid>/sent-back/", queue.send_back_report, name="send_back_report"),
    path(
        "campaigns/<str:campaign>/reports/<uuid:uuid>/revocation/",
        queue.revoke_confirmation,
        name="revoke_confirmation",
    ),
]
