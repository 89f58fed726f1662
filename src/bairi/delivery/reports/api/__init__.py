"""Reports over HTTP: the same actions as on the pages."""

from bairi.delivery.reports.api.routes import router

__all__ = ["router"]
