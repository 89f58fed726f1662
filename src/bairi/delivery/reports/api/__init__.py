"""Reports over HTTP: the same actions as on the pages."""

from bairi.delivery.reports.api import findings, items
from bairi.delivery.reports.api.routes import router
from bairi.delivery.reports.api.shapes import ReportIn

__all__ = ["ReportIn", "findings", "items", "router"]
