"""Reads of accounts: who acts, who holds what, what each role may do."""

from bairi.ground.accounts.queries.actor import (
    NOBODY,
    Bearer,
    actor_by_token,
    actor_for,
    bearer_of,
    grants_of,
    home_code,
)
from bairi.ground.accounts.queries.demo import CastMember, demo_cast, is_demo_home
from bairi.ground.accounts.queries.matrix import MatrixRoom, MatrixRow, permission_matrix
from bairi.ground.accounts.queries.people import (
    GrantRow,
    PersonPage,
    PersonRow,
    grant_row,
    people,
    person,
    place_choices,
    require_over,
    user_for,
    users_visible_to,
    waiting_secret,
)
from bairi.ground.accounts.queries.tokens import TokenRow, tokens_of

__all__ = [
    "NOBODY",
    "Bearer",
    "CastMember",
    "GrantRow",
    "MatrixRoom",
    "MatrixRow",
    "PersonPage",
    "PersonRow",
    "TokenRow",
    "actor_by_token",
    "actor_for",
    "bearer_of",
    "demo_cast",
    "grant_row",
    "grants_of",
    "home_code",
    "is_demo_home",
    "people",
    "permission_matrix",
    "person",
    "place_choices",
    "require_over",
    "tokens_of",
    "user_for",
    "users_visible_to",
    "waiting_secret",
]
