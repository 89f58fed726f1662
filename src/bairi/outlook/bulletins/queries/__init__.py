"""Reads of bulletins, and the figures that a new one freezes."""

from bairi.outlook.bulletins.queries.bulletins import bulletin_for, bulletins
from bairi.outlook.bulletins.queries.figures import figures_of

__all__ = ["bulletin_for", "bulletins", "figures_of"]
