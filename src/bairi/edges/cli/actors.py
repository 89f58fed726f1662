"""Who acts when a command is run: whoever may run commands on the server may do everything."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bairi.ground.access import SYSTEM

COMMAND: Final = replace(SYSTEM, via="command")
"""The system, by way of the command line."""
