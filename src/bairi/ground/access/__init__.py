"""Who acts, what they may do, where, and how a refusal is said. Plain: no tables of its own."""

from bairi.ground.access.actor import SYSTEM, Actor, Grant, Via
from bairi.ground.access.permissions import Permission, declare, permissions, roles_for
from bairi.ground.access.problems import (
    BadInput,
    NotAllowed,
    NotVisible,
    Problem,
    SignInNeeded,
    problem_catalogue,
)
from bairi.ground.access.roles import Role
from bairi.ground.access.scope import Scope, get_for, paths_above, require, scope_q, visible_to

__all__ = [
    "SYSTEM",
    "Actor",
    "BadInput",
    "Grant",
    "NotAllowed",
    "NotVisible",
    "Permission",
    "Problem",
    "Role",
    "Scope",
    "SignInNeeded",
    "Via",
    "declare",
    "get_for",
    "paths_above",
    "permissions",
    "problem_catalogue",
    "require",
    "roles_for",
    "scope_q",
    "visible_to",
]
