"""What else moves when a cadre's post is handed over: rooms above register how their own rows move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from bairi.ground.access import Actor
from bairi.ground.accounts.models import User

Move = Callable[[User, User, Actor, datetime, UUID], int]
"""`move(leaver, successor, by, at, group)`: moves what is open now, writes its events, returns how many moved."""
_MOVES: dict[str, Move] = {}


def register_duties(room: str, move: Move) -> None:
    """Tell how a room's memberships or responsibilities move; called from its `duties.py`."""
    _MOVES[room] = move


def move_duties(leaver: User, successor: User, *, by: Actor, at: datetime, group: UUID) -> int:
    """Let every room move its own, within the caller's transaction. Returns how many rows moved."""
    return sum(_MOVES[room](leaver, successor, by, at, group) for room in sorted(_MOVES))
