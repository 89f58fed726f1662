"""The papers of a bulletin: Word, PDF and one long picture, from the same figures and words."""

from bairi.outlook.bulletins.paper.papers import Papers, papers

__all__ = ["Papers", "papers"]
