"""The field app, what it asks of the server, and the desk's page for outboxes that come as files."""

from django.urls import path

from bairi.edges.field.views import duties, duty_log, outbox, reports, shell, transfers

urlpatterns = [
    path("field/", shell.field_app, name="field_app"),
    path("field/worker.js", shell.field_worker, name="field_worker"),
    path("field/app.webmanifest", shell.field_manifest, name="field_manifest"),
    path("field/outbox/", outbox.take_in_outbox, name="take_in_outbox"),
    path("field/api/session", duties.field_session, name="field_session"),
    path("field/api/duties", duties.field_duties, name="field_duties"),
    path("field/api/reports", reports.field_reports, name="field_reports"),
    path("field/api/duty-log", duty_log.field_duty_log, name="field_duty_log"),
    path("field/api/transfers/", transfers.transfers, name="transfers"),
    path("field/api/transfers/<uuid:transfer>", transfers.transfer, name="transfer"),
]
