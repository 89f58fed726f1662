"""The plan over HTTP: the same queries and actions as on the pages."""

from bairi.plan.campaigns.api.routes import router

__all__ = ["router"]
