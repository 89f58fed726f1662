"""Tokens: only a digest is kept, one statement finds the actor, a revoked or late one finds nobody."""

from datetime import timedelta

import pytest

from bairi.ground.access import NotVisible
from bairi.ground.accounts import actions
from bairi.ground.accounts.models import ApiToken, User
from bairi.ground.accounts.problems import TokenRevoked
from bairi.ground.accounts.queries import actor_by_token, bearer_of
from tests.cast import NOON


@pytest.fixture
def made(cast):
    return actions.create_token(name="export", expires_at=NOON + timedelta(days=1), by=cast["department"], at=NOON)


def test_the_actor_of_a_token_is_the_actor_of_the_person(cast, made, django_assert_num_queries):
    with django_assert_num_queries(1):
        actor = actor_by_token(made.secret, at=NOON)

    assert actor.via == "api"
    assert (actor.user_id, actor.grants) == (cast["department"].user_id, cast["department"].grants)


def test_the_secret_is_not_kept(made):
    row = ApiToken.objects.get()

    assert made.secret not in {str(value) for value in vars(row).values()}
    assert row.prefix == made.secret[6:14]


def test_the_day_of_use_is_kept(made):
    actions.note_token_use(token=bearer_of(made.secret, at=NOON).token, at=NOON)

    assert bearer_of(made.secret, at=NOON).last_used_on == "2016-03-31"


def test_late_revoked_unknown_and_closed_find_nobody(cast, made):
    assert actor_by_token(made.secret, at=NOON + timedelta(days=1)) is None
    assert actor_by_token("bairi_unknown", at=NOON) is None
    User.objects.filter(username="department").update(is_active=False)
    assert actor_by_token(made.secret, at=NOON) is None


def test_revoking_once_and_only_ones_own(cast, made):
    prefix = made.token.prefix
    with pytest.raises(NotVisible):
        actions.revoke_token(prefix=prefix, by=cast["viewer"], at=NOON)
    actions.revoke_token(prefix=prefix, by=cast["department"], at=NOON)

    assert actor_by_token(made.secret, at=NOON) is None
    with pytest.raises(TokenRevoked):
        actions.revoke_token(prefix=prefix, by=cast["department"], at=NOON)


def test_the_data_officer_revokes_anothers(cast, made):
    actions.revoke_token(prefix=made.token.prefix, user=cast.users["department"].pk, by=cast["data_officer"], at=NOON)

    assert actor_by_token(made.secret, at=NOON) is None


def test_a_token_of_a_person_without_a_role_is_an_actor_without_grants(cast, made):
    cast.users["department"].grants.update(ended_at=NOON)

    assert actor_by_token(made.secret, at=NOON).grants == ()
