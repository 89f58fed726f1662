"""What rooms keep of an event's personal details beside the log: each room says what it is, and erases it with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final, NamedTuple, Protocol

from bairi.ground.access import Actor
from bairi.ground.transparency.models import EventRow

ERASED: Final = "—"
"""Stands where a name or a reason was that is shown in lists, in every language."""


class EraseCopy(Protocol):
    """Erases what a room keeps of the event, within the caller's transaction."""

    def __call__(self, row: EventRow, *, by: Actor, at: datetime) -> None: ...


class Copy(NamedTuple):
    """`said` names what would go, in the active language, "" for nothing."""

    said: Callable[[EventRow], str]
    erase: EraseCopy


_copies: dict[str, Copy] = {}


def register_copy(room: str, *, said: Callable[[EventRow], str], erase: EraseCopy) -> None:
    """Tell what a room keeps of the personal details of events: one call replaces the room's former answer."""
    _copies[room] = Copy(said, erase)


def copies_of(row: EventRow) -> list[str]:
    """What goes with the personal details of this event, one sentence a room."""
    return [sentence for copy in _copies.values() if (sentence := copy.said(row))]


def erase_copies(row: EventRow, *, by: Actor, at: datetime) -> None:
    """Erase all of it, within the caller's transaction."""
    for copy in _copies.values():
        copy.erase(row, by=by, at=at)
