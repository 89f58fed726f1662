from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "bairi.delivery.reports"
    label = "reports"
