"""Every change to a bulletin."""

from bairi.outlook.bulletins.actions.discard_bulletin import discard_bulletin
from bairi.outlook.bulletins.actions.issue_bulletin import issue_bulletin
from bairi.outlook.bulletins.actions.make_bulletin import make_bulletin
from bairi.outlook.bulletins.actions.word_bulletin import word_bulletin

__all__ = ["discard_bulletin", "issue_bulletin", "make_bulletin", "word_bulletin"]
