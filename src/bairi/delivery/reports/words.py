"""What the marks and the states of a report mean, in words."""

from __future__ import annotations

from typing import Final, Protocol
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MARKS = {
    "above_target": _("above the target"),
    "falling": _("lower than before"),
    "jump": _("a jump"),
    "late": _("handed in late"),
    "clock": _("the phone's clock was off"),
    "proxy": _("entered for the village"),
    "conflict": _("differs from another report"),
}
STATES: Final[dict[str, str | Promise]] = {
    "waiting": _("Received, waits for the township"),
    "confirmed": _("Confirmed by the township"),
    "sent_back": _("Sent back, to be corrected"),
    "conflict": _("Differs from another report"),
    "corrected": _("Corrected since"),
    "withdrawn": _("Withdrawn"),
}
"""Where a report stands, as its sender asks for it."""
VIA = {
    "page": _("on a page"),
    "api": _("by the API"),
    "command": _("by the command"),
    "sheet": _("from a sheet"),
    "device": _("from a phone"),
    "system": _("by the system"),
}


class Ruled(Protocol):
    """What the state is read from."""

    @property
    def state(self) -> str: ...
    @property
    def superseded_by(self) -> UUID | None: ...
    @property
    def conflict_with(self) -> UUID | None: ...


def state_of(row: Ruled) -> str:
    """The state of a report, a key of `STATES`: what its sender has to know first."""
    if row.state == "withdrawn":
        return "withdrawn"
    if row.superseded_by is not None:
        return "corrected"
    if row.state == "sent_back":
        return "sent_back"
    if row.conflict_with is not None:
        return "conflict"
    return str(row.state)


def mark_words(mark: str) -> str:
    """A mark in words; a mark without words stands for itself."""
    return str(MARKS.get(mark, mark))
