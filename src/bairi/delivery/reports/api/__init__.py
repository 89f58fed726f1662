"""Reports over HTTP: the same actions as on the pages."""

from bairi.delivery.reports.api.findings import router
from bairi.delivery.reports.api.shapes import ReportIn

__all__ = ["ReportIn", "router"]
