"""The second factor: set up with an app, confirmed by a first code, with ten recovery codes shown once."""

from __future__ import annotations

from datetime import datetime

import pyotp
from django.db import transaction

from bairi.ground.access import Actor
from bairi.ground.accounts.actions.self_locked import self_locked
from bairi.ground.accounts.events import (
    RecoveryCodesMade,
    SecondFactorConfirmed,
    SecondFactorPrepared,
    SecondFactorRemoved,
)
from bairi.ground.accounts.models import RecoveryCode, User
from bairi.ground.accounts.permissions import RESET_SECOND_FACTOR
from bairi.ground.accounts.problems import CodeRefused, SecondFactorActive, SecondFactorNotPrepared
from bairi.ground.accounts.queries import home_code, user_for
from bairi.ground.accounts.rules import CODES, matching_step, new_recovery_code
from bairi.ground.accounts.sealing import recovery_digest, seal, unseal
from bairi.ground.transparency.actions import append


@transaction.atomic
def prepare_second_factor(*, by: Actor, at: datetime) -> str:
    """Begin: the secret that the app is to hold. One that waits for its first code is shown again, not replaced.

    Raises SecondFactorActive, SignInNeeded.
    """
    user = self_locked(by)
    if user.has_second_factor:
        raise SecondFactorActive()
    waiting = unseal(user.totp_secret) if user.totp_secret else None
    if waiting:
        return waiting
    secret = pyotp.random_base32()
    user.totp_secret = seal(secret)
    user.save(update_fields=["totp_secret"])
    append(SecondFactorPrepared(user=user.key), by=by, at=at, place=home_code(by))
    return secret


@transaction.atomic
def confirm_second_factor(*, code: str, by: Actor, at: datetime) -> list[str]:
    """Switch it on by the app's first code. Returns the recovery codes, shown this once.

    Raises SecondFactorNotPrepared, SecondFactorActive, CodeRefused, SignInNeeded.
    """
    user = self_locked(by)
    if user.has_second_factor:
        raise SecondFactorActive()
    secret = unseal(user.totp_secret) if user.totp_secret else None
    if secret is None:
        raise SecondFactorNotPrepared()
    step = matching_step(secret, code, at)
    if step is None:
        raise CodeRefused()
    user.totp_confirmed_at, user.totp_last_step = at, step
    user.save(update_fields=["totp_confirmed_at", "totp_last_step"])
    append(SecondFactorConfirmed(user=user.key), by=by, at=at, place=home_code(by))
    return _new_codes(user)


@transaction.atomic
def make_recovery_codes(*, by: Actor, at: datetime) -> list[str]:
    """New recovery codes; the old ones are void. Raises SecondFactorNotPrepared, SignInNeeded."""
    user = self_locked(by)
    if not user.has_second_factor:
        raise SecondFactorNotPrepared()
    append(RecoveryCodesMade(user=user.key), by=by, at=at, place=home_code(by))
    return _new_codes(user)


@transaction.atomic
def remove_second_factor(*, by: Actor, at: datetime) -> None:
    """Switch one's own second factor off; the caller has checked the password. Raises SecondFactorNotPrepared."""
    user = self_locked(by)
    if not user.totp_secret:
        raise SecondFactorNotPrepared()
    _remove(user, by=by, at=at)


@transaction.atomic
def reset_second_factor(*, user: int, by: Actor, at: datetime) -> User:
    """Take a lost second factor off another person's account.

    Raises NotVisible, NotAllowed, SecondFactorNotPrepared.
    """
    row = user_for(by, RESET_SECOND_FACTOR, user=user)
    if not row.totp_secret:
        raise SecondFactorNotPrepared()
    _remove(row, by=by, at=at)
    return row


def _remove(user: User, *, by: Actor, at: datetime) -> None:
    user.totp_secret, user.totp_confirmed_at = "", None
    user.save(update_fields=["totp_secret", "totp_confirmed_at"])
    user.recovery_codes.all().delete()
    append(SecondFactorRemoved(user=user.key, name=user.name), by=by, at=at, place=home_code(by))


def _new_codes(user: User) -> list[str]:
    user.recovery_codes.all().delete()
    codes = [new_recovery_code() for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=recovery_digest(code)) for code in codes)
    return codes
