"""The actor behind a user, a session or a token."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import psycopg
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from bairi.ground.access import Actor, Grant, Role, Via
from bairi.ground.accounts.models import RoleGrant, User
from bairi.ground.accounts.rules import token_digest

NOBODY: Final = Actor(user_id=None, name="")

_ACTOR_SQL: Final = """
SELECT t.id, t.last_used_on, u.id, u.name, u.language, g.role, p.path, p.code, g.task_codes, g.campaign_code
FROM accounts_apitoken t
JOIN accounts_user u ON u.id = t.user_id AND u.is_active
LEFT JOIN accounts_rolegrant g ON g.user_id = u.id AND g.ended_at IS NULL
LEFT JOIN places_place p ON p.id = g.place_id
WHERE t.digest = %s AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > %s)
ORDER BY g.id
"""


def grants_of(user_id: int) -> tuple[Grant, ...]:
    """The grants that a user holds now. One query."""
    rows = RoleGrant.objects.filter(user_id=user_id, ended_at=None).order_by("id")
    return _grants(rows.values_list("role", "place__path", "place__code", "task_codes", "campaign_code"))


def actor_for(user: User | AnonymousUser, *, via: Via) -> Actor:
    """The actor of a signed-in user; an actor without grants for nobody."""
    if not isinstance(user, User) or not user.is_authenticated:
        return NOBODY
    return Actor(user_id=user.pk, name=user.name, grants=grants_of(user.pk), via=via, language=user.language)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who holds a token: the actor, the token's key, and the day on which it was last used."""

    actor: Actor
    token: int
    last_used_on: str


def bearer_of(token: str, *, at: datetime) -> Bearer | None:
    """The holder of a living token, with all grants, in one statement; None for any other."""
    rows = _prepared(_ACTOR_SQL, [token_digest(token), at])
    if not rows:
        return None
    token_id, last_used_on, user_id, name, language = rows[0][:5]
    held = ((role, path, code, _codes(tasks), campaign) for *_, role, path, code, tasks, campaign in rows if role)
    actor = Actor(user_id=user_id, name=name, grants=_grants(held), via="api", language=language)
    return Bearer(actor, token_id, str(last_used_on))


def actor_by_token(token: str, *, at: datetime) -> Actor | None:
    """The actor of a living token; None for any other. One statement."""
    bearer = bearer_of(token, at=at)
    return bearer.actor if bearer else None


def _prepared(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement that every request runs: PostgreSQL plans it once a connection, not each time."""
    connection.ensure_connection()
    if connection.vendor != "postgresql" or connection.queries_logged or connection.execute_wrappers:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows
    connection.connection.prepare_threshold = 0
    with connection.wrap_database_errors:
        prepared = psycopg.Cursor(connection.connection)
        return list(prepared.execute(sql.encode(), values, prepare=True).fetchall())


def home_code(actor: Actor) -> str | None:
    """The code of the widest place in which the actor holds a role; None for everywhere or for no role."""
    grants = sorted((g for g in actor.grants), key=lambda g: len(g.place_path))
    return (grants[0].place_code or None) if grants else None


def _grants(rows: Iterable[tuple[Any, ...]]) -> tuple[Grant, ...]:
    return tuple(
        Grant(
            role=Role(role),
            place_path=path or "",
            place_code=code or "",
            task_codes=frozenset(tasks) or None,
            campaign_code=campaign or None,
        )
        for role, path, code, tasks, campaign in rows
    )


def _codes(tasks: Any) -> list[str]:
    return json.loads(tasks) if isinstance(tasks, str) else list(tasks or ())
