"""Who stands at the door: name and password, then the second factor. Failures are kept for throttling alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import Q

from bairi.ground.accounts.events import RecoveryCodeUsed
from bairi.ground.accounts.models import RecoveryCode, SignInAttempt, User
from bairi.ground.accounts.problems import CodeRefused, NotADemo, SignInRefused, TooManyAttempts
from bairi.ground.accounts.queries import actor_for, home_code, is_demo_home
from bairi.ground.accounts.rules import (
    FREE_BY_ADDRESS,
    FREE_BY_NAME,
    WINDOW,
    clean_name,
    clean_phone,
    is_phone,
    matching_step,
    wait_until,
)
from bairi.ground.accounts.sealing import recovery_digest, unseal
from bairi.ground.transparency.actions import append


def sign_in(*, name: str, password: str, address: str | None, at: datetime) -> User:
    """The user whom name (or phone number) and password name. Raises TooManyAttempts, SignInRefused.

    The attempt is written before the password is looked at and taken back on success, so that parallel guesses count.
    """
    key = _key(name)
    attempt = _begin(key, address, at)
    user = authenticate(username=key, password=password)
    if not isinstance(user, User):
        raise SignInRefused()
    _forgive(key, attempt)
    return user


def check_second_factor(*, user: User, code: str, address: str | None, at: datetime) -> None:
    """Accept a one-time code once, or a recovery code once. Raises TooManyAttempts, CodeRefused."""
    key = f"code {user.pk}"
    attempt = _begin(key, address, at)
    if not (_use_step(user, code, at) or _use_recovery_code(user, code, at)):
        raise CodeRefused()
    _forgive(key, attempt)


def check_password(*, user: User, password: str, address: str | None, at: datetime) -> bool:
    """Whether the signed-in user's own password is right, throttled like a sign-in. Raises TooManyAttempts."""
    key = f"password {user.pk}"
    attempt = _begin(key, address, at)
    if not user.check_password(password):
        return False
    _forgive(key, attempt)
    return True


def demo_user(*, username: str) -> User:
    """A member of the demo's cast, in a home that holds the demo. Raises NotADemo."""
    user = User.objects.filter(username=username, is_demo=True, is_active=True).first() if is_demo_home() else None
    if user is None:
        raise NotADemo()
    return user


def _key(name: str) -> str:
    phone = clean_phone(name)
    return (phone if is_phone(phone) and is_phone(clean_name(name).replace("-", "")) else clean_name(name))[:80]


@transaction.atomic
def _count(key: str, address: str | None, at: datetime) -> SignInAttempt | datetime:
    SignInAttempt.objects.filter(at__lt=at - 4 * WINDOW).delete()
    recent = SignInAttempt.objects.filter(at__gt=at - WINDOW).order_by("at")
    by_name = _moments(recent.filter(name=key))
    by_address = _moments(recent.filter(address=address)) if address else []
    waits = [wait_until(by_name, FREE_BY_NAME), wait_until(by_address, FREE_BY_ADDRESS)]
    open_at = max((wait for wait in waits if wait is not None), default=at)
    if open_at > at:
        return open_at
    return SignInAttempt.objects.create(name=key, address=address, at=at)


def _begin(key: str, address: str | None, at: datetime) -> SignInAttempt:
    found = _count(key, address, at)
    if isinstance(found, datetime):
        raise TooManyAttempts(seconds=int((found - at).total_seconds()) + 1)
    return found


def _moments(rows: Iterable[SignInAttempt]) -> list[datetime]:
    return [row.at for row in rows]


def _forgive(key: str, attempt: SignInAttempt) -> None:
    """Success clears the name; of the address only this attempt, or one known password would open it for guessing."""
    SignInAttempt.objects.filter(Q(pk=attempt.pk) | Q(name=key)).delete()


def _use_step(user: User, code: str, at: datetime) -> bool:
    secret = unseal(user.totp_secret) if user.totp_secret else None
    step = matching_step(secret, code, at) if secret else None
    if step is None:
        return False
    return User.objects.filter(pk=user.pk, totp_last_step__lt=step).update(totp_last_step=step) == 1


@transaction.atomic
def _use_recovery_code(user: User, code: str, at: datetime) -> bool:
    unused = RecoveryCode.objects.filter(user=user, used_at=None)
    if unused.filter(digest=recovery_digest(code)).update(used_at=at) != 1:
        return False
    by = actor_for(user, via="page")
    append(RecoveryCodeUsed(user=user.key, left=unused.count()), by=by, at=at, place=home_code(by))
    return True
