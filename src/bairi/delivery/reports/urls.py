"""Addresses of reports."""

from django.urls import path

from bairi.delivery.reports.views import missing, queue

urlpatterns = [
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
