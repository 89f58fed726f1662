"""One table of permissions: each room declares its own beside its actions; the matrix page reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from bairi.ground.access.roles import Role


@dataclass(frozen=True, slots=True)
class Permission:
    """The right to do one thing. `code` is `room.action`, `label` a translatable sentence."""

    code: str
    label: str | Promise
    roles: frozenset[Role]


_TABLE: dict[str, Permission] = {}


def declare(code: str, label: str | Promise, roles: Iterable[Role]) -> str:
    """Enter a permission in the table and return its code. Raises ValueError on a second, different entry."""
    permission = Permission(code, label, frozenset(roles))
    known = _TABLE.setdefault(code, permission)
    if known.roles != permission.roles:
        raise ValueError(f"permission {code} is declared twice")
    return code


def roles_for(code: str) -> frozenset[Role]:
    """Roles that hold the permission. Raises KeyError for one that no room declared."""
    return _TABLE[code].roles


def permissions() -> list[Permission]:
    """All permissions, by code."""
    return [_TABLE[code] for code in sorted(_TABLE)]
