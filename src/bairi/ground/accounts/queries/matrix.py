"""The permission matrix: read from the table that the rooms declare, so it cannot be out of date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from bairi.ground.access import Permission, Role, permissions

ROOMS: dict[str, str | Promise] = {
    "accounts": pgettext_lazy("room", "People and accounts"),
    "bulletins": pgettext_lazy("room", "Bulletins"),
    "campaigns": pgettext_lazy("room", "Plan"),
    "cockpit": pgettext_lazy("room", "Cockpit"),
    "files": pgettext_lazy("room", "Files"),
    "jobs": pgettext_lazy("room", "Background work"),
    "organisations": pgettext_lazy("room", "Units"),
    "places": pgettext_lazy("room", "Places"),
    "reports": pgettext_lazy("room", "Reports"),
    "rollups": pgettext_lazy("room", "Figures"),
    "transparency": pgettext_lazy("room", "Log of changes"),
}


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One permission; `held` answers for each role in the order of `Role`."""

    code: str
    label: str
    held: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class MatrixRoom:
    """The permissions that one room declares."""

    name: str
    rows: tuple[MatrixRow, ...]


def permission_matrix() -> list[MatrixRoom]:
    """Who may do what, by room, in the active language. No query."""
    rooms = groupby(permissions(), key=lambda p: p.code.partition(".")[0])
    return [MatrixRoom(str(ROOMS.get(room, room)), tuple(_rows(found))) for room, found in rooms]


def _rows(found: Iterable[Permission]) -> Iterable[MatrixRow]:
    for permission in found:
        yield MatrixRow(permission.code, str(permission.label), tuple(role in permission.roles for role in Role))
