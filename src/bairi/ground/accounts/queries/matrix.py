"""The permission matrix: read from the table that the rooms declare, so it cannot be out of date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from bairi.ground.access import Permission, Role, permissions

ROOMS: dict[str, str | Promise] = {
    "accounts": pgettext_lazy("room", "People and accounts"),
    "campaigns": pgettext_lazy("room", "Plan"),
    "cockpit": pgettext_lazy("room", "Cockpit"),
    "files": pgettext_lazy("room", "Files"),
    "jobs": pgettext_lazy("room", "Background work"),
    "organisations": pgettext_lazy("room", "Units"),
    "places": pgettext_lazy("room", "Places"),
    "reports": pgettext_lazy("room", "Reports"),
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


def permission_matrix_markdown() -> str:
    """The matrix as the page of the documentation, in English."""
    with translation.override("en"):
        head = [_("What"), *(str(role.label) for role in Role)]
        lines = [
            "# Who may do what",
            "",
            "A role counts within its scope: a place and all below it, some tasks or all, one campaign or all.",
            "What lies outside the scope answers 404. This page is written from the table that the code itself uses",
            "(`bairi permissions`); a test keeps it current.",
        ]
        for room in permission_matrix():
            lines += ["", f"## {room.name}", "", _line(head), _line(["---"] * len(head))]
            lines += [
                _line([f"{row.label}<br>`{row.code}`", *("✓" if x else "" for x in row.held)]) for row in room.rows
            ]
        return "\n".join(lines) + "\n"


def _rows(found: Iterable[Permission]) -> Iterable[MatrixRow]:
    for permission in found:
        yield MatrixRow(permission.code, str(permission.label), tuple(role in permission.roles for role in Role))


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
