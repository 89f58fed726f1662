"""Reads for the shell's pages."""

from bairi.edges.web.queries.finding import Found, FoundPlace, FoundTarget, search
from bairi.edges.web.queries.home import CampaignCard, campaigns_to_choose

__all__ = ["CampaignCard", "Found", "FoundPlace", "FoundTarget", "campaigns_to_choose", "search"]
