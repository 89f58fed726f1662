"""Who may send a file, and who sees it: whoever sees what it belongs to. The rooms above register how they know."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Actor, Role, declare

STORE_FILE = declare(
    "files.store_file",
    _("Send photos and documents"),
    [Role.VILLAGE_TEAM, Role.TOWNSHIP_CLERK, Role.DEPARTMENT, Role.DATA_OFFICER, Role.INSPECTOR],
)

Sees = Callable[[Actor, str], bool]
_rooms: dict[str, Sees] = {}


def register_visible(room: str, sees: Sees) -> None:
    """Tell how a room knows whether an actor sees a file (by SHA-256): one call replaces the room's former answer."""
    _rooms[room] = sees


def is_visible(actor: Actor, sha256: str) -> bool:
    """Whether any room shows the file to the actor. Closed by default."""
    return any(sees(actor, sha256) for sees in _rooms.values())
