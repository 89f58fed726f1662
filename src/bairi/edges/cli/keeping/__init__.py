"""Keeping what there is: copying the home while it is in use, putting a copy back, checking that all is as it was."""

from bairi.edges.cli.keeping.backup import BackedUp, backup
from bairi.edges.cli.keeping.check import CheckReport, check
from bairi.edges.cli.keeping.restore import Restored, restore

__all__ = ["BackedUp", "CheckReport", "Restored", "backup", "check", "restore"]
